using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Honours;

/// <summary>A round that has ended and is not closed.</summary>
/// <param name="UpTo">How far it was counted.</param>
public sealed record DueRound(Code Rank, Whose Of, DateOnly To, string? UpTo)
{
    /// <summary>Each by the version of its last day.</summary>
    public static IEnumerable<DueRound> All(Books books, DateOnly today)
    {
        foreach (var version in RulebookVersions.Of(books).Live(today).Where(version => version.IsRanking))
        {
            if (Rulebook.Of(books, version.Version) is not { } rulebook) continue;
            foreach (var rank in rulebook.Compiled.Ranks)
            {
                var last = rulebook.Compiled.FirstDay(rank.Every, today).AddDays(-1);
                var state = books.Find<RoundState>(RoundState.Key(rank.Entry.Code, false));
                if (RulebookVersions.On(books, last) == version && !(state?.To > last) && !(state?.To == last && state.IsDone)) yield return new(rank.Entry.Code, rank.Entry.Of, last, state?.To == last ? state.UpTo : null);
            }
        }
    }
}
