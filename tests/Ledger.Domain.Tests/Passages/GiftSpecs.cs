using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Offers;
using Ledger.Domain.Passages;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;
using Commodity = Ledger.Domain.Accounts.Commodity;

namespace Ledger.Domain.Tests.Passages;

/// <summary>Points given to another, to the family or into a pool. The volunteer has 10 points and lives with the spouse; it is February.</summary>
public sealed class GiftSpecs
{
    private static readonly Passage Gift = new("gift", PassageKind.Gift), Pool = new("pool", PassageKind.Pool), Family = new("family", PassageKind.Family);

    private static readonly TransferId First = TransferId.Of(Some.Id(0xb01)), Second = TransferId.Of(Some.Id(0xb02));

    [Fact]
    public void What_leaves_one_account_arrives_at_the_other_with_its_origin() => Book(Gift).When(Send(300))
        .ThenFact<PointsSent>(sent => Assert.Equal([($"available:person:{Some.Volunteer}", -300L), ($"sent:person:{Some.Neighbour}", 300L)], Sums(sent)))
        .ThenFact<PointsArrived>(arrived =>
        {
            Assert.Equal([($"available:person:{Some.Neighbour}", 300L), ($"received:person:{Some.Volunteer}", -300L)], Sums(arrived));
            Assert.All(arrived.Legs, leg => Assert.Equal(("mutual-aid", 2026, true), (leg.Lot!.Board.Value, leg.Lot.Year, leg.Lot.ExpiresOn <= new DateOnly(2027, 2, 2))));
        })
        .ThenResult(new PointsWent(First, "gift", Some.Neighbour, new(300), new(700)));

    [Fact]
    public void What_was_given_is_not_earned_by_who_gets_it()
    {
        var journal = Book(Gift).And(Send(300)).Journal;
        Assert.Equal((300, 0), (Row(journal, Some.Neighbour).Available, Row(journal, Some.Neighbour).Earned));
        Assert.Equal((700, 1000), (Row(journal, Some.Volunteer).Available, Row(journal, Some.Volunteer).Earned));
    }

    [Fact]
    public void A_gift_joins_the_bucket_the_passage_names_and_lives_as_long_as_it_would_have()
    {
        Book(Gift with { Into = new("points", "gifted") }, document => document with { Buckets = [new Bucket("gifted", new Title("受赠"), [Right.Spend])] }).When(Send(100)).ThenFact<PointsArrived>(arrived => Assert.Equal(("gifted", new DateOnly(2027, 2, 1)), LotOf(arrived)));
        Book(Gift with { KeepsExpiry = false }).When(Send(100)).ThenFact<PointsArrived>(arrived => Assert.Equal(("leader-signed", new DateOnly(2027, 2, 6)), LotOf(arrived)));
    }

    [Fact]
    public void What_the_receiver_owes_is_paid_from_it_first()
    {
        var owing = Book(Gift).And(Some.Record(Some.Visit(50, Some.Neighbour, "2026-02-01T07:00:00+08:00")), Some.Attest(50), Some.Hold(9, Some.Umbrella, person: Some.Neighbour), Some.Capture(9), Some.Reverse(50));
        Assert.Equal(200, Row(owing.Journal, Some.Neighbour).Debt);
        Assert.Equal((100, 0), Row(owing.And(Send(300)).Journal, Some.Neighbour) is var row ? (row.Available, row.Debt) : default);
    }

    [Fact]
    public void Only_lots_with_the_right_and_such_as_the_passage_takes_are_given()
    {
        Spec With(Passage passage, params Right[] rights) => Book(passage, document => document with { Buckets = [new Bucket("leader-signed", new Title("代签"), rights)] });
        With(Gift, Right.Spend, Right.Pool).When(Send(100)).ThenRejected(new InsufficientPoints(Points.Zero, new(100)));
        With(Gift, Right.Gift).When(Send(100)).ThenFacts(typeof(PointsSent), typeof(PointsArrived));
        With(Family, Right.Gift).When(Send(100, to: Some.Spouse, passage: "family")).ThenRejected(new InsufficientPoints(Points.Zero, new(100)));
        With(Gift with { From = new(When: new When(Fact: "lot.yearsOld", AtLeast: new Bound("1 years"))) }, Right.Gift).When(Send(100)).ThenRejected(new InsufficientPoints(Points.Zero, new(100)));
    }

