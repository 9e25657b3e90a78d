using Ledger.Domain.Rulebooks.Adoption;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Rulebooks;

/// <summary>A few lines a year, in the order of publication.</summary>
public sealed record RulebookVersions(IReadOnlyList<EffectiveVersion> Versions)
{
    /// <summary>The version of an occurred date: the last published of those with the latest effective date not after it.</summary>
    public EffectiveVersion? On(DateOnly day)
    {
        EffectiveVersion? best = null;
        foreach (var version in Versions)
            if (version.From <= day && (best is null || version.From >= best.From)) best = version;
        return best;
    }

    /// <summary>Those of whose days an act may still come, or is to come.</summary>
    public IEnumerable<EffectiveVersion> Live(DateOnly today) => Versions.Where((version, at) =>
        !Versions.Skip(at + 1).Any(later => later.From == version.From)
        && !(Versions.Where(other => other.From > version.From).Min(other => (DateOnly?)other.From)?.AddDays(Filing.LongestOpen) <= today));

    public static EffectiveVersion? On(IRows rows, DateOnly day) => Of(rows).On(day);

    public EffectiveVersion? Of(Code version) => Versions.FirstOrDefault(one => one.Version == version);

    public static RulebookVersions Of(IRows rows) => rows.Find<RulebookVersions>("") ?? new([]);

    /// <summary>A version whose meters others did not count starts with what stands in windows already running: that is filled.</summary>
    public static void Evolve(IStates states, RulebookPublished fact, Compiling.CompiledRulebook? rulebook, DateOnly today)
    {
        var (before, meters) = (Of(states), rulebook?.Meters ?? []);
        var live = before.Live(today).ToList();
        var isFilled = live.All(other => meters.All(meter => other.Meters?.Contains(meter) == true));
        states.Put("", new RulebookVersions(
        [
            .. before.Versions.Select(version => live.Contains(version) ? version : version with { Meters = null }),
            new EffectiveVersion(fact.Document.Version, fact.Document.EffectiveFrom, rulebook?.Facts.Ages is { Count: > 0 } ages ? [.. ages] : null, meters, isFilled ? null : new Filling(Filled.Acts, null, 0), IsJudging: fact.Document.Ladders?.Any(ladder => ladder.Judged.IsForm) == true,
                IsFollowing: fact.Document.Acts.Any(act => act.Automatic is not null), IsWatching: fact.Document.Watches is { Count: > 0 },
                IsEnding: fact.Document.Expiry?.Any(entry => entry.EndsWith?.Count > 0) == true, IsSuspending: fact.Document.Watches?.Any(watch => watch.Do.Any(effect => effect.Suspend is not null)) == true, Ranks: fact.Document.Ranks is { Count: > 0 } ranks ? [.. ranks.Select(rank => rank.Code)] : null, IsIdling: fact.Document.Expiry?.Any(entry => entry.Idle is not null) == true,
                InVault: fact.Document.Marks?.Where(mark => mark.Kept == KeptIn.Vault).Select(mark => mark.Code).ToList() is { Count: > 0 } kept ? kept : null),
        ]));
    }

    public static void Evolve(IStates states, MetersFilled fact) => Change(states, fact.Version, version =>
        version with { Filling = (fact.To, fact.Of) is (null, Filled.Deductions) ? null : new Filling(fact.To is null ? fact.Of + 1 : fact.Of, fact.To, version.Filling!.Count + fact.Count) });

    public static void Evolve(IStates states, RulebookTookEffect fact) => Change(states, fact.Version, version => version with { TookEffect = true });

    private static void Change(IStates states, Code code, Func<EffectiveVersion, EffectiveVersion> change) =>
        states.Put("", new RulebookVersions([.. Of(states).Versions.Select(version => version.Version == code ? change(version) : version)]));
}

/// <param name="IsWatching">Whether it has watches; <paramref name="IsSuspending"/>: such as suspend rights.</param>
/// <param name="IsFollowing">Whether it has acts that follow by themselves.</param>
/// <param name="IsEnding">Whether it has marks that end the life of credits.</param>
/// <param name="IsIdling">Whether credits lapse where nothing happens on their account.</param>
/// <param name="IsJudging">Whether it has ladders that are judged at the end of a period.</param>
/// <param name="Ranks">Those it has; absent: none.</param>
/// <param name="Ages">The years of age that its clauses name: the edges of the bands in which ages are told.</param>
/// <param name="InVault">The marks that it keeps in the vault; absent: none.</param>
/// <param name="Meters">The counters of its measures; absent once nothing is counted by it any more.</param>
/// <param name="Filling">Absent: every act that stands is counted in them.</param>
public sealed record EffectiveVersion(Code Version, DateOnly From, IReadOnlyList<int>? Ages = null, IReadOnlyList<string>? Meters = null, Filling? Filling = null, bool TookEffect = false, bool IsJudging = false, bool IsFollowing = false, bool IsWatching = false, bool IsSuspending = false, IReadOnlyList<Code>? Ranks = null, bool IsEnding = false, bool IsIdling = false, IReadOnlyList<Code>? InVault = null)
{
    /// <summary>Whether it has ranks whose rounds are closed.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsRanking => Ranks is not null;

    private const int IdLength = 36;

    /// <summary>Whether an act, a hold, a transfer or a deduction is counted by it; otherwise it will be when its turn comes.</summary>
    public bool Counts(Filled what, string id) => Filling is null || what < Filling.Of || (what == Filling.Of && string.CompareOrdinal(id[..IdLength], Filling.To?.ToString()) <= 0);
}

/// <summary>How far the windows of a version are filled: acts, holds, transfers and deductions in turn, each up to one by the order of their ids.</summary>
/// <param name="To">Absent: none of these.</param>
/// <param name="Count">How many of all were looked at.</param>
public sealed record Filling(Filled Of, Guid? To, int Count);

/// <summary>What windows had got when the version was published is still being counted for it.</summary>
/// <param name="Count">How many of all are counted so far.</param>
public sealed record RulebookIsBeingFilled(Code Version, int Count) : Rejection
{
    internal static RulebookIsBeingFilled? Now(IRows rows, Rulebook rulebook) => RulebookVersions.Of(rows).Of(rulebook.Document.Version)?.Filling is { } filling ? new(rulebook.Document.Version, filling.Count) : null;
}
