using System.Text.Json;
using Ledger.Domain.Accounts;
using Ledger.Domain.Storage;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Values;

public sealed class ValueTests
{
    [Theory]
    [InlineData("a", true)]
    [InlineData("2026-h1", true)]
    [InlineData("-a", false)]
    [InlineData("", false)]
    [InlineData("A", false)]
    [InlineData("积分", false)]
    [InlineData("a b", false)]
    [InlineData("12345678901234567890123456789012345678901", false)]
    public void A_code_is_lower_case_and_short(string text, bool isCode)
    {
        Assert.Equal(isCode, Code.IsCode(text));
        if (!isCode) Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Code>(JsonSerializer.Serialize(text), DomainJson.Options));
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("\"1\"")]
    [InlineData("9007199254740992")]
    [InlineData("-9007199254740992")]
    [InlineData("null")]
    public void An_amount_is_a_bare_whole_number_within_2_to_the_53(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Points>(json, DomainJson.Options));

    [Theory]
    [InlineData("\"00000000-0000-0000-0000-000000000000\"")]
    [InlineData("\"x\"")]
    [InlineData("1")]
    public void An_id_is_a_UUID_and_not_the_empty_one(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<PersonId>(json, DomainJson.Options));

    [Fact]
    public void Chinese_stays_readable() => Assert.Equal("""{"zh":"“积分”存折"}""", JsonSerializer.Serialize(new Title("“积分”存折"), DomainJson.Options));

    [Fact]
    public void A_time_keeps_its_offset_and_at_most_microseconds()
    {
        var time = DateTimeOffset.Parse("2026-03-01T09:00:00.5000009+08:00");
        Assert.Equal("2026-03-01T09:00:00.5+08:00", JsonDocument.Parse(JsonSerializer.Serialize(time, DomainJson.Options)).RootElement.GetString());
        Assert.Equal(Bounds.ToMicrosecond(time), JsonSerializer.Deserialize<DateTimeOffset>("\"2026-03-01T09:00:00.5000009+08:00\"", DomainJson.Options));
    }

    [Theory]
    [InlineData("2026-03-01T09:00:00+08:00", "2026-03-01T09:00:00+08:00")]
    [InlineData("2026-03-01T09:00:00Z", "2026-03-01T09:00:00+00:00")]
    [InlineData("2026-03-01T09:00:00.1234567-03:30", "2026-03-01T09:00:00.123456-03:30")]
    [InlineData("2026-03-01T09:00:00.1200000+05:45", "2026-03-01T09:00:00.12+05:45")]
    [InlineData("2026-03-01T09:00:00.0000009+00:00", "2026-03-01T09:00:00+00:00")]
    [InlineData("0001-01-01T00:00:00.0000010+00:00", "0001-01-01T00:00:00.000001+00:00")]
    public void A_time_is_stored_with_its_offset_and_without_needless_zeros(string time, string stored) => Assert.Equal($"\"{stored}\"", JsonSerializer.Serialize(DateTimeOffset.Parse(time), DomainJson.Options));

    [Theory]
    [InlineData("Asia/Shanghai", "2026-03-01", "2026-02-28T16:00:00Z")]
    [InlineData("America/New_York", "2026-03-08", "2026-03-08T05:00:00Z")]
    [InlineData("America/New_York", "2026-03-09", "2026-03-09T04:00:00Z")]
    [InlineData("America/Havana", "2026-03-08", "2026-03-08T05:00:00Z")]
    [InlineData("America/Havana", "2026-11-01", "2026-11-01T04:00:00Z")]
    [InlineData("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z")]
    public void A_local_day_starts_at_its_first_instant(string zone, string day, string instant)
    {
        var found = Zone.Find(zone)!;
        Assert.Equal(Spec.Instant(instant), found.StartOf(DateOnly.Parse(day)));
        Assert.Equal(DateOnly.Parse(day), found.DateOf(Spec.Instant(instant)));
        Assert.True(found.DateOf(Spec.Instant(instant).AddTicks(-1)) < DateOnly.Parse(day));
    }

    [Fact]
    public void The_first_and_last_day_there_are_throw_nothing()
    {
        foreach (var zone in new[] { "Asia/Shanghai", "America/New_York" }.Select(id => Zone.Find(id)!))
        {
            zone.DateOf(DateTimeOffset.MinValue);
            zone.DateOf(DateTimeOffset.MaxValue);
            zone.Fits(DateTimeOffset.MinValue);
            zone.StartOf(DateOnly.MinValue);
            zone.StartOf(DateOnly.MaxValue);
        }
    }

    [Fact]
    public void A_broken_lot_is_a_broken_document_and_no_other_exception() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Lot>("\"a/b\"", DomainJson.Options));
}
