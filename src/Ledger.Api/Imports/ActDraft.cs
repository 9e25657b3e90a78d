using System.Globalization;
using Ledger.Domain;
using Ledger.Domain.Acts;

namespace Ledger.Api.Imports;

/// <summary>A line that tells of an act: its cells read, nothing looked up yet but the zone.</summary>
internal sealed class ActDraft : Draft
{
    private readonly LocalTimes _times;

    public ActDraft(ImportLine line, LocalTimes times) : base(line)
    {
        _times = times;
        ReadWho();
        GivenId = Uuid<PersonId>(ImportKind.PersonId);
        if (Name is null && Phone is null && line[ImportKind.Phone] is null && line[ImportKind.PersonId] is null) Needed(ImportKind.Name);
        ReadTimes();
        Minutes = ReadMinutes();
        if (line[ImportKind.ActType] is null) Needed(ImportKind.ActType);
        if (line[ImportKind.Place] is null) Needed(ImportKind.Place);
        Evidence = ReadEvidence();
        EvidenceHash = ReadHash();
        GivenAct = Uuid<ActId>(ImportKind.ActId);
        Source = ReadSource();
    }

    public DateOnly Day { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    public DateTimeOffset EndedAt { get; private set; }

    public Minutes? Minutes { get; }

    public Evidence Evidence { get; }

    public string? EvidenceHash { get; }

    public ActId? GivenAct { get; }

    public Source? Source { get; }

    public string? Note => Line[ImportKind.Note];

    public ActEntry? Entry { get; set; }

    private void ReadTimes()
    {
        var day = ReadDay();
        if (Line[ImportKind.Start] is not { } startCell)
        {
            Needed(ImportKind.Start);
            return;
        }
        TimeSpan start;
        if (ExcelCells.TryDate(startCell, out var startDay, out var startTime) && startTime is { } given)
        {
            if (day is { } other && other != startDay) Malformed(ImportKind.Start, "same-date", "与“日期”一列不是同一天", "Not the day of the date column");
            (day, start) = (startDay, given);
        }
        else if (!ExcelCells.TryTime(startCell, out start))
        {
            Malformed(ImportKind.Start, "is-time", $"“{startCell}”不是时间，如 9:00", $"'{startCell}' is no time such as 9:00");
            return;
        }
        if (day is not { } known)
        {
            if (Line[ImportKind.Date] is null) Needed(ImportKind.Date);
            return;
        }
        Day = known;
        if (At(ImportKind.Start, known, start) is not { } startedAt) return;
        StartedAt = EndedAt = startedAt;
        ReadEnd(known);
    }

    private void ReadEnd(DateOnly day)
    {
        if (Line[ImportKind.End] is not { } cell)
        {
            if (Line[ImportKind.Minutes] is { } lasting && ExcelCells.TryMinutes(lasting, out var minutes)) EndedAt = StartedAt.AddMinutes(minutes);
            return;
        }
        DateTimeOffset? end;
        if (ExcelCells.TryDate(cell, out var endDay, out var endTime) && endTime is { } given) end = At(ImportKind.End, endDay, given);
        else if (ExcelCells.TryTime(cell, out var time)) end = At(ImportKind.End, day, time);
        else
        {
            Malformed(ImportKind.End, "is-time", $"“{cell}”不是时间，如 11:00", $"'{cell}' is no time such as 11:00");
            return;
        }
        if (end is not { } endedAt) return;
        EndedAt = endedAt;
        if (endedAt < StartedAt) Malformed(ImportKind.End, "after-start", "早于开始时间；跨夜请写“次日2:00”", "Before the start; past midnight write 次日2:00, or date and time");
    }

    private DateOnly? ReadDay()
    {
        if (Line[ImportKind.Date] is not { } cell) return null;
        if (ExcelCells.TryDate(cell, out var day, out var time) && time.GetValueOrDefault() == TimeSpan.Zero && day.Year is >= 1900 and <= 2999) return day;
        Malformed(ImportKind.Date, "is-date", $"“{cell}”不是日期，如 2026-05-01", $"'{cell}' is no date such as 2026-05-01");
        return null;
    }

    private DateTimeOffset? At(Column column, DateOnly day, TimeSpan time)
    {
        if (_times.At(day, time) is { } instant) return instant;
        Malformed(column, "existing-time", "当地没有这个时刻（夏令时）", "The clocks skipped this local time");
        return null;
    }

    private Minutes? ReadMinutes()
    {
        if (Line[ImportKind.Minutes] is not { } cell) return null;
        if (ExcelCells.TryMinutes(cell, out var minutes)) return new Minutes(minutes);
        Malformed(ImportKind.Minutes, "is-minutes", $"“{cell}”须为 0 到 1440 的整数分钟", $"'{cell}' must be whole minutes, 0 to 1440");
        return null;
    }

    private Evidence ReadEvidence()
    {
        switch (Line[ImportKind.Evidence]?.ToLowerInvariant())
        {
            case null or "补录" or "back-filled": return Evidence.BackFilled;
            case "系统计时" or "system-timed": return Evidence.SystemTimed;
            case "队长代签" or "leader-signed": return Evidence.LeaderSigned;
        }
        Malformed(ImportKind.Evidence, "is-evidence", "须为 系统计时、队长代签 或 补录", "system-timed, leader-signed or back-filled");
        return Evidence.BackFilled;
    }

    private string? ReadHash()
    {
        if (Line[ImportKind.EvidenceHash] is not { } text) return null;
        if (text.Length == 64 && text.All(char.IsAsciiHexDigitLower)) return text;
        Malformed(ImportKind.EvidenceHash, "sha-256", "须为 64 位小写十六进制", "64 lower-case hexadecimal digits");
        return null;
    }

    private Source? ReadSource()
    {
        if (Line[ImportKind.Source] is not { } text) return null;
        if (text.Split(':') is [var kind, var id] && Code.IsCode(kind) && Guid.TryParse(id, CultureInfo.InvariantCulture, out var guid)) return new Source(new Code(kind), guid);
        Malformed(ImportKind.Source, "is-source", "须为 类别:编号", "kind:UUID");
        return null;
    }
}
