using Ledger.Domain.Communities;
using Ledger.Domain.Grid;
using Ledger.Domain.Persons;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Communities;

public sealed class OpenCommunitySpecs
{
    [Fact]
    public void Opening_makes_the_root_and_an_administrator_who_can_sign_in() => Spec.Given().At("2026-01-01T23:30:00+08:00").When(Some.Opening())
        .Then(
            new CommunityOpened(new Title("示例社区", "Sample community"), "Asia/Shanghai", 1440, new DateOnly(2026, 1, 1)),
            new NodeAdded(Some.Root, null, NodeKind.Community, new Title("示例社区", "Sample community"), OpenCommunity.BeforeTheBooks),
            new PersonRegistered(Some.Administrator, Residence.NonResident, null, null),
            new SignInBound(Some.Administrator, Some.Hash("administrator")),
            new RoleGranted(Some.Administrator, Role.Administrator, null, new DateOnly(2026, 1, 1), null))
        .ThenResult(new CommunityIsOpen(Some.Administrator));

    [Fact]
    public void The_day_of_opening_is_the_local_day_of_its_zone() => Spec.Given().At("2026-01-01T23:30:00+08:00").When(Some.Opening("America/New_York"))
        .ThenFact<CommunityOpened>(opened => Assert.Equal(new DateOnly(2026, 1, 1), opened.OpenedOn))
        .Next.At("2026-01-02T05:00:00Z").When(Some.Opening("America/New_York")).ThenRejected<CommunityAlreadyOpen>();

    [Fact]
    public void Only_an_operator_opens() => Spec.Given().When(Some.Opening() with { By = Actor.Of(Some.Administrator) }).ThenRejected(new NotAllowed());

    [Fact]
    public void Books_are_opened_once() => Spec.Given(Some.Opening()).When(Some.Opening()).ThenRejected(new CommunityAlreadyOpen());

    [Fact]
    public void Refusals_come_in_order()
    {
        Spec.Given(Some.Opening()).When(Some.Opening("Nowhere") with { By = Actor.Nobody }).ThenRejected<NotAllowed>();
        Spec.Given(Some.Opening()).When(Some.Opening("Nowhere")).ThenRejected<CommunityAlreadyOpen>();
    }

    [Theory]
    [InlineData("Nowhere/City")]
    [InlineData("PRC")]
    [InlineData("asia/shanghai")]
    [InlineData("posix/Asia/Shanghai")]
    [InlineData("right/Asia/Shanghai")]
    [InlineData("/etc/localtime")]
    [InlineData("Asia/../Asia/Shanghai")]
    [InlineData("")]
    public void A_name_that_is_no_IANA_zone_is_refused(string zone) => Spec.Given().When(Some.Opening(zone)).ThenRejected(new UnknownZone(zone));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(10_081)]
    [InlineData(int.MaxValue)]
    public void An_absurd_life_of_holds_makes_no_command(int minutes) => Assert.Throws<ArgumentOutOfRangeException>(() => Some.Opening(holdMinutes: minutes));
}
