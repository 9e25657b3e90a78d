using System.Text.Json.Serialization;
using Ledger.Api.Problems;
using Ledger.Domain;

namespace Ledger.Api.Imports;

/// <summary>What would become of a line if the file were committed now.</summary>
[JsonConverter(typeof(KebabEnum<Verdict>))]
public enum Verdict
{
    /// <summary>It would enter the books.</summary>
    Ready,

    /// <summary>It is in the books: committing changes nothing.</summary>
    AlreadyRecorded,

    /// <summary>It says the same as an earlier line of the file, and counts once.</summary>
    Repeated,

    /// <summary>Several people, or nobody for certain, answer to it: a phone or a person's id decides.</summary>
    AmbiguousName,
    UnknownPerson,

    /// <summary>A cell cannot be read.</summary>
    Malformed,

    /// <summary>The books refuse it.</summary>
    Refused,
}

/// <param name="Column">The header as our exports write it.</param>
/// <param name="Rule">A code: <c>is-date</c>, <c>needed</c>, … or the slug of the problem type the books refuse with.</param>
public sealed record LineFault(string Column, string Rule, string Message, string MessageEn);

/// <summary>Somebody the line could mean: enough to choose by.</summary>
public sealed record LineCandidate(PersonId Person, string MaskedName, Code? Node, string? NodeName);

/// <param name="Line">From 1, without the header.</param>
/// <param name="Row">As a spreadsheet numbers it.</param>
/// <param name="SameAsRow">The earlier row a repeated line is the same as.</param>
public sealed record LineVerdict(
    int Line, int Row, Verdict Verdict, string? MaskedName, PersonId? Person, ActId? Act, int? SameAsRow, IReadOnlyList<LineFault> Faults, IReadOnlyList<LineCandidate> Candidates)
{
    [JsonIgnore]
    public bool IsFault => Verdict is not (Verdict.Ready or Verdict.AlreadyRecorded or Verdict.Repeated);
}

/// <summary>Collects what is wrong with one line.</summary>
internal sealed class LineFaults
{
    private readonly List<LineFault> _faults = [];

    public IReadOnlyList<LineFault> All => _faults;

    public bool IsEmpty => _faults.Count == 0;

    public void Add(Column column, string rule, string zh, string en) => _faults.Add(new(column.Header, rule, zh, en));

    public void Add(Column column, string rule, Words words) => Add(column, rule, words.Zh, words.En);
}
