using Ledger.Domain.Merchants;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Merchants;

public sealed class EnrolMerchantSpecs
{
    private static readonly EnrolMerchant Enrol = new(Some.OfficeActs, MerchantId.Of(Some.Id(0x350)), new Title("示例菜店"), "groceries", "circle-1");

    [Fact]
    public void A_merchant_enters_the_register() => Spec.Given(Some.Usual).When(Enrol).Then(new MerchantEnrolled(Enrol.Merchant, new Title("示例菜店"), "groceries", "circle-1"))
        .ThenResult(new MerchantIsEnrolled(Enrol.Merchant));

    [Fact]
    public void Refusals_come_in_order()
    {
        Spec.Given(Some.Usual, Enrol).When(Enrol with { By = Actor.Of(Some.Owner) }).ThenRejected(new NotAllowed(Role.Administrator, Role.Office));
        Spec.Given(Some.Usual, Enrol).When(Enrol).ThenRejected(new IdAlreadyUsed("merchant", $"{Enrol.Merchant}"));
    }
}

public sealed class TerminalSpecs
{
    private static readonly TerminalId New = TerminalId.Of(Some.Id(0x315));
    private static readonly InviteTerminal Invite = new(Actor.Of(Some.Owner), Some.Bakery, New, Some.Hash("pair"), 10);
    private static readonly PairTerminal Pair = new(Actor.Nobody, Some.Hash("pair"), Some.Hash("secret"));

    private static Spec Book => Spec.Given(Some.Usual).At("2026-03-01T10:00:00+08:00");

    [Fact]
    public void A_device_that_knows_the_code_becomes_the_terminal_once() => Book
        .When(Invite).Then(new TerminalInvited(New, Some.Bakery, Spec.Instant("2026-03-01T10:10:00+08:00"))).ThenResult(new TerminalIsInvited(New, Spec.Instant("2026-03-01T10:10:00+08:00")))
        .Next.When(Pair).Then(new TerminalPaired(New, Some.Bakery)).ThenResult(new TerminalIsPaired(New, Some.Bakery))
        .Next.When(Pair).ThenRejected(new PairingCodeNotAccepted());

    [Fact]
    public void A_wrong_old_or_revoked_code_pairs_nothing_and_does_not_say_why()
    {
        Book.And(Invite).When(Pair with { CodeHash = Some.Hash("other") }).ThenRejected(new PairingCodeNotAccepted());
        Book.And(Invite).At("2026-03-01T10:10:00+08:00").When(Pair).ThenRejected(new PairingCodeNotAccepted());
        Book.And(Invite, new RevokeTerminal(Some.OfficeActs, New, "mistake")).When(Pair).ThenRejected(new PairingCodeNotAccepted());
    }

    [Fact]
    public void However_many_wrong_pairing_codes_somebody_tries_he_stops_nobody_else()
    {
        var spec = Book.And(Invite);
        for (var n = 0; n < 200; n++) spec.Journal.Decide(Pair with { CodeHash = Some.Hash($"wrong {n}") });
        Assert.Empty(spec.Journal.Rows.All<WrongCodes>());
        spec.When(Pair).ThenFacts(typeof(TerminalPaired));
    }

    [Fact]
    public void The_owner_and_the_office_invite_and_a_clerk_does_not()
    {
        Book.When(Invite with { By = Some.OfficeActs }).ThenFacts(typeof(TerminalInvited));
        Book.When(Invite with { By = Actor.Of(Some.Clerk) }).ThenRejected(new NotAllowed(Role.Administrator, Role.Office, Role.MerchantOwner));
        Book.When(Invite with { By = Actor.At(Some.Till) }).ThenRejected<NotAllowed>();
    }

    [Fact]
    public void Inviting_is_refused_in_order()
    {
        var absent = MerchantId.Of(Some.Id(0x399));
        Book.When(Invite with { Merchant = absent, Terminal = Some.Till }).ThenRejected<NotAllowed>();
        Book.When(Invite with { By = Some.OfficeActs, Merchant = absent, Terminal = Some.Till }).ThenRejected(new NotFound("merchant", $"{absent}"));
        Book.When(Invite with { Terminal = Some.Till }).ThenRejected(new IdAlreadyUsed("terminal", $"{Some.Till}"));
    }

    [Fact]
    public void A_lost_terminal_is_revoked_by_whoever_stands_there_and_again_changes_nothing()
    {
        var revoke = new RevokeTerminal(Actor.Of(Some.Clerk), Some.Till, "lost");
        Book.When(revoke).Then(new TerminalRevoked(Some.Till, Some.Bakery, "lost")).ThenResult(new TerminalIsRevoked(Some.Till)).Next.When(revoke).Then();
        Book.When(revoke with { By = Actor.Of(Some.Volunteer) }).ThenRejected(new NotAllowed(Role.Administrator, Role.Office, Role.MerchantOwner, Role.MerchantClerk));
        Book.When(revoke with { Terminal = New }).ThenRejected<NotAllowed>();
        Book.When(revoke with { By = Some.OfficeActs, Terminal = New }).ThenRejected(new NotFound("terminal", $"{New}"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(61)]
    [InlineData(int.MinValue)]
    public void An_absurd_life_makes_no_command(int minutes) => Assert.Throws<ArgumentOutOfRangeException>(() => Invite with { LifeMinutes = minutes });
}
