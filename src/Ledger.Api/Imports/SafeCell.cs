namespace Ledger.Api.Imports;

/// <summary>
/// Cells that a spreadsheet would take for a formula get an apostrophe in front when written, and lose it again when read.
/// </summary>
internal static class SafeCell
{
    private const string Dangerous = "=+-@'\t\r\n";

    public static string Write(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var safe = Dangerous.Contains(text[0]) ? "'" + text : text;
        return safe.AsSpan().ContainsAny("\",;\t\r\n") ? $"\"{safe.Replace("\"", "\"\"")}\"" : safe;
    }

    public static string Read(string cell) => cell.Length > 1 && cell[0] == '\'' && Dangerous.Contains(cell[1]) ? cell[1..] : cell;
}
