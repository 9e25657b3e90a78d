using Ledger.Api.Imports;

namespace Ledger.Api.Tests;

public sealed class ImportCellTests
{
    [Theory]
    [InlineData("2026/5/1")]
    [InlineData("2026-05-01")]
    [InlineData("2026-5-1")]
    [InlineData("2026.5.1")]
    [InlineData("2026年5月1日")]
    [InlineData("2026 年 5 月 1 日")]
    [InlineData("２０２６／５／１")]
    [InlineData("２０２６年５月１日")]
    [InlineData("20260501")]
    [InlineData("46143")]
    [InlineData("４６１４３")]
    [InlineData("2026/5/1 0:00")]
    [InlineData("2026-05-01 00:00:00")]
    public void A_date_is_read_however_it_is_written(string cell)
    {
        Assert.True(ExcelCells.TryDate(cell, out var day, out var time), cell);
        Assert.Equal(new DateOnly(2026, 5, 1), day);
        Assert.Equal(TimeSpan.Zero, time.GetValueOrDefault());
    }

    [Theory]
    [InlineData("1/5/2026")]
    [InlineData("26/5/1")]
    [InlineData("2026/13/1")]
    [InlineData("2026/2/30")]
    [InlineData("2026")]
    [InlineData("2026/5/123")]
    [InlineData("五月一日")]
    [InlineData("461430")]
    public void A_date_that_could_be_another_is_not_guessed(string cell) => Assert.False(ExcelCells.TryDate(cell, out _, out _), cell);

    [Theory]
    [InlineData("9:00", "09:00")]
    [InlineData("09:00:00", "09:00")]
    [InlineData("９：００", "09:00")]
    [InlineData("上午9:00", "09:00")]
    [InlineData("下午2:30", "14:30")]
    [InlineData("下午 14:30", "14:30")]
    [InlineData("中午12:00", "12:00")]
    [InlineData("上午12:30", "00:30")]
    [InlineData("晚上8点半", "20:30")]
    [InlineData("9时30分", "09:30")]
    [InlineData("9点", "09:00")]
    [InlineData("2:30 PM", "14:30")]
    [InlineData("0.375", "09:00")]
    [InlineData("0.354166666666667", "08:30")]
    [InlineData("0", "00:00")]
    [InlineData("24:00", "1.00:00")]
    [InlineData("次日2:00", "1.02:00")]
    [InlineData("09:00:12.5", "09:00:12.5")]
    public void A_time_is_read_however_it_is_written(string cell, string expected)
    {
        Assert.True(ExcelCells.TryTime(cell, out var time), cell);
        Assert.Equal(TimeSpan.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), time);
    }

    [Theory]
    [InlineData("9")]
    [InlineData("25:00")]
    [InlineData("9:60")]
    [InlineData("24:01")]
    [InlineData("1.5")]
    [InlineData("九点")]
    public void A_time_that_could_be_another_is_not_guessed(string cell) => Assert.False(ExcelCells.TryTime(cell, out _), cell);

    [Fact]
    public void A_serial_number_with_a_fraction_is_date_and_time()
    {
        Assert.True(ExcelCells.TryDate("46143.375", out var day, out var time));
        Assert.Equal((new DateOnly(2026, 5, 1), TimeSpan.FromHours(9)), (day, time!.Value));
    }

    [Theory]
    [InlineData("90", 90)]
    [InlineData("９０", 90)]
    [InlineData("90分钟", 90)]
    [InlineData("90.0", 90)]
    public void Minutes_are_whole(string cell, long minutes)
    {
        Assert.True(ExcelCells.TryMinutes(cell, out var read));
        Assert.Equal(minutes, read);
    }

    [Theory]
    [InlineData("90.5")]
    [InlineData("-5")]
    [InlineData("1441")]
    public void Other_minutes_are_refused(string cell) => Assert.False(ExcelCells.TryMinutes(cell, out _));

    [Theory]
    [InlineData("138 0000 1111", "13800001111")]
    [InlineData("１３８００００１１１１", "13800001111")]
    [InlineData("+86-13800001111", "+8613800001111")]
    public void A_phone_is_its_digits(string cell, string phone)
    {
        Assert.True(ExcelCells.TryPhone(cell, out var read));
        Assert.Equal(phone, read);
    }

    [Fact]
    public void A_phone_that_Excel_rounded_is_refused() => Assert.False(ExcelCells.TryPhone("1.38E+10", out _));
}