    [Fact]
    public void Gates_look_at_who_gives_and_at_who_gets()
    {
        Book(Gift with { To = new When(Fact: "person.relation", In: ["household"]) }).When(Send(100)).ThenRejected(new NotEligible(null, "/passages/0/to"));
        Book(Gift with { To = new When(Fact: "person.relation", In: ["household"]) }).When(Send(100, to: Some.Spouse)).ThenFacts(typeof(PointsSent), typeof(PointsArrived));
        Book(Gift with { To = new When(Fact: "person.age", AtLeast: new Bound("60 years")) }).When(Send(100) with { ReceiversVault = new("60-69") }).ThenFacts(typeof(PointsSent), typeof(PointsArrived));
        Book(Gift with { To = new When(Fact: "person.age", AtLeast: new Bound("60 years")) }).When(Send(100)).ThenRejected(new NotEligible(null, "/passages/0/to"));
        Book(Gift with { Who = new When(Fact: "person.household", Known: false) }).When(Send(100)).ThenRejected(new NotEligible(null, "/passages/0/who"));
        Book(Gift, document => document with { Members = new(Transfer: new When(Fact: "person.household", Known: false)) }).When(Send(100)).ThenRejected(new NotEligible(null, "/members/transfer"));
    }

    [Fact]
    public void The_family_is_the_household_guardians_and_relatives()
    {
        Book(Family).When(Send(100, passage: "family")).ThenRejected(new NotEligible(null, "/passages/0/to"));
        Book(Family).When(Send(100, Some.Spouse, "family")).ThenFacts(typeof(PointsSent), typeof(PointsArrived));
        Book(Family).When(Send(100, Subject.Of(Some.Home), "family")).ThenFacts(typeof(PointsSent), typeof(PointsArrived));
        foreach (var kind in new[] { RelationKind.Relative, RelationKind.Guardian })
            Book(Family).And(new BindRelation(Some.OfficeActs, Some.Neighbour, Some.Volunteer, kind, new(2026, 1, 1), null, null)).When(Send(100, passage: "family")).ThenFacts(typeof(PointsSent), typeof(PointsArrived));
        Book(Family).And(new BindRelation(Some.OfficeActs, Some.Neighbour, Some.Volunteer, RelationKind.Helper, new(2026, 1, 1), null, null)).When(Send(100, passage: "family")).ThenRejected(new NotEligible(null, "/passages/0/to"));
    }

    [Fact]
    public void Nobody_gives_to_himself_to_who_is_not_there_or_to_another_household()
    {
        Book(Gift).When(Send(100, Some.Volunteer)).ThenRejected(new NotEligible(null, "/passages/0/to"));
        Book(Gift).When(Send(100, Some.Person(99))).ThenRejected(new NotFound("to", Some.Person(99).ToString()));
        Book(Gift).And(new Ledger.Domain.Forgetting.AskToBeForgotten(Actor.Of(Some.Neighbour), Some.Neighbour, null), new Ledger.Domain.Forgetting.ForgetPerson(Some.OfficeActs, Some.Neighbour, [])).When(Send(100)).ThenRejected(new NotFound("to", Some.Neighbour.ToString()));
        Book(Gift).And(new CloseAccount(Some.OfficeActs, Some.Rider, CloseReason.MovedAway, null)).When(Send(100, Some.Rider)).ThenRejected<AccountIsClosed>();
        Book(Gift).When(Send(100, Subject.Of(HouseholdId.Of(Some.Id(0x777))))).ThenRejected(new NotFound("to", $"household:{Some.Id(0x777)}"));
        Book(Gift).When(Send(100) with { To = null }).ThenRejected(new NotFound("to", ""));
    }

    [Fact]
    public void A_pool_keeps_what_is_given_into_it()
    {
        var journal = Book(Pool).And(Send(400) with { Passage = "pool", To = null }).Journal;
        Assert.Equal(400, Row(journal, Subject.Pool("pool")).Available);
        Book(Pool).When(Send(400, passage: "pool")).ThenRejected(new NotFound("to", $"person:{Some.Neighbour}"));
    }

