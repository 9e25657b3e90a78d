using System.Security.Cryptography;
using System.Text;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Honours;

/// <summary>Somebody's position in a round, from 1; equals share one.</summary>
public sealed record Placed(RoundEntry Entry, int Position);

/// <summary>Puts entries in order and says who wins. Pure: the same entries and seed give the same order.</summary>
internal static class Ranking
{
    /// <summary>More are never kept of one round: so many win at most by per cent.</summary>
    public const int MostKept = 10_000;

    /// <summary>Those of them who may still win, whoever comes: equals of the last are all kept. Of per cent nobody knows yet how many that are.</summary>
    public static IReadOnlyList<RoundEntry> Keep(CompiledRank rank, IEnumerable<RoundEntry> entries)
    {
        var most = rank.Entry.Top.Unit == Unit.Percent ? MostKept : rank.Entry.Top.Units;
        return [.. Order(rank, entries.DistinctBy(entry => entry.Subject), null).Where(placed => placed.Position <= most).Take(MostKept).Select(placed => placed.Entry)];
    }

    /// <param name="seed">Decides between equals, where the rank draws; null: they share.</param>
    public static IReadOnlyList<Placed> Winners(CompiledRank rank, IReadOnlyList<RoundEntry> entries, string? seed)
    {
        var all = Order(rank, entries, seed);
        return [.. all.Where(placed => placed.Position <= rank.Top(all.Count(one => one.Entry.Apart == placed.Entry.Apart)))];
    }

    /// <summary>All of them, best first; those who are ranked apart one group after the other.</summary>
    public static IReadOnlyList<Placed> Order(CompiledRank rank, IEnumerable<RoundEntry> entries, string? seed)
    {
        var placed = new List<Placed>();
        foreach (var group in entries.GroupBy(entry => entry.Apart ?? "").OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var sorted = group.Select(entry => (Entry: entry, Key: KeyOf(rank, entry, seed))).OrderBy(one => one.Key).ThenBy(one => one.Entry.Subject.ToString(), StringComparer.Ordinal).ToList();
            for (var (number, position) = (0, 1); number < sorted.Count; number++)
            {
                if (number > 0 && sorted[number].Key != sorted[number - 1].Key) position = number + 1;
                placed.Add(new(sorted[number].Entry, position));
            }
        }
        return placed;
    }

    /// <summary>The less the better.</summary>
    private static (long, long, string) KeyOf(CompiledRank rank, RoundEntry entry, string? seed) => (-entry.Value, rank.Entry.Ties switch
    {
        Ties.EarlierLastAct => entry.LastAct?.DayNumber ?? long.MaxValue,
        Ties.FewerActs => entry.Acts ?? long.MaxValue,
        _ => 0,
    }, rank.Entry.Ties == Ties.DrawByHash && seed is not null ? Hash($"{seed}|{entry.Subject}") : "");

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
