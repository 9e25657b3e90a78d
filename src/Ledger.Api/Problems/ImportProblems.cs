using Ledger.Api.Imports;

namespace Ledger.Api.Problems;

/// <summary>Faults of a file that are found before any of its lines is judged, and what keeps a staged one from the books.</summary>
public static class ImportProblems
{
    public static readonly ProblemType CsvNotReadable = new("csv-not-readable", 422, new("文件无法读取", "The file cannot be read"), new("请另存为 CSV（UTF-8 或 GB18030）再上传。", "Save it as CSV (UTF-8 or GB18030) and upload it again."));
    public static readonly ProblemType CsvHeader = new("csv-header-not-understood", 422, new("表头无法识别", "The header is not understood"), new("请按所列更正表头；多余的列请删去。", "Correct the headers listed; remove columns that do not belong."));
    public static readonly ProblemType TooManyLines = new("too-many-lines", 422, new("行数过多", "Too many lines"), new("请分成几个文件。", "Split it into several files."));
    public static readonly ProblemType HasFaults = new("import-has-faults", 409, new("导入文件有错", "The import has faults"), new("请按逐行结果更正后重新上传整个文件。", "Correct the lines named and upload the whole file again."));
    public static readonly ProblemType ExportUnderWay = new("export-under-way", 429, new("导出正在进行", "An export is under way"), new("请等上一次导出完成。", "Wait until your other export is done."));

    public static IReadOnlyList<ProblemType> All => [CsvNotReadable, CsvHeader, TooManyLines, HasFaults, ExportUnderWay];

    internal static Problem Unreadable(Words detail) => new(CsvNotReadable, detail);

    internal static Problem TooMany(int most) => new(TooManyLines, new($"一次最多 {most} 行。", $"At most {most} lines at once."));

    internal static Problem Header(ImportKind kind, IReadOnlyList<FieldFault> faults) => new(CsvHeader, new(
        $"{string.Join("；", faults.Select(fault => $"“{fault.Field}”：{fault.Message.Zh}"))}。可用的列：{string.Join("、", kind.Columns.Select(column => column.Header))}。",
        $"{string.Join("; ", faults.Select(fault => $"'{fault.Field}': {fault.Message.En}"))}. Columns: {string.Join(", ", kind.Columns.Select(column => column.Key))}."))
    {
        Field = faults[0].Field,
        Faults = faults,
    };

    /// <summary>At most a hundred of the faults; the staged import shows all.</summary>
    internal static Problem Faulty(IReadOnlyList<LineVerdict> faulty) => new(HasFaults, new($"有 {faulty.Count} 行不能入账，没有任何一行入账。", $"{faulty.Count} lines cannot be booked; none was."))
    {
        Faults = [.. faulty.SelectMany(line => line.Faults.Select(fault => new FieldFault($"row {line.Row}: {fault.Column}", fault.Rule, new(fault.Message, fault.MessageEn)))).Take(100)],
    };
}
