using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Offers;
using Ledger.Domain.Passages;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Settlements;
using Ledger.Domain.Tests.Support;
using Commodity = Ledger.Domain.Accounts.Commodity;

namespace Ledger.Domain.Tests.Passages;

/// <summary>A rulebook with points and with hours: what is priced in hours is paid from them, to the end. The volunteer has 10 points and 2½ hours; it is February.</summary>
public sealed class FurtherCommoditySpecs
{
    private static readonly OfferId Help = OfferId.Of(Some.Id(0x331));

    private static readonly Passage Service = new("help", PassageKind.Service, "help", Price: new(new Quantity(60, Unit.Hours), null)), Gift = new("gift", PassageKind.Gift, Commodity: "hours");

    private static readonly TransferId Transfer = TransferId.Of(Some.Id(0xb01));

    [Fact]
    public void A_price_in_hours_is_paid_from_the_hours() => Book(Service).When(Ask(2)).ThenFact<HoldPlaced>(hold =>
    {
        Assert.Equal((60, "hours"), (hold.UnitPrice.Hundredths, hold.Commodity?.Value));
        Assert.Equal([(new EntryNumber("hours", 6))], hold.Entries);
        Assert.Equal([("available", -120L), ("held", 120L)], Moved(hold));
    }).ThenResult(placed => Assert.Equal((120, 30, "hours"), (placed.PriceHundredths.Hundredths, placed.AvailableAfterHundredths.Hundredths, placed.Commodity?.Value)));

    [Fact]
    public void Of_more_hours_than_there_are_nothing_is_taken() =>
        Book(Service).When(Ask(3)).ThenRejected(new InsufficientPoints(new(150), new(180), "minutes"));

    [Fact]
    public void What_cannot_be_spent_pays_for_nothing() =>
        Book(Service with { Commodity = "points", Price = new(RulebookParts.Points(100), null) }, document => document with { Commodities = [document.Commodities[0] with { Spendable = false }, document.Commodities[1]] })
            .When(Ask()).ThenRejected(new InsufficientPoints(Points.Zero, new(100)));

    [Fact]
    public void A_capture_spends_them_and_gives_back_what_was_not_used()
    {
        var spec = Book(Service).And(Ask(2));
        spec.When(Some.Capture(9, 1)).ThenFact<RedemptionCaptured>(captured => Assert.Equal([("available", 60L), ("expense", 300L), ("held", -120L), ("payable", -300L), ("spent", 60L)], Moved(captured)));
        var journal = spec.Journal;
        Assert.Equal((1000, 90, 0), (Row(journal, Some.Volunteer).Available, Row(journal, Some.Volunteer, "hours").Available, Row(journal, Some.Volunteer, "hours").Held));
    }

    [Fact]
    public void A_refund_goes_back_to_the_hours() => Book(Service).And(Ask(2), Some.Capture(9)).When(Some.GiveBack(1, 9))
        .ThenFact<RedemptionRefunded>(refunded => Assert.Equal([("available", 60L), ("expense", -300L), ("payable", 300L), ("spent", -60L)], Moved(refunded)));

    [Fact]
    public void So_does_what_was_given_up_or_not_used_in_time()
    {
        Book(Service).And(Ask(2)).When(new VoidHold(Actor.Of(Some.Volunteer), Some.Redemption(9), "changed-mind", null)).ThenFact<HoldVoided>(voided => Assert.Equal([("available", 120L), ("held", -120L)], Moved(voided)));
        Book(Service).And(Ask(2)).At("2026-02-08T09:30:00+08:00").When(new ExpireHold(Actor.Scheduler, Some.Redemption(9))).ThenFact<HoldExpired>(expired => Assert.Equal([("available", 120L), ("held", -120L)], Moved(expired)));
    }

    [Fact]
    public void A_terminal_that_was_offline_takes_them_once_more_and_nothing_can_be_owed()
    {
        var expired = Book(Service).And(Ask(2)).At("2026-02-07T09:31:00+08:00").And(new ExpireHold(Actor.Scheduler, Some.Redemption(9)));
        expired.When(Some.Offline(1, 9, "2026-02-07T09:00:00+08:00")).ThenFact<RedemptionCapturedOffline>(captured => Assert.Equal([("available", -120L), ("expense", 600L), ("payable", -600L), ("spent", 120L)], Moved(captured)));
        Book(Service).And(Ask(2)).At("2026-02-07T09:31:00+08:00").And(new ExpireHold(Actor.Scheduler, Some.Redemption(9)), Ask(2) with { Redemption = Some.Redemption(10), CodeHashes = [Some.CodeOf(10, 0)] })
            .When(Some.Offline(1, 9, "2026-02-07T09:00:00+08:00")).ThenRejected(new DebtLimitReached(new(0), new(0), new(90)));
    }