    [Fact]
    public void The_same_gift_is_made_once_and_never_more_than_there_is()
    {
        Book(Gift).And(Send(300)).When(Send(300)).ThenRejected(new IdAlreadyUsed("transfer", First.ToString()));
        Book(Gift).When(Send(1050)).ThenRejected(new InsufficientPoints(new(1000), new(1050)));
        Book(Gift).When(Send(120)).ThenRejected(new QuantityNotOffered("/commodities/0/quantum"));
        Book(Gift).When(Send(-100)).ThenRejected(new QuantityNotOffered("/passages/0"));
        Book(Gift with { Steps = RulebookParts.Points(200) }).When(Send(300)).ThenRejected(new QuantityNotOffered("/passages/0/steps"));
    }

    [Fact]
    public void What_is_given_and_what_is_got_in_a_period_is_bounded()
    {
        Spec Limited(string count, long most) => Book(Gift, document => document with
        {
            Measures = [.. document.Measures!, new Measure("given", new(count, null), Happening.Gift, Whose: [Whose.Person], Window: new(Window.Month, null))],
            Limits = [.. document.Limits!, new Limit("given", "given", new(count == "units" ? new Quantity(most, Unit.Times) : RulebookParts.Points(most), null), Happening.Gift, Overflow: new(Overflow.Refuse, null))],
        });
        Limited("sent", 400).And(Send(300)).When(Send(150) with { Transfer = Second }).ThenRejected(new LimitReached(null, "given", "/limits/1"));
        Limited("sent", 400).And(Send(300)).When(Send(100) with { Transfer = Second }).ThenFacts(typeof(PointsSent), typeof(PointsArrived));
        Limited("units", 1).And(Send(300)).At("2026-03-01T09:00:00+08:00").When(Send(100) with { Transfer = Second }).ThenFacts(typeof(PointsSent), typeof(PointsArrived));
        Book(Gift with { PerPerson = new(new Quantity(1, Unit.Times), Window.Month) }).And(Send(300)).When(Send(100) with { Transfer = Second }).ThenRejected(new LimitReached(null, "gift", "/passages/0/perPerson"));
    }

    [Fact]
    public void Who_gets_it_and_a_pool_may_get_no_more_than_their_limits()
    {
        Spec Limited(Passage passage, Whose whose) => Book(passage, document => document with
        {
            Measures = [.. document.Measures!, new("got", Count: new("received", null), Of: Happening.Gift, Whose: [whose], Window: new(Window.Year, null))],
            Limits = [.. document.Limits!, new Limit("got", "got", new(RulebookParts.Points(400), null), Happening.Gift, Overflow: new(Overflow.Refuse, null))],
        });
        Limited(Gift, Whose.Person).And(Send(300)).When(Send(150) with { Transfer = Second }).ThenRejected(new LimitReached(null, "got", "/limits/1"));
        Limited(Gift, Whose.Person).And(Send(300)).When(Send(150, Some.Spouse) with { Transfer = Second }).ThenFacts(typeof(PointsSent), typeof(PointsArrived));
        SendPoints Into(long hundredths) => Send(hundredths, passage: "pool") with { To = null };
        Limited(Pool, Whose.Pool).And(Into(300)).When(Into(150) with { Transfer = Second }).ThenRejected(new LimitReached(null, "got", "/limits/1"));
        Limited(Pool, Whose.Pool).And(Into(300)).When(Into(100) with { Transfer = Second }).ThenFacts(typeof(PointsSent), typeof(PointsArrived));
    }

    [Fact]
    public void A_stranger_gives_nothing_away_and_a_helper_is_named()
    {
        Book(Gift).When(Send(100) with { By = Actor.Of(Some.Rider) }).ThenRejected(new NotFound("person", Some.Volunteer.ToString()));
        Book(Gift).When(Send(100) with { By = Some.OfficeActs }).ThenFact<PointsSent>(sent => Assert.Equal(Some.OfficeWorker, sent.Helper));
        Book(Gift).When(Send(100) with { Account = Subject.Of(TeamId.Of(Some.Id(0x600))) }).ThenRejected<NotFound>();
        Book(Gift).When(new SendPoints(Some.OfficeActs, First, Some.OfficeWorker, "gift", new(100), Some.Neighbour, Account: Subject.Of(Some.Bakery))).ThenRejected<NotFound>();
        Book(Gift).When(new SendPoints(Actor.Of(Some.Owner), First, Some.Owner, "gift", new(100), Some.Neighbour, Account: Subject.Of(Some.Bakery))).ThenRejected(new InsufficientPoints(Points.Zero, new(100)));
        Book(Gift).When(Send(100) with { AgeBand = "0-13" }).ThenRejected(new GuardianMustConsent(Some.Volunteer, ChildMay.Spend));
    }

