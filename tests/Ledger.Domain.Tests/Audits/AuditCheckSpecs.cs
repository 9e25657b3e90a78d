using Ledger.Domain.Audits;
using Ledger.Domain.Persons;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Audits;

public sealed class AuditCheckSpecs
{
    private static readonly AuditCheckId Second = AuditCheckId.Of(Some.Id(0x801));

    private static AuditCheckOpened Opened => new(Some.Check, Some.Auditor, "payables", new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31));

    [Fact]
    public void An_auditor_opens_a_check_of_his_own_and_the_office_one_for_him()
    {
        Spec.Given(Some.Usual).When(Some.OpenCheck()).Then(Opened).ThenFurtherReads(0);
        Spec.Given(Some.Usual).When(Some.OpenCheck() with { By = Some.OfficeActs }).Then(Opened);
    }

    [Fact]
    public void It_is_closed_once_by_him_or_by_the_office()
    {
        Spec.Given(Some.Usual, Some.OpenCheck()).When(Close()).Then(new AuditCheckClosed(Some.Check, Some.Auditor)).Next.When(Close()).Then();
        Spec.Given(Some.Usual, Some.OpenCheck()).When(Close() with { By = Some.OfficeActs }).ThenFacts(typeof(AuditCheckClosed));
    }

    [Fact]
    public void He_has_one_check_open_at_a_time_until_it_is_closed_or_its_last_day_is_over()
    {
        var next = Some.OpenCheck("2026-04-01", "2026-04-30") with { Check = Second };
        Spec.Given(Some.Usual, Some.OpenCheck()).At("2026-03-31T23:59:59+08:00").When(next).ThenRejected(new AuditCheckIsOpen(Some.Check));
        Spec.Given(Some.Usual, Some.OpenCheck()).At("2026-04-01T00:00:00+08:00").When(next).ThenFacts(typeof(AuditCheckOpened));
        Spec.Given(Some.Usual, Some.OpenCheck(), Close()).When(next).ThenFacts(typeof(AuditCheckOpened));
    }

    [Fact]
    public void Closing_an_old_check_leaves_the_one_that_is_open_now()
    {
        var next = Some.OpenCheck("2026-04-01", "2026-04-30") with { Check = Second };
        Spec.Given(Some.Usual, Some.OpenCheck()).At("2026-04-01T00:00:00+08:00").And(next, Close()).When(next with { Check = AuditCheckId.Of(Some.Id(0x802)) }).ThenRejected(new AuditCheckIsOpen(Second));
    }

    [Fact]
    public void Nobody_is_looked_at_in_secret_for_more_than_a_year() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Some.OpenCheck("2026-03-01", "2027-03-03"));

    [Fact]
    public void Refusals_of_an_opening_come_in_order()
    {
        Spec.Given(Some.Usual, Some.OpenCheck()).When(Some.OpenCheck() with { By = Actor.Of(Some.Volunteer) }).ThenRejected(new NotAllowed(Role.Auditor, Role.Office));
        Spec.Given(Some.Usual).When(Some.OpenCheck() with { By = Some.AdministratorActs }).ThenRejected<NotAllowed>();
        Spec.Given(Some.Usual, Some.OpenCheck()).When(Some.OpenCheck() with { By = Some.OfficeActs, Auditor = Some.Volunteer }).ThenRejected(new IdAlreadyUsed("check", $"{Some.Check}"));
        Spec.Given(Some.Usual).When(Some.OpenCheck("2026-03-31", "2026-03-01") with { By = Some.OfficeActs, Auditor = Some.Volunteer }).ThenRejected(new NotAnAuditor(Some.Volunteer));
        Spec.Given(Some.Usual).When(Some.OpenCheck("2026-03-31", "2026-03-01")).ThenRejected(new PeriodIsEmpty("until", new DateOnly(2026, 3, 31), new DateOnly(2026, 3, 1)));
    }

    [Fact]
    public void Refusals_of_a_closing_come_in_order()
    {
        Spec.Given(Some.Usual, Some.OpenCheck()).When(Close() with { By = Some.AdministratorActs, Check = Second }).ThenRejected<NotAllowed>();
        Spec.Given(Some.Usual, Some.OpenCheck()).When(Close() with { Check = Second, Expected = 1 }).ThenRejected(new NotFound("check", $"{Second}"));
        var open = Spec.Given(Some.Usual, Some.OpenCheck(), Some.Grant(Some.Neighbour, Role.Auditor));
        open.When(Close() with { By = Actor.Of(Some.Neighbour) }).ThenRejected<NotFound>();
        Spec.Given(Some.Usual, Some.OpenCheck()).When(Close() with { Expected = 1 }).ThenRejected<ChangedMeanwhile>();
    }

    private static CloseAuditCheck Close() => new(Actor.Of(Some.Auditor), Some.Check, null);
}