    [Fact]
    public void Only_measures_of_hours_count_them()
    {
        Measure Of(string commodity) => new($"used-{commodity}", new(commodity, null), Happening.Redeem, Whose: [Whose.Person], Window: new(Window.Life, null));
        var book = Book(Service with { Limits = ["most"] }, document => document with
        {
            Measures = [.. document.Measures!, Of("hours")],
            Limits = [.. document.Limits!, new Limit("most", "used-hours", new(new Quantity(90, Unit.Minutes), null), Happening.Redeem)],
        });
        book.When(Ask(2)).ThenRejected(new LimitReached(null, "most", "/limits/1"));
        book.And(Ask()).When(Ask() with { Redemption = Some.Redemption(10) }).ThenRejected(new LimitReached(null, "most", "/limits/1"));
        Book(Service with { Limits = ["most-points"] }, document => document with
        {
            Measures = [.. document.Measures!, Of("points")], Limits = [.. document.Limits!, new Limit("most-points", "used-points", new(RulebookParts.Points(50), null), Happening.Redeem)],
        }).When(Ask(2)).ThenFacts(typeof(HoldPlaced));
    }

    [Fact]
    public void A_statement_adds_up_points_and_hours_apart_and_what_is_owed_together()
    {
        var statement = StatementId.Of(Some.Id(0x900));
        var spec = Book(Service).And(Ask(2), Some.Capture(9), Some.Hold(10), Some.Capture(10)).At("2026-03-01T09:00:00+08:00");
        spec.When(new IssueStatement(Some.OfficeActs, Some.Bakery, statement, Month.Of(new(2026, 2, 1)))).ThenFact<StatementIssued>(issued =>
        {
            Assert.Equal([(null, 500, 300), ("hours", 120, 600)], issued.Amounts.Select(lines => (lines.Commodity?.Value, lines.Points.Hundredths, lines.Fen.Count)));
            Assert.Equal((1, 900), (issued.Due.Count, issued.Total.Count));
        });
    }

    [Fact]
    public void A_preview_tells_hours() => Book(Service).When(new PreviewHold(Ask(2))).ThenResult(told =>
    {
        Assert.Equal(("hours", 30), (told.Commodity?.Value, told.Left.Hundredths));
        Assert.Equal(60, Arithmetic.ResultIn("minutes", told.Placed!.Steps!));
    });

    [Fact]
    public void Hours_are_given_away_and_arrive_as_hours()
    {
        var spec = Book(Gift);
        spec.When(Send(60)).ThenFact<PointsSent>(sent =>
        {
            Assert.Equal([("available", -60L), ("sent", 60L)], Moved(sent));
            Assert.Equal("hours", sent.Commodity?.Value);
        }).ThenFact<PointsArrived>(arrived =>
        {
            Assert.Equal([("available", 60L), ("received", -60L)], Moved(arrived));
            Assert.Equal("hours", arrived.Commodity?.Value);
        });
        Assert.Equal((1000, 90, 60), (Row(spec.Journal, Some.Volunteer).Available, Row(spec.Journal, Some.Volunteer, "hours").Available, Row(spec.Journal, Some.Neighbour, "hours").Available));
        Book(Gift).When(Send(151)).ThenRejected(new InsufficientPoints(new(150), new(151), "minutes"));
    }

    [Fact]
    public void What_a_gift_goes_into_is_what_it_is() =>
        Book(new Passage("gift", PassageKind.Gift, Into: new("hours", "given")), document => document with { Buckets = [new Bucket("given", new Title("受赠"), [Right.Service])] })
            .When(Send(60)).ThenFact<PointsArrived>(arrived => Assert.All(arrived.Legs.Where(leg => leg.Amount > 0), leg => Assert.Equal(("hours", "given"), (leg.Commodity, leg.Lot!.Bucket.Value))));

    [Fact]
    public void Closing_an_account_lets_go_of_everything_on_it()
    {
        var spec = Book(Service, document => document with { Closing = new(Rest.Pool, Rest.Pool) }).And(Ask());
        var facts = spec.When(new CloseAccount(Some.OfficeActs, Some.Volunteer, CloseReason.MovedAway, null)).Facts;
        Assert.Equal([("hours", 150L), ("points", 1000L)], facts.OfType<RestSettled>().Select(rest => (rest.Legs[0].Commodity, rest.Legs.Where(leg => leg.Amount > 0).Sum(leg => leg.Amount))));
    }

    [Fact]
    public void The_family_gets_the_hours_too()
    {
        var spec = Book(Service, document => document with { Closing = new(Rest.Family, Rest.Family) }).And(new CloseAccount(Some.OfficeActs, Some.Volunteer, CloseReason.MovedAway, Some.Spouse));
        Assert.Equal((1000, 150), (Row(spec.Journal, Some.Spouse).Available, Row(spec.Journal, Some.Spouse, "hours").Available));
    }

