using System.Text.Json.Serialization;
using Ledger.Domain;
using Ledger.Domain.Imports;

namespace Ledger.Api.Imports;

[JsonConverter(typeof(KebabEnum<ImportStatus>))]
public enum ImportStatus
{
    /// <summary>Some line cannot be booked: correct the file and upload it again.</summary>
    HasFaults,

    /// <summary>It can be committed.</summary>
    Ready,

    /// <summary>Every line is in the books already.</summary>
    NothingNew,

    /// <summary>This very file was committed.</summary>
    Committed,
}

/// <summary>An import as it stands now: judged anew each time it is asked for.</summary>
/// <param name="Kind"><c>acts</c>, <c>persons</c> or <c>openings</c>.</param>
/// <param name="CommittedAt">The journal number of the commit.</param>
/// <param name="Verdicts">One per line; empty once it is committed, when the names are gone from the staging.</param>
public sealed record ImportShown(
    long JournalNumber, ImportId Import, string Kind, ImportStatus Status, DateTimeOffset? StagedAt, DateTimeOffset? KeptUntil, long? CommittedAt,
    int Lines, int Ready, int AlreadyRecorded, int Repeated, int Faulty, IReadOnlyList<LineVerdict> Verdicts)
{
    /// <summary>Whom a line means or could mean.</summary>
    internal IEnumerable<PersonId> People => Verdicts.SelectMany(line => line.Candidates.Select(candidate => candidate.Person).Concat(line.Person is { } person ? [person] : []));

    internal static ImportShown Of(ImportId import, DateTimeOffset stagedAt, Judged judged)
    {
        var (ready, faulty) = (judged.Count(Verdict.Ready), judged.Faulty);
        var status = faulty > 0 ? ImportStatus.HasFaults : ready > 0 ? ImportStatus.Ready : ImportStatus.NothingNew;
        return new ImportShown(judged.Number, import, judged.Kind.Word, status, stagedAt, stagedAt + StagedImports.Kept, null,
            judged.Drafts.Count, ready, judged.Count(Verdict.AlreadyRecorded), judged.Count(Verdict.Repeated), faulty, judged.Verdicts);
    }

    internal static ImportShown Committed(long number, ImportId import, string kind, Import known) =>
        new(number, import, kind, ImportStatus.Committed, null, null, known.Number, known.Lines, 0, known.Lines, 0, 0, []);
}