    [Fact]
    public void Of_a_group_one_person_takes_so_many_together()
    {
        var once = new PerPerson(new Quantity(1, Unit.Times), Window.Month);
        var spec = Book(Gift with { Group = "kindness", PerPerson = once }, document => document with { Passages = [.. document.Passages!, Family with { Group = "kindness", PerPerson = once }] }).And(Send(300));
        spec.When(Send(100, Some.Spouse, "family") with { Transfer = Second }).ThenRejected(new LimitReached(null, "family", "/passages/1/perPerson"));
        spec.At("2026-03-01T09:00:00+08:00").When(Send(100, Some.Spouse, "family") with { Transfer = Second }).ThenFacts(typeof(PointsSent), typeof(PointsArrived));
    }

    [Fact]
    public void What_the_receiver_may_not_have_is_not_taken_from_the_giver()
    {
        RulebookDocument AtMost(RulebookDocument document, long most, Overflow? overflow = null) => document with
        {
            Measures = [.. document.Measures!, new Measure("stored", new("balance", null), Whose: [Whose.Person], Window: new(Window.Store, null))],
            Limits = [.. document.Limits!, new Limit("full", "stored", new(RulebookParts.Points(most), null), When: new When(Fact: "act.type", In: ["visit"]), Overflow: overflow is { } what ? new(what, null) : null)],
        };
        Book(Gift, document => AtMost(document, 400)).When(Send(450)).ThenRejected(new LimitReached(null, "full", "/limits/1"));
        var spec = Book(Gift, document => AtMost(document, 400)).And(Send(300), Some.Record(Some.Visit(50, start: "2026-02-06T07:00:00+08:00")), Some.Attest(50));
        spec.When(Send(150) with { Transfer = Second }).ThenRejected(new LimitReached(null, "full", "/limits/1"));
        spec.When(Send(100) with { Transfer = Second }).ThenFacts(typeof(PointsSent), typeof(PointsArrived));
        Book(Pool, document => AtMost(document, 1000)).When(Send(1000, passage: "pool") with { To = null }).ThenFacts(typeof(PointsSent), typeof(PointsArrived));
    }

    [Fact]
    public void A_gift_made_by_mistake_goes_back_to_the_lots_it_left_and_counts_in_no_window()
    {
        var spec = Book(Gift with { KeepsExpiry = false, PerPerson = new(new Quantity(1, Unit.Times), Window.Month) });
        var before = Lots(spec.Journal, Some.Volunteer);
        spec.And(Send(300)).When(Undo()).ThenFacts(typeof(TransferReversed), typeof(TransferReversed)).ThenResult(new TransferIsUndone(First, new(300)));
        Assert.Equal(before, Lots(spec.Journal, Some.Volunteer));
        Assert.Empty(Lots(spec.Journal, Some.Neighbour));
        Assert.Equal(0, spec.Journal.Facts.OfType<IValueFact>().Where(fact => fact is PointsSent or PointsArrived or TransferReversed).SelectMany(fact => fact.Legs).GroupBy(leg => (leg.Account, leg.Lot)).Max(same => Math.Abs(same.Sum(leg => leg.Amount))));
        spec.When(Undo()).ThenRejected(new TransferIsReversed(First));
        spec.When(Send(100) with { Transfer = Second }).ThenFacts(typeof(PointsSent), typeof(PointsArrived));
    }

    [Fact]
    public void What_has_lapsed_since_goes_back_as_the_rulebook_gives_back() =>
        Book(Gift with { KeepsExpiry = false }).And(Send(300)).At("2027-02-05T09:00:00+08:00").When(Undo())
            .ThenEach<TransferReversed>(back => Assert.Equal(back.Person == Some.Volunteer ? [("expired", 300L), ($"sent:person:{Some.Neighbour}", -300L)] : [($"available:person:{Some.Neighbour}", -300L), ($"received:person:{Some.Volunteer}", 300L)], Sums(back)));

