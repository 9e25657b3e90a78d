using System.Globalization;
using System.Text.Json.Serialization;
using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Honours;

/// <summary>How far a round is counted: one row a rank, and one for the round that is being corrected.</summary>
/// <param name="UpTo">The key of the last row that was looked at; absent: all were.</param>
/// <param name="Best">Those who may still be among the winners.</param>
public sealed record RoundState(DateOnly To, string? UpTo, IReadOnlyList<RoundEntry> Best)
{
    [JsonIgnore]
    public bool IsDone => UpTo is null;

    public static string Key(Code rank, bool isCorrecting) => isCorrecting ? $"{rank}|correcting" : rank.Value;

    /// <summary>The ranks that count, or have counted, the round a day lies in: what posts now counts in the next. Null: none.</summary>
    internal static IReadOnlyList<Code>? LateFor(IRows rows, DateOnly day)
    {
        List<Code> late = [.. RulebookVersions.Of(rows).Versions.SelectMany(version => version.Ranks ?? []).Distinct().Where(rank => rows.Find<RoundState>(Key(rank, false))?.To >= day)];
        return late.Count > 0 ? late : null;
    }

    public static void Evolve(IStates states, RoundCounted fact)
    {
        var (key, rank) = (Key(fact.Rank, fact.Correcting == true), Rulebook.Of(states, fact.Rulebook).Compiled.Ranks.First(one => one.Entry.Code == fact.Rank));
        var before = fact.After is null ? [] : states.Find<RoundState>(key)?.Best ?? [];
        states.Put(key, new RoundState(fact.To, fact.UpTo, Ranking.Keep(rank, before.Concat(fact.Entries))));
    }

    public static void Evolve(IStates states, RoundClosed fact)
    {
        states.Put(Key(fact.Rank, false), new RoundState(fact.To, null, []));
        if (fact.Seed is { } seed) states.Put(RoundSeed.Key(fact.Rank, fact.To), new RoundSeed(seed));
    }

    public static void Evolve(IStates states, RoundCorrected fact) => states.Remove<RoundState>(Key(fact.Rank, true));
}

/// <summary>By what a round drew between equals: a correction draws the same.</summary>
public sealed record RoundSeed(string Seed)
{
    public static string Key(Code rank, DateOnly to) => string.Create(CultureInfo.InvariantCulture, $"{rank}|{to:yyyy-MM-dd}");
}

/// <summary>A certificate: good, or withdrawn.</summary>
/// <param name="On">The local day on which it was awarded.</param>
public sealed record Honour(HonourAwarded Awarded, DateOnly On, HonourWithdrawn? Withdrawn = null)
{
    /// <summary>The certificates of one round start so.</summary>
    public static string Prefix(Code rank, string period) => $"{rank}.{period}.";

    public static string Number(Code rank, string period, int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix(rank, period)}{number:D3}");

    public static void Evolve(IStates states, HonourAwarded fact, At at)
    {
        var on = Communities.Community.DateOf(states, at);
        states.Put(fact.Certificate, new Honour(fact, on));
        states.Put(HonourOf.Key(fact.Subject.ToString(), fact.Certificate), new HonourOf(fact.Certificate));
        foreach (var benefit in fact.Benefits ?? []) BenefitLeft.Add(states, fact.Subject, benefit);
        MeasureCounting.Count(states, fact.Rulebook, Rulebooks.Evaluating.Told.Awarded, fact.Rank, fact.Subject, on);
    }

    /// <summary>What was not claimed for it yet can be claimed no more.</summary>
    public static void Evolve(IStates states, HonourWithdrawn fact)
    {
        if (states.Find<Honour>(fact.Certificate) is not { Withdrawn: null } honour) return;
        states.Put(fact.Certificate, honour with { Withdrawn = fact });
        foreach (var benefit in honour.Awarded.Benefits ?? [])
            if (BenefitLeft.Key(fact.Subject.ToString(), benefit.Item) is var of && states.Find<BenefitLeft>(of) is { } left) states.Put(of, new BenefitLeft(Math.Max(0, left.Units - benefit.Units)));
    }
}

/// <summary>A certificate, by whose it is.</summary>
public sealed record HonourOf(string Certificate)
{
    public static string Prefix(string subject) => $"{subject}|";

    public static string Key(string subject, string certificate) => $"{Prefix(subject)}{certificate}";
}
