using System.Globalization;
using Ledger.Domain;
using Ledger.Domain.Openings;

namespace Ledger.Api.Imports;

/// <summary>A line that tells of one lot in a paper passbook: points, service time, or both of one board and year.</summary>
internal sealed class OpeningDraft : Draft
{
    private static readonly string[] Never = ["不到期", "永久", "无", "never"];

    public OpeningDraft(ImportLine line) : base(line)
    {
        ReadWho();
        GivenId = Uuid<PersonId>(ImportKind.PersonId);
        if (Name is null && Phone is null && line[ImportKind.Phone] is null && line[ImportKind.PersonId] is null) Needed(ImportKind.Name);
        Number = line[ImportKind.Passbook];
        if (Number is null) Needed(ImportKind.Passbook);
        else if (Number.Length > 40) Malformed(ImportKind.Passbook, "length", "存折号至多 40 字", "At most 40 characters");
        ClosedOn = ReadDay(ImportKind.ClosedOn);
        if (line[ImportKind.Board] is null) Needed(ImportKind.Board);
        Bucket = ReadBucket();
        Year = ReadYear();
        Points = ReadPoints();
        Minutes = ReadMinutes();
        if (!IsFault && Points.Hundredths == 0 && Minutes.Count == 0) Malformed(ImportKind.Points, "above-zero", "积分、服务时长至少一项大于 0", "Points or service time must be above 0");
        ReadExpiry();
    }

    public string? Number { get; }

    public DateOnly? ClosedOn { get; }

    public Code Bucket { get; }

    public int Year { get; }

    public Points Points { get; }

    public Minutes Minutes { get; }

    public DateOnly? ExpiresOn { get; private set; }

    /// <summary>The number as keyed hash.</summary>
    public string? Passbook { get; set; }

    public OpeningLot? Lot { get; set; }

    private DateOnly? ReadDay(Column column)
    {
        if (Line[column] is not { } cell)
        {
            Needed(column);
            return null;
        }
        if (ExcelCells.TryDate(cell, out var day, out var time) && time.GetValueOrDefault() == TimeSpan.Zero && day.Year is >= 1900 and <= 2999) return day;
        Malformed(column, "is-date", $"“{cell}”不是日期，如 2025-12-31", $"'{cell}' is no date such as 2025-12-31");
        return null;
    }

    /// <summary>Points that never lapse must be said to: a cell left empty is more likely forgotten.</summary>
    private void ReadExpiry()
    {
        if (Points.Hundredths > 0 && !Never.Contains(Line[ImportKind.ExpiresOn])) ExpiresOn = ReadDay(ImportKind.ExpiresOn);
    }

    private Code ReadBucket()
    {
        if (Line[ImportKind.Bucket] is not { } text) return OpeningLot.Usual;
        if (Code.IsCode(text)) return new Code(text);
        Malformed(ImportKind.Bucket, "is-code", "须为代码", "A code of a-z, 0-9 and '-'");
        return OpeningLot.Usual;
    }

    private int ReadYear()
    {
        if (Line[ImportKind.Year] is not { } cell)
        {
            Needed(ImportKind.Year);
            return 0;
        }
        var text = ExcelCells.Plain(cell).TrimEnd('年', '度').Trim();
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1900 and <= 2999) return year;
        Malformed(ImportKind.Year, "is-year", $"“{cell}”不是年度，如 2025", $"'{cell}' is no year such as 2025");
        return 0;
    }

    private Points ReadPoints()
    {
        if (Line[ImportKind.Points] is not { } cell) return Domain.Points.Zero;
        if (TryNumber(cell, ["积分", "分"], out var points) && points * 100 is var hundredths && hundredths == decimal.Truncate(hundredths) && hundredths <= Bounds.MostAmount) return new Points((long)hundredths);
        Malformed(ImportKind.Points, "is-points", $"“{cell}”不是积分，如 30 或 25.5", $"'{cell}' is no number of points such as 30 or 25.5");
        return Domain.Points.Zero;
    }

    private Minutes ReadMinutes()
    {
        if (Line[ImportKind.Minutes] is not { } cell) return new Minutes(0);
        var isHours = TryNumber(cell, ["小时", "hours", "h"], out var hours) && !TryNumber(cell, [], out _);
        if ((isHours || TryNumber(cell, ["分钟", "分", "minutes", "min"], out hours)) && (isHours ? hours * 60 : hours) is var minutes && minutes == decimal.Truncate(minutes) && minutes <= Bounds.MostOpeningMinutes)
            return new Minutes((long)minutes);
        Malformed(ImportKind.Minutes, "is-minutes", $"“{cell}”须为整数分钟，或如“10小时”", $"'{cell}' must be whole minutes, or such as '10 hours'");
        return new Minutes(0);
    }

    private static bool TryNumber(string cell, string[] units, out decimal number)
    {
        var text = ExcelCells.Plain(cell);
        foreach (var unit in units)
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)) { text = text[..^unit.Length].Trim(); break; }
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && number < 1_000_000_000_000;
    }
}
