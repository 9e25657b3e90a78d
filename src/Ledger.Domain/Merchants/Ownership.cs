using System.Globalization;
using Ledger.Domain.Persons;

namespace Ledger.Domain.Merchants;

/// <summary>Who owns a merchant, by merchant: who gains by what it is paid.</summary>
public sealed record Ownership(PersonId Person, DateOnly From, DateOnly? Until)
{
    public bool Covers(DateOnly day) => From <= day && (Until is not { } last || day <= last);

    public static string Prefix(MerchantId merchant) => $"{merchant}|";

    public static void Evolve(IStates states, RoleGranted fact)
    {
        if (fact is { Role: Role.MerchantOwner, Merchant: { } merchant }) states.Put(Key(merchant, fact.Person, fact.From), new Ownership(fact.Person, fact.From, fact.Until));
    }

    public static void Evolve(IStates states, RoleEnded fact)
    {
        if (fact is not { Role: Role.MerchantOwner, Merchant: { } merchant }) return;
        var own = $"{Prefix(merchant)}{fact.Person}|";
        foreach (var (key, row) in states.Range<Ownership>(own, own + '\uffff'))
            if (row.Until is not { } until || until > fact.Until) states.Put(key, row with { Until = fact.Until });
    }

    private static string Key(MerchantId merchant, PersonId person, DateOnly from) => string.Create(CultureInfo.InvariantCulture, $"{Prefix(merchant)}{person}|{from:yyyy-MM-dd}");
}