    [Fact]
    public void Merging_hands_on_everything_held_hours_as_well()
    {
        var spec = Book(Service).And(Ask(), Some.Grant(Some.Neighbour, Role.Office), new MergePersons(Some.OfficeActs, Some.Rider, Some.Volunteer, [], []), new MergePersons(Actor.Of(Some.Neighbour), Some.Rider, Some.Volunteer, [], []));
        Assert.Equal((1000, 90, 60), (Row(spec.Journal, Some.Rider).Available, Row(spec.Journal, Some.Rider, "hours").Available, Row(spec.Journal, Some.Rider, "hours").Held));
        Assert.Equal((0, 0), (Row(spec.Journal, Some.Volunteer, "hours").Available, Row(spec.Journal, Some.Volunteer, "hours").Held));
        spec.When(Some.Capture(9)).ThenFact<RedemptionCaptured>(captured => Assert.Equal([("expense", 300L), ("held", -60L), ("payable", -300L), ("spent", 60L)], Moved(captured)));
    }

    [Fact]
    public void A_code_for_the_household_stays_the_households_when_who_asked_for_it_is_merged()
    {
        var home = Subject.Of(Some.Home);
        var spec = Book(Service, document => document with { Acts = [.. document.Acts.Select(act => act.Code.Value == "visit" ? act with { Give = [.. act.Give!.Select(give => give with { Into = give.Into with { Holder = Holder.Household } })] } : act)] })
            .And(Ask() with { Account = home }, Some.Grant(Some.Neighbour, Role.Office), new MergePersons(Some.OfficeActs, Some.Rider, Some.Volunteer, [], []), new MergePersons(Actor.Of(Some.Neighbour), Some.Rider, Some.Volunteer, [], []));
        Assert.Equal((90, 60), (Row(spec.Journal, home, "hours").Available, Row(spec.Journal, home, "hours").Held));
        spec.When(Some.Capture(9)).ThenFact<RedemptionCaptured>(captured => Assert.Equal(home, captured.HeldBy));
    }

    [Fact]
    public void A_rulebook_names_commodities_it_has_and_prices_in_their_unit()
    {
        var document = With(Service);
        Assert.Contains(("/passages/0/commodity", "unknown-commodity"), Faults(document with { Passages = [Service with { Commodity = "stars" }] }));
        Assert.Contains(("/passages/0/price", "wrong-unit"), Faults(document with { Passages = [Service with { Commodity = "points" }] }));
        Assert.Contains(("/commodities/1/code", "reserved-code"), Faults(document with { Commodities = [document.Commodities[1], document.Commodities[0]] }));
    }

    private static IEnumerable<(string, string)> Faults(RulebookDocument document) => CompiledRulebook.Of(document).Findings.Select(finding => (finding.Pointer, finding.Code.Value));

    private static PlaceHold Ask(long units = 1) => Some.Hold(9, Help, units);

    private static SendPoints Send(long minutes) => new(Actor.Of(Some.Volunteer), Transfer, Some.Volunteer, "gift", new(minutes), Some.Neighbour);

    private static RulebookDocument With(Passage passage)
    {
        var document = Some.Document();
        return document with
        {
            Commodities = [.. document.Commodities, new("hours", new Title("时间币"), "h", new Quantity(1, Unit.Minutes), Spendable: true)],
            Acts = [.. document.Acts.Select(act => act.Code.Value == "visit" ? act with { Give = [.. act.Give!, new Give(new Into("hours"), new(default, new Amount(new("minutes", null))))] } : act)],
            Items = [new Item("help", new Title("上门服务"))], Passages = [passage],
        };
    }

    private static Spec Book(Passage passage, Func<RulebookDocument, RulebookDocument>? change = null) => Some.WithPoints(5, Some.Book((change ?? (document => document))(With(passage)))).At("2026-02-06T09:30:00+08:00")
        .And(new PublishOffer(Some.OfficeActs, Help, Some.Bakery, new OfferTerms(new Title("上门服务"), Points.Zero, new Fen(300), new Bearer(BearerKind.Community), null, new(2026, 1, 1), null, null, "help")));

    private static Account Row(PlayedJournal journal, Subject holder, string commodity = Commodity.Points) => journal.Rows.All<Account>().SingleOrDefault(row => row.Key == Account.Key(holder, commodity)).Value ?? Account.Empty;

    private static (string, long)[] Moved(IValueFact fact) => [.. fact.Legs.GroupBy(leg => AccountName.RoleOf(leg.Account)).Select(same => (same.Key, same.Sum(leg => leg.Amount))).OrderBy(one => one.Key, StringComparer.Ordinal)];
}
