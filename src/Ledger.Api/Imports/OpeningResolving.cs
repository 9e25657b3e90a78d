using Ledger.Api.Openings;
using Ledger.Domain;
using Ledger.Domain.Openings;

namespace Ledger.Api.Imports;

/// <summary>Finds out whose passbook each line is of and which board it means, and puts the lines of one passbook together.</summary>
internal sealed class OpeningResolving(PassbookNumbers numbers, string community, KnownPeople people, BoardNames boards)
{
    /// <summary>The passbooks that can be asked about, each with its lines.</summary>
    public IReadOnlyList<(PassbookEntry Entry, IReadOnlyList<OpeningDraft> Lines)> Resolve(IReadOnlyList<OpeningDraft> drafts)
    {
        foreach (var draft in drafts) Resolve(draft);
        var passbooks = new List<(PassbookEntry, IReadOnlyList<OpeningDraft>)>();
        foreach (var passbook in drafts.Where(draft => !draft.IsFault).GroupBy(draft => draft.Passbook!))
        {
            var lines = One(passbook);
            if (lines.Count > 0) passbooks.Add((new PassbookEntry(lines[0].Line.Line, passbook.Key, lines[0].Person!.Value, lines[0].ClosedOn!.Value, [.. lines.Select(line => line.Lot!)]), lines));
        }
        return passbooks;
    }

    private void Resolve(OpeningDraft draft)
    {
        var who = WhoIsMeant.Find(draft, people);
        if (draft.Number is { } number) draft.Passbook = numbers.HashOf(community, number);
        if (BoardOf(draft) is { } board && who is not null && !draft.IsFault)
            draft.Lot = new OpeningLot(board, draft.Bucket, draft.Year, draft.ExpiresOn, draft.Points, draft.Minutes);
    }

    private Code? BoardOf(OpeningDraft draft)
    {
        if (draft.Line[ImportKind.Board] is not { } text) return null;
        var called = boards.Called(text);
        if (called.Count == 1) return called[0];
        if (called.Count == 0) draft.Fault(Verdict.Refused, ImportKind.Board, "unknown-board", $"细则 {boards.Version} 没有板块“{text}”", $"Rulebook {boards.Version} has no board '{text}'");
        else draft.Fault(Verdict.Refused, ImportKind.Board, "ambiguous-board", $"“{text}”对应多个板块，请写代码", $"Several boards are called '{text}': write the code");
        return null;
    }

    /// <summary>Its first line says whose it is and when it ended; a line that says otherwise is refused, one that says the same again counts once.</summary>
    private static List<OpeningDraft> One(IEnumerable<OpeningDraft> passbook)
    {
        var lines = new List<OpeningDraft>();
        foreach (var draft in passbook)
        {
            var first = lines.FirstOrDefault();
            if (first is not null && (draft.Person != first.Person || draft.ClosedOn != first.ClosedOn))
                draft.Fault(Verdict.Refused, ImportKind.Passbook, "differs-from-earlier-row", $"与第 {first.Line.Row} 行同一存折号，持有人或截止日期却不同", $"The passbook of row {first.Line.Row}, with another holder or last day");
            else if (lines.Find(line => line.Lot == draft.Lot) is { } same) draft.Repeats(same);
            else lines.Add(draft);
        }
        return lines;
    }
}
