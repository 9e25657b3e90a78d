using Ledger.Domain.Months;
using Ledger.Domain.Persons;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Months;

/// <summary>月结: in order, once, after the month's last local day, at a number behind which nothing of the month can stand.</summary>
public sealed class CloseMonthSpecs
{
    private static readonly Month January = new(2026, 1), February = new(2026, 2);
    private static readonly PersonId Accountant = Some.Person(30);
    private static readonly string Root = Some.Hash("root"), Table = Some.Hash("table");

    private static Spec Book => Spec.Given(Some.Usual, new RegisterPersons(Some.AdministratorActs, [Some.New(Accountant)], []), Some.Grant(Accountant, Role.Accountant));

    private static CloseMonth Close(Month month, Spec spec, string recordedAt = "2026-01-31T23:59:59+08:00", long behind = 0, string? seen = null) =>
        new(Actor.Of(Accountant), month, seen ?? Table, new MonthKnown(spec.Journal.Facts.Count - behind, Spec.Instant(recordedAt), Root, Table));

    [Fact]
    public void An_ended_month_is_closed_at_the_number_its_table_was_made_at()
    {
        var spec = Book.At("2026-02-01T00:00:00+08:00");
        var number = spec.Journal.Facts.Count;
        spec.When(Close(January, spec)).Then(new MonthClosed(January, number, Root, Table, new DateOnly(2026, 2, 1))).ThenResult(new MonthIsClosed(January, number, Root, Table));
    }

    [Fact]
    public void Nothing_may_stand_behind_the_number()
    {
        var spec = Book.At("2026-02-01T00:00:00+08:00");
        spec.When(Close(January, spec, behind: 1)).ThenRejected(new BooksStillMoving(spec.Journal.Facts.Count - 1, spec.Journal.Facts.Count));
        spec.When(Close(January, spec, recordedAt: "2026-02-01T00:00:00+08:00", behind: 1)).ThenFacts(typeof(MonthClosed));
    }

    [Fact]
    public void Refusals_come_in_order()
    {
        var spec = Book.At("2026-01-31T23:59:59+08:00");
        spec.When(Close(January, spec, seen: Root) with { By = Some.OfficeActs }).ThenRejected(new NotAllowed(Role.Accountant));
        spec.When(Close(January, spec, seen: Root)).ThenRejected(new MonthNotEnded(January, new DateOnly(2026, 1, 31)));
        spec.At("2026-03-01T09:00:00+08:00");
        spec.When(Close(January.Previous, spec, seen: Root)).ThenRejected(new NotFound("month", "2025-12"));
        spec.When(Close(February, spec, seen: Root)).ThenRejected(new EarlierMonthOpen(February, January));
        spec.When(Close(January, spec, behind: 1, seen: Root)).ThenRejected(new MonthTableDiffers(January, Root, Table));
        spec.And(Close(January, spec));
        spec.When(Close(January, spec, seen: Root)).ThenRejected(new MonthAlreadyClosed(January, spec.Journal.Facts.Count));
        spec.When(Close(February, spec)).ThenFacts(typeof(MonthClosed));
    }

    [Theory, InlineData("2026-1"), InlineData("2026-13"), InlineData("1899-12"), InlineData("2026-01-01"), InlineData(" 2026-01"), InlineData(null)]
    public void What_is_no_month_is_not_read(string? text) => Assert.False(Month.TryParse(text, out _));

    [Fact]
    public void Months_follow_each_other_over_the_year()
    {
        Assert.Equal((new Month(2027, 1), new Month(2025, 12)), (new Month(2026, 12).Next, January.Previous));
        Assert.Equal(new DateOnly(2028, 2, 29), new Month(2028, 2).LastDay);
    }
}
