using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Storage;

namespace Ledger.Domain.Rulebooks.Checking;

/// <summary>Whether one condition holds wherever another does. A no only says that it was not found to be so.</summary>
internal static class Implication
{
    public static bool Follows(When? wider, When? narrower) => wider is null || (narrower is not null && FromHere(wider, narrower));

    /// <summary>Whether no act can meet both: the same fact would have to have two values.</summary>
    public static bool Exclude(When? one, When? other) => one is not null && other is not null && Atoms(one).Any(a => Atoms(other).Any(b => Apart(a, b)));

    private static bool FromHere(When wider, When narrower)
    {
        if (Same(wider, narrower)) return true;
        if (narrower.Any is { } some) return some.All(one => FromHere(wider, one));
        if (wider.All is { } every) return every.All(one => FromHere(one, narrower));
        if (wider.Any is { } any && any.Any(one => FromHere(one, narrower))) return true;
        if (narrower.All is { } all) return all.Any(one => FromHere(wider, one));
        return About(wider) is { } about && about == About(narrower) && Covers(wider, narrower);
    }

    private static bool Same(When one, When other) => DomainJson.Write(Bare(one)).AsSpan().SequenceEqual(DomainJson.Write(Bare(other)));

    private static When Bare(When when) => when with { Clause = null };

    private static string? About(When atom) => atom.Fact ?? (atom.Measure is { } measure ? $"measure.{measure}" : atom.Level is { } level ? $"level.{level}" : null);

    private static bool Covers(When wider, When narrower)
    {
        if (wider.In is { } codes) return narrower.In is { } fewer && fewer.All(codes.Contains);
        return Range(wider) is var (low, high) && Range(narrower) is var (least, most) && low <= least && most <= high;
    }

    private static bool Apart(When one, When other)
    {
        if (About(one) is not { } about || about != About(other)) return false;
        if (one.In is { } codes && other.In is { } others) return !codes.Any(others.Contains);
        if (one.Is is { } yes && other.Is is { } no) return yes != no;
        return Range(one) is var (low, high) && Range(other) is var (least, most) && (high < least || most < low);
    }

    /// <summary>What has to hold in any case.</summary>
    private static IEnumerable<When> Atoms(When when) => when.All is { } all ? all.SelectMany(Atoms) : when.Any is null && when.Not is null ? [when] : [];

    private static (long Low, long High)? Range(When atom) => (atom.AtLeast, atom.AtMost, atom.Below) switch
    {
        ({ } least, null, null) when Quantity.Parse(least.Text) is { } low => (low.Units, long.MaxValue),
        (null, { } most, null) when Quantity.Parse(most.Text) is { } high => (long.MinValue, high.Units),
        (null, null, { } below) when Quantity.Parse(below.Text) is { } high => (long.MinValue, high.Units - 1),
        _ => null,
    };
}
