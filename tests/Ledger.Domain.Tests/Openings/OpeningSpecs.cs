using Ledger.Domain.Accounts;
using Ledger.Domain.Imports;
using Ledger.Domain.Openings;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Openings;

/// <summary>Paper passbooks (期初): the office enters, the accountant signs, and only then it counts.</summary>
public sealed class OpeningSpecs
{
    private static readonly OpeningId Id = OpeningId.Of(Some.Id(0x600)), Second = OpeningId.Of(Some.Id(0x601));
    private static readonly PersonId Accountant = Some.Person(30);
    private static readonly DateOnly NewYearsEve = new(2025, 12, 31);
    private static readonly OpeningLot Points = new("safety", "opening", 2025, new DateOnly(2026, 12, 31), new Points(3000), new Minutes(0)), Hours = new("mutual-aid", "opening", 2024, null, new Points(0), new Minutes(600));

    private static Spec Book => Spec.Given(Some.Usual, new RegisterPersons(Some.AdministratorActs, [Some.New(Accountant)], []), Some.Grant(Accountant, Role.Accountant)).At("2026-01-10T12:00:00+08:00");

    private static Actor AccountantActs => Actor.Of(Accountant);

    private static PassbookEntry Passbook(int line = 1, PersonId? person = null, params OpeningLot[] lots) =>
        new(line, Some.Hash($"passbook {line}"), person ?? Some.Volunteer, NewYearsEve, lots.Length > 0 ? lots : [Points, Hours]);

    private static EnterOpening Enter(params PassbookEntry[] passbooks) => new(Some.OfficeActs, Id, passbooks, []);

    private static SignOpening Sign => new(AccountantActs, Id);

    [Fact]
    public void What_is_opened_on_a_closed_account_goes_where_its_rest_went() => Book.And(Enter(Passbook()), new CloseAccount(Some.OfficeActs, Some.Volunteer, CloseReason.MovedAway, null))
        .When(Sign).ThenFacts(typeof(OpeningPosted), typeof(RestSettled), typeof(OpeningSigned));

    [Fact]
    public void What_is_entered_is_a_proposal_and_moves_nothing()
    {
        var outcome = Book.When(Enter(Passbook())).Then(new OpeningEntered(Id, Some.Hash("passbook 1"), Some.Volunteer, Some.OfficeWorker, NewYearsEve, [Points, Hours])).ThenResult(new OpeningIsEntered(Id, 1));
        Assert.Null(outcome.Next.Journal.Rows.Find(typeof(Account), Account.Key(Some.Volunteer, Commodity.Points)));
    }

    [Fact]
    public void The_second_signature_posts_points_with_their_lots_and_hours_apart() => Book.And(Enter(Passbook())).When(Sign)
        .ThenFact<OpeningPosted>(posted =>
        {
            Assert.Equal([("opened", -3000L, "points"), ($"available:person:{Some.Volunteer}", 3000L, "points"), ("opened", -600L, "minutes"), ($"available:person:{Some.Volunteer}", 600L, "minutes")],
                posted.Legs.Select(leg => (leg.Account, leg.Amount, leg.Commodity)));
            Assert.Equal(["safety/opening/community/2025/2026-12-31", "safety/opening/community/2025/2026-12-31", "mutual-aid/opening/community/2024/never", "mutual-aid/opening/community/2024/never"], posted.Legs.Select(leg => $"{leg.Lot}"));
            Assert.Equal((NewYearsEve, new DateOnly(2026, 1, 10)), (posted.OccurredOn, posted.BookedOn));
        })
        .ThenFact<OpeningSigned>(signed => Assert.Equal((Accountant, 1), (signed.SignedBy, signed.Passbooks)));

    [Fact]
    public void What_was_opened_was_never_earned()
    {
        var after = Book.And(Enter(Passbook()), Sign);
        Assert.Equal((3000, 0, 1), (after.Journal.Rows.Find(typeof(Account), Account.Key(Some.Volunteer, Commodity.Points)) is Account account ? (account.Available, account.Earned, account.Entry) : default));
    }

    [Fact]
    public void It_takes_two_people_and_neither_may_gain()
    {
        var entered = Book.And(Enter(Passbook()));
        entered.When(Sign with { By = Some.OfficeActs }).ThenRejected(new SecondPersonNeeded("opening"));
        entered.When(Sign with { By = Some.OfficerActs }).ThenRejected(new NotAllowed(Role.Administrator, Role.Office, Role.Accountant));
        entered.And(Some.Grant(Some.Spouse, Role.Accountant), Some.Grant(Some.Volunteer, Role.Accountant));
        entered.When(Sign with { By = Actor.Of(Some.Spouse) }).ThenRejected(new GainsByOpening(Some.Volunteer));
        entered.When(Sign with { By = Actor.Of(Some.Volunteer) }).ThenRejected(new GainsByOpening(Some.Volunteer));
        Book.When(Enter(Passbook(1, Some.OfficeWorker))).ThenRejected(new GainsByOpening(Some.OfficeWorker));
    }

    [Fact]
    public void A_lot_may_lapse_between_entering_and_signing() => Book.And(Enter(Passbook(1, null, Points with { ExpiresOn = new DateOnly(2026, 1, 10) }))).At("2026-01-11T00:00:00+08:00")
        .When(Sign).ThenRejected(new LotPastItsDate(new DateOnly(2026, 1, 10), new DateOnly(2026, 1, 11)));

