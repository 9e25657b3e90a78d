using Ledger.Api.Problems;
using Ledger.Domain;

namespace Ledger.Api.Imports;

/// <summary>A line while it is judged: the worst that was found decides its verdict, all that was found is told.</summary>
internal abstract class Draft(ImportLine line)
{
    private readonly LineFaults _faults = new();

    public ImportLine Line => line;

    public IReadOnlyList<LineFault> Faults => _faults.All;

    public Verdict Verdict { get; private set; } = Verdict.Ready;

    public bool IsFault => Verdict is not (Verdict.Ready or Verdict.AlreadyRecorded or Verdict.Repeated);

    public string? Name { get; set; }

    public string? Phone { get; set; }

    /// <summary>What the column of person ids says, when it says one.</summary>
    public PersonId? GivenId { get; set; }

    public PersonId? Person { get; set; }

    public int? SameAsRow { get; private set; }

    public IReadOnlyList<KnownPerson> Candidates { get; set; } = [];

    public void Malformed(Column column, string rule, string zh, string en) => Fault(Verdict.Malformed, column, rule, zh, en);

    public void Needed(Column column) => Malformed(column, "needed", "不能为空", "It must not be empty");

    public void Fault(Verdict verdict, Column column, string rule, string zh, string en)
    {
        _faults.Add(column, rule, zh, en);
        if (!IsFault || verdict == Verdict.Malformed) Verdict = verdict;
    }

    public void Refused(Rejection reason, Func<string?, Column> columnOf)
    {
        var problem = ProblemCatalogue.Tell(reason);
        Fault(Verdict.Refused, columnOf(problem.Field), problem.Type.Slug, problem.Detail.Zh, problem.Detail.En);
    }

    public void IsRecorded() => Verdict = Verdict.AlreadyRecorded;

    public void Repeats(Draft earlier)
    {
        (Verdict, SameAsRow) = (Verdict.Repeated, earlier.Line.Row);
    }

    protected void ReadWho()
    {
        if (Line[ImportKind.Name] is { } name)
        {
            Name = Tidy(name);
            if (Name.Length > 60) Malformed(ImportKind.Name, "name", "姓名须为 1 到 60 字", "1 to 60 characters");
        }
        if (Line[ImportKind.Phone] is { } phone)
        {
            if (ExcelCells.TryPhone(phone, out var digits)) Phone = digits;
            else Malformed(ImportKind.Phone, "phone", $"“{phone}”不是电话号码，须为 5 到 15 位数字", $"'{phone}' is no phone number: 5 to 15 digits");
        }
    }

    protected T? Uuid<T>(Column column) where T : struct, IId<T>
    {
        if (Line[column] is not { } text) return null;
        if (Guid.TryParse(text, out var id) && id != Guid.Empty) return T.Of(id);
        Malformed(column, "is-uuid", $"“{text}”不是编号（UUID）", $"'{text}' is no UUID");
        return null;
    }

    /// <summary>王　明 is 王明; in a name with Latin letters the spaces stay.</summary>
    private static string Tidy(string name)
    {
        var plain = string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return plain.Any(char.IsAsciiLetter) ? plain : plain.Replace(" ", "");
    }
}

/// <summary>Faults of the books, told beside the column they come from.</summary>
internal static class ColumnOfField
{
    public static Column Act(string? field) => field switch
    {
        "actType" => ImportKind.ActType,
        "endedAt" => ImportKind.End,
        "minutes" => ImportKind.Minutes,
        "place" => ImportKind.Place,
        "person" => ImportKind.PersonId,
        "evidenceHash" => ImportKind.EvidenceHash,
        "act" => ImportKind.ActId,
        "startedAt" => ImportKind.Start,
        _ => ImportKind.Date,
    };

    public static Column Opening(string? field) => field switch
    {
        "person" => ImportKind.PersonId,
        "closedOn" => ImportKind.ClosedOn,
        "board" => ImportKind.Board,
        "year" => ImportKind.Year,
        "expiresOn" => ImportKind.ExpiresOn,
        _ => ImportKind.Passbook,
    };

    public static Column Person(string? field) => field == "node" ? ImportKind.Node : ImportKind.Name;
}