    [Fact]
    public void What_is_spent_already_or_paid_a_debt_is_not_taken_back()
    {
        Book(Gift).And(Send(300), Some.Hold(9, Some.Umbrella, person: Some.Neighbour)).When(Undo()).ThenRejected(new InsufficientPoints(new(100), new(300)));
        Book(Gift).When(Undo()).ThenRejected(new NotFound("transfer", First.ToString()));
        Book(Gift).And(Send(300)).When(Undo() with { By = Actor.Of(Some.Volunteer) }).ThenRejected(new NotAllowed(Role.Office));
        Book(Gift).And(Send(300), Some.Grant(Some.Spouse, Role.Office)).When(Undo() with { By = Actor.Of(Some.Spouse) }).ThenRejected(new GainsBySigning(Some.Spouse));
    }

    [Fact]
    public void What_went_into_a_pool_comes_out_of_it_again()
    {
        var journal = Book(Pool).And(Send(400) with { Passage = "pool", To = null }, Undo()).Journal;
        Assert.Equal((0, 1000), (Row(journal, Subject.Pool("pool")).Available, Row(journal, Some.Volunteer).Available));
    }

    [Fact]
    public void It_is_undone_under_the_id_that_stayed()
    {
        var journal = Book(Gift).And(Send(300), Some.Grant(Some.Assistant, Role.Office), new MergePersons(Some.OfficeActs, Some.Rider, Some.Neighbour, [], []), new MergePersons(Actor.Of(Some.Assistant), Some.Rider, Some.Neighbour, [], []), Undo()).Journal;
        Assert.Equal((0, 1000), (Row(journal, Some.Rider).Available, Row(journal, Some.Volunteer).Available));
    }

    [Fact]
    public void Nobody_undoes_what_he_gave_under_an_earlier_id()
    {
        var spec = Book(Gift).And(Some.Record(Some.Visit(50, Some.Neighbour, "2026-02-01T07:00:00+08:00")), Some.Attest(50), Send(100, to: Some.Volunteer) with { By = Actor.Of(Some.Neighbour), Person = Some.Neighbour }, Some.Grant(Some.Assistant, Role.Office), Some.Grant(Some.Rider, Role.Office),
            new MergePersons(Some.OfficeActs, Some.Rider, Some.Neighbour, [], []), new MergePersons(Actor.Of(Some.Assistant), Some.Rider, Some.Neighbour, [], []));
        spec.When(Undo() with { By = Actor.Of(Some.Rider) }).ThenRejected(new GainsBySigning(Some.Rider));
        spec.When(Undo()).ThenFacts(typeof(TransferReversed), typeof(TransferReversed));
    }

    private static ReverseTransfer Undo() => new(Some.OfficeActs, First, "wrong-person");

    private static IReadOnlyList<(string, long)> Lots(PlayedJournal journal, Subject holder) => [.. journal.Rows.All<LotHeld>().Where(row => row.Key.StartsWith(LotHeld.Prefix(holder), StringComparison.Ordinal)).Select(row => (row.Value.Lot.ToString(), row.Value.Amount))];

    private static SendPoints Send(long hundredths, Subject? to = null, string passage = "gift") => new(Actor.Of(Some.Volunteer), First, Some.Volunteer, passage, new(hundredths), to ?? Some.Neighbour);

    private static Spec Book(Passage passage, Func<RulebookDocument, RulebookDocument>? change = null) =>
        Some.WithPoints(5, Some.Book((change ?? (document => document))(Some.Document() with { Passages = [passage] }))).At("2026-02-06T09:30:00+08:00");

    private static (string, DateOnly?) LotOf(PointsArrived arrived) => arrived.Legs.Single(leg => leg.Amount > 0).Lot is { } lot ? (lot.Bucket.Value, lot.ExpiresOn) : default;

    private static Account Row(PlayedJournal journal, Subject holder) => journal.Rows.All<Account>().Single(row => row.Key == Account.Key(holder, Commodity.Points)).Value;

    private static (string, long)[] Sums(IValueFact fact) => [.. fact.Legs.GroupBy(leg => leg.Account).Select(same => (same.Key, same.Sum(leg => leg.Amount))).OrderBy(one => one.Key, StringComparer.Ordinal)];
}