    [Fact]
    public void A_refused_opening_posts_nothing_and_frees_its_passbooks()
    {
        var refused = Book.And(Enter(Passbook())).When(new RejectOpening(AccountantActs, Id, "wrong-year")).Then(new OpeningRejected(Id, Accountant, "wrong-year")).Next;
        refused.When(Sign).ThenRejected(new OpeningAlreadyDecided(Id, OpeningStatus.Rejected));
        refused.When(Enter(Passbook())).ThenRejected(new IdAlreadyUsed("opening", $"{Id}"));
        refused.When(Enter(Passbook()) with { Opening = Second }).ThenResult(new OpeningIsEntered(Second, 1));
    }

    [Fact]
    public void A_passbook_is_opened_once()
    {
        var entered = Book.And(Enter(Passbook()));
        entered.When(Enter(Passbook())).Then().ThenResult(new OpeningIsEntered(Id, 0));
        entered.When(Enter(Passbook()) with { Opening = Second }).Then().ThenResult(new OpeningIsEntered(Second, 0));
        var more = Points with { Points = new Points(4000) };
        entered.When(Enter(Passbook(1, null, more)) with { Opening = Second }).ThenRejected(new PassbookAlreadyEntered(Id));
        entered.When(Enter(Passbook(1, Some.Neighbour)) with { Opening = Second }).ThenRejected(new PassbookAlreadyEntered(Id));
        entered.When(Enter(Passbook(1, null, Points))).ThenRejected(new IdAlreadyUsed("opening", $"{Id}"));
        entered.When(Enter(Passbook(1, null, Points, Points))).ThenRejected(new IdAlreadyUsed("opening", $"{Id}"));
        entered.When(Enter(Passbook(1, null, Points)) with { Opening = Second }).ThenRejected(new PassbookAlreadyEntered(Id));
        entered.When(Enter(Passbook(1, null, Hours, Points))).Then();
        entered.When(Enter(Passbook(), Passbook(2, Some.Neighbour))).ThenRejected(new IdAlreadyUsed("opening", $"{Id}"));
        entered.And(Sign).When(Sign).ThenRejected(new OpeningAlreadyDecided(Id, OpeningStatus.Posted));
    }

    [Fact]
    public void Refusals_come_in_order()
    {
        var (book, today) = (Book, new DateOnly(2026, 1, 10));
        book.When(Enter(Passbook(1, Some.Person(99))) with { By = Some.OfficerActs }).ThenRejected(new NotAllowed(Role.Administrator, Role.Office));
        Enters(Passbook(1, Some.Person(99)) with { ClosedOn = new DateOnly(2027, 1, 1) }).ThenRejected(new NotFound("person", $"{Some.Person(99)}"));
        Enters(Passbook(1, Some.OfficeWorker) with { ClosedOn = new DateOnly(2027, 1, 1) }).ThenRejected(new GainsByOpening(Some.OfficeWorker));
        Enters(Passbook(1, null, Points with { Board = "none" }) with { ClosedOn = new DateOnly(2026, 1, 11) }).ThenRejected(new PassbookNotEnded(new DateOnly(2026, 1, 11), today));
        Enters(Passbook(1, null, Points with { Board = "none", Year = 2027 })).ThenRejected(new UnknownBoard("none", "sample-1"));
        Enters(Passbook(1, null, Points with { Year = 2026, ExpiresOn = new DateOnly(2026, 1, 9) })).ThenRejected(new LotAfterPassbook(2026, NewYearsEve));
        Enters(Passbook(1, null, Points with { ExpiresOn = new DateOnly(2026, 1, 9) })).ThenRejected(new LotPastItsDate(new DateOnly(2026, 1, 9), today));
        book.When(Sign).ThenRejected(new NotFound("opening", $"{Id}"));

        Outcome<OpeningIsEntered> Enters(PassbookEntry passbook) => book.When(Enter(Passbook(7, Some.Neighbour), passbook));
    }

    [Fact]
    public void Without_a_rulebook_nothing_can_be_opened() => Spec.Given(Some.Opening(), new RegisterPersons(Some.AdministratorActs, [Some.New(Some.Volunteer, null, Some.Root)], []))
        .When(Enter(Passbook()) with { By = Some.AdministratorActs }).ThenRejected(new NoRulebookInForce(new DateOnly(2026, 1, 1)));

    [Fact]
    public void No_lot_is_ever_negative_or_boundless()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Points with { Points = new Points(-1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => Points with { Points = new Points(Bounds.MostAmount + 1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => Points with { Minutes = new Minutes(Bounds.MostOpeningMinutes + 1) });
    }

    [Fact]
    public void A_large_file_is_entered_signed_and_refused_with_few_readings()
    {
        var crowd = Enumerable.Range(1000, 2000).Select(Some.Person).ToList();
        var spec = Book.And(new RegisterPersons(Some.AdministratorActs, [.. crowd.Select(person => Some.New(person))], []));
        var file = new CommitImport(Some.OfficeActs, ImportId.Of(Id.Value), Some.Hash("file"), [], [], [], [.. crowd.Select((person, n) => Passbook(n + 1, person))]);
        spec.When(file).ThenFurtherReads(1).ThenResult(new ImportIsCommitted(file.Import, 2000));
        Spec.Given(spec.Journal).When(Sign).ThenFurtherReads(2).ThenResult(new OpeningIsPosted(Id, 2000));
        spec.When(new RejectOpening(AccountantActs, Id, "wrong")).ThenFurtherReads(2).ThenResult(new OpeningIsRejected(Id));
    }

    [Fact]
    public void A_file_with_one_wrong_passbook_enters_none() => Book.When(new CommitImport(Some.OfficeActs, ImportId.Of(Id.Value), Some.Hash("file"), [], [], [], [Passbook(), Passbook(4, Some.Neighbour, Points with { Board = "none" })]))
        .ThenRejected(new ImportLineRefused(4, new UnknownBoard("none", "sample-1")));
}
