using System.Globalization;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Watches;

/// <summary>A right that is suspended.</summary>
/// <param name="Watch">The watch of the rulebook that did it.</param>
public sealed record RightLost(Code Right, DateOnly From, DateOnly? Until, Code Watch)
{
    public bool Covers(DateOnly day) => From <= day && (Until is not { } last || day <= last);

    public static string Prefix(Subject subject) => $"{subject}|";

    public static void Evolve(IStates states, RightsSuspended fact)
    {
        foreach (var right in fact.Rights) states.Put(Key(fact.Subject, right, fact.From), new RightLost(right, fact.From, fact.Until, fact.Watch));
    }

    public static void Evolve(IStates states, RightRestored fact)
    {
        var prefix = $"{fact.Subject}|{fact.Right}|";
        foreach (var (key, lost) in states.Range<RightLost>(prefix, prefix + '\uffff'))
            if (lost.From >= fact.From) states.Remove<RightLost>(key);
            else if (!(lost.Until < fact.From)) states.Put(key, lost with { Until = fact.From.AddDays(-1) });
    }

    private static string Key(Subject subject, Code right, DateOnly from) => string.Create(CultureInfo.InvariantCulture, $"{subject}|{right}|{from:yyyy-MM-dd}");
}

/// <summary>The rights a watch may suspend: to earn, to redeem, to hand on, to be honoured, and those that buckets have.</summary>
public static class Rights
{
    public const string Earn = "earn", Redeem = "redeem", Transfer = "transfer", Honour = "honour";

    public static readonly IReadOnlyList<string> All = [Earn, Redeem, Transfer, .. Enum.GetNames<Right>().Select(right => right.ToLowerInvariant())];

    /// <summary>The rights without which a passage of a kind is closed.</summary>
    public static IReadOnlyList<string> Of(PassageKind kind) => kind switch
    {
        PassageKind.Redeem => [Redeem, "spend"],
        PassageKind.Benefit => [Redeem, Honour],
        PassageKind.Service => [Redeem, "service"],
        PassageKind.Gift => [Transfer, "gift"],
        PassageKind.Family => [Transfer, "family"],
        PassageKind.Pool => [Transfer, "pool"],
        PassageKind.Cash => [Redeem, "cash"],
        _ => [],
    };

    /// <summary>The first suspension of one of the rights on a day, of the subject or, of a person, of his household or his team; null where he has them all.</summary>
    public static RightLost? Lost(Books books, Subject subject, DateOnly day, params IReadOnlyList<string> rights)
    {
        // Rows are only looked for where some version has ever suspended a right.
        if (!RulebookVersions.Of(books).Versions.Any(version => version.IsSuspending)) return null;
        var subjects = SubjectFacts.SubjectsOf(books, subject, day);
        foreach (var whose in new[] { subject.Kind, Whose.Household, Whose.Team })
            if (subjects.Has(whose) && books.StartingWith<RightLost>($"{subjects.Of(whose)}|").Select(row => row.Value).FirstOrDefault(lost => lost.Covers(day) && rights.Contains(lost.Right.Value)) is { } found) return found;
        return null;
    }

    /// <summary>The place in a rulebook that suspends: the watch, where it still has it.</summary>
    internal static string RuleOf(Rulebook rulebook, RightLost lost) =>
        rulebook.Document.Watches?.ToList().FindIndex(watch => watch.Code == lost.Watch) is >= 0 and var number ? $"/watches/{number}" : "/watches";
}
