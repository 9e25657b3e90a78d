using CsvHelper;
using Ledger.Api.Problems;

namespace Ledger.Api.Imports;

/// <summary>A line of a file, its cells by column key, trimmed; empty ones are left out.</summary>
/// <param name="Line">From 1, without the header and empty lines.</param>
/// <param name="Row">As a spreadsheet numbers it: the header is row 1, a line break inside a cell makes no new row.</param>
public sealed record ImportLine(int Line, int Row, IReadOnlyDictionary<string, string> Cells)
{
    public string? this[Column column] => Cells.GetValueOrDefault(column.Key);
}

/// <summary>From text to lines: separator, quotes, headers. What a cell means is asked later.</summary>
internal static class CsvTable
{
    public const int MostLines = 5000, LongestCell = 2000;

    public static (IReadOnlyList<ImportLine> Lines, Problem? Problem) Read(ImportKind kind, string text)
    {
        try
        {
            using var reader = CsvReader.FromText(text, new CsvReaderOptions
            {
                Separator = SeparatorOf(text),
                HasHeader = false,
                SkipEmptyLines = false,
                MalformedData = CsvMalformedDataHandling.Throw,
                IncludeValuesInExceptions = false,
            });
            return Lines(kind, reader);
        }
        catch (CsvFormatException broken)
        {
            return ([], ImportProblems.Unreadable(new($"第 {broken.RecordNumber} 行附近的引号不成对。", $"Quotes do not match near row {broken.RecordNumber}.")));
        }
    }

    private static (IReadOnlyList<ImportLine>, Problem?) Lines(ImportKind kind, CsvReader reader)
    {
        IReadOnlyList<Column?>? columns = null;
        var lines = new List<ImportLine>();
        for (var row = 1; reader.Read(); row++)
        {
            var cells = reader.Current.ToArray();
            if (cells.All(string.IsNullOrWhiteSpace)) continue;
            if (columns is null)
            {
                var (found, problem) = Header(kind, cells);
                if (problem is not null) return ([], problem);
                columns = found;
                continue;
            }
            if (Excess(columns, cells) is { } where)
                return ([], ImportProblems.Unreadable(new($"第 {row} 行第 {where} 格没有对应的表头。", $"Cell {where} of row {row} has no header.")));
            if (lines.Count == MostLines) return ([], ImportProblems.TooMany(MostLines));
            lines.Add(new ImportLine(lines.Count + 1, row, Cells(columns, cells)));
        }
        return lines.Count > 0 ? (lines, null) : ([], ImportProblems.Unreadable(new("文件里没有数据行。", "The file has no lines.")));
    }

    private static (IReadOnlyList<Column?>, Problem?) Header(ImportKind kind, string[] cells)
    {
        var faults = new List<FieldFault>();
        var columns = new List<Column?>();
        foreach (var cell in cells)
        {
            var column = kind.Find(cell);
            if (column is null && !string.IsNullOrWhiteSpace(cell)) faults.Add(new(cell.Trim(), "unknown-header", new("没有这一列", "There is no such column")));
            else if (column is not null && columns.Contains(column)) faults.Add(new(cell.Trim(), "repeated-header", new("这一列重复出现", "This column is repeated")));
            columns.Add(column);
        }
        foreach (var missing in kind.Needed.Where(column => !columns.Contains(column)))
            faults.Add(new(missing.Header, "missing-header", new("缺少这一列", "This column is missing")));
        if (kind != ImportKind.Persons && !columns.Contains(ImportKind.PersonId) && !columns.Contains(ImportKind.Name) && !columns.Contains(ImportKind.Phone))
            faults.Add(new(ImportKind.Name.Header, "missing-header", new("须有姓名、电话或人员编号", "Name, phone or person id is needed")));
        return (columns, faults.Count == 0 ? null : ImportProblems.Header(kind, faults));
    }

    private static int? Excess(IReadOnlyList<Column?> columns, string[] cells)
    {
        for (var at = 0; at < cells.Length; at++)
            if ((at >= columns.Count || columns[at] is null) && !string.IsNullOrWhiteSpace(cells[at])) return at + 1;
        return null;
    }

    private static Dictionary<string, string> Cells(IReadOnlyList<Column?> columns, string[] cells)
    {
        var filled = new Dictionary<string, string>();
        for (var at = 0; at < Math.Min(columns.Count, cells.Length); at++)
            if (columns[at] is { } column && SafeCell.Read(cells[at]).Trim() is { Length: > 0 } text) filled[column.Key] = text;
        return filled;
    }

    /// <summary>Of comma, semicolon and tab the one that stands most often in the header.</summary>
    private static char SeparatorOf(string text)
    {
        var first = text.AsSpan().TrimStart("\r\n \ufeff");
        var end = first.IndexOfAny('\r', '\n');
        if (end >= 0) first = first[..end];
        var (comma, semicolon, tab) = (first.Count(','), first.Count(';'), first.Count('\t'));
        return tab > comma && tab > semicolon ? '\t' : semicolon > comma ? ';' : ',';
    }
}
