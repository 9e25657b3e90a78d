using System.Text;
using Ledger.Api.Books;
using Ledger.Api.Problems;
using Ledger.Api.Tests.Support;
using Ledger.Domain;
using Ledger.Domain.Redemptions;

namespace Ledger.Api.Tests.Contract;

/// <summary>Every "no" of the domain can be kept, read back and told in both languages.</summary>
public sealed class RefusalTests
{
    public static TheoryData<Type> All => [.. typeof(Rejection).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Rejection)) && !type.IsAbstract)];

    [Theory]
    [MemberData(nameof(All))]
    public void A_refusal_is_read_back_as_it_was_kept_and_told_to_people(Type type)
    {
        var refusal = (Rejection)Sample(type);
        var kept = RejectionJson.Write(refusal);
        Assert.Equal(Encoding.UTF8.GetString(kept), Encoding.UTF8.GetString(RejectionJson.Write(RejectionJson.Read(kept))));
        var told = ProblemCatalogue.Tell(RejectionJson.Read(kept));
        Assert.Contains(told.Detail.Zh, c => c is >= '\u4e00' and <= '\u9fff');
        Assert.Contains(told.Detail.En, char.IsAsciiLetter);
    }

    private static object Sample(Type type)
    {
        if (type == typeof(Rejection)) return new CodeNotKnown();
        if (type == typeof(string)) return "x";
        if (type == typeof(int)) return 1;
        if (type == typeof(long)) return 1L;
        if (type == typeof(Code)) return new Code("x");
        if (type == typeof(Month)) return new Month(2026, 5);
        if (type == typeof(DateOnly)) return new DateOnly(2026, 5, 20);
        if (type == typeof(DateTimeOffset)) return SettableClock.Morning;
        if (type == typeof(Guid)) return Guid.NewGuid();
        if (Nullable.GetUnderlyingType(type) is { } plain) return Sample(plain);
        if (type.IsEnum) return type.GetEnumValues().GetValue(0)!;
        if (type.IsGenericType)
        {
            var list = Array.CreateInstance(type.GetGenericArguments()[0], 1);
            list.SetValue(Sample(type.GetGenericArguments()[0]), 0);
            return list;
        }
        var made = type.GetConstructors().MinBy(constructor => constructor.GetParameters().Any(parameter => parameter.ParameterType.IsArray))!;
        return made.Invoke([.. made.GetParameters().Select(parameter => Sample(parameter.ParameterType))]);
    }
}
