using Ledger.Domain.Acts;
using Ledger.Domain.Deductions;
using Ledger.Domain.Offers;
using Ledger.Domain.Passages;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Adoption;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Rulebooks.Adoption;

/// <summary>A window that is older than the version which bounds it has what it got before.</summary>
public sealed class FillingSpecs
{
    /// <summary>From May on at most ten points a year.</summary>
    private static readonly RulebookDocument Yearly = Some.Document("v2", "2026-05-01") is var plain ? plain with
    {
        Measures = [.. plain.Measures!, new Measure("year", Count: new("points", null), Whose: [Whose.Person], Window: new(Window.Year, null))],
        Limits = [.. plain.Limits!, new Limit("year", "year", new(RulebookParts.Points(1000), null))],
    } : plain;

    private static readonly FillMeters Rest = new(Actor.Scheduler, "v2", Filled.Acts, null, null), Holds = Rest with { Of = Filled.Holds }, Transfers = Rest with { Of = Filled.Transfers }, Deductions = Rest with { Of = Filled.Deductions };

    /// <summary>Four visits in April, two points each, of which the last was undone; then the version with the yearly limit.</summary>
    private static Spec April() => Spec.Given(Some.Book()).At("2026-04-20T10:00:00+08:00")
        .And(Some.Record([.. Enumerable.Range(1, 4).Select(act => Some.Visit(act, start: $"2026-04-1{act}T09:00:00+08:00"))]), Some.Attest(1, 2, 3, 4), Some.Reverse(4), Some.Publish(Yearly));

    private static Spec May(Spec spec, int act = 10, int hours = 8) =>
        spec.At("2026-05-02T20:00:00+08:00").And(Some.Record(Some.Visit(act, start: "2026-05-02T08:00:00+08:00", minutes: hours * 60, type: "patrol")));

    [Fact]
    public void What_was_got_before_counts_from_the_first_day()
    {
        var spec = April().And(Rest, Holds, Transfers, Deductions);
        Assert.Equal((600L, 0L), Standing(spec, "year~"));
        May(spec).When(Some.Attest(10)).ThenFact<ActAccrued>(accrued => Assert.Equal(400, accrued.Points.Hundredths));
    }

    /// <summary>However many versions and registrations the acts are spread over, they are counted at once.</summary>
    [Fact]
    public void Acts_of_many_versions_are_counted_together()
    {
        var spec = Spec.Given(Some.Book(Some.Document("v1", dailyCap: null))).At("2026-01-01T10:00:00+08:00").And(new RegisterPersons(Some.OfficeActs, [.. Enumerable.Range(82, 9).Select(number => Some.New(Some.Person(number)))], []));
        for (var month = 2; month <= 10; month++) spec.And(Some.Publish(Some.Document($"before-{month}", $"2026-{month:D2}-01", dailyCap: month % 2 == 0 ? null : 1000)));
        for (var month = 2; month <= 10; month++)
            spec.At($"2026-{month:D2}-20T20:00:00+08:00").And(Fill($"before-{month}", Filled.Acts), Fill($"before-{month}", Filled.Holds), Fill($"before-{month}", Filled.Transfers), Fill($"before-{month}", Filled.Deductions), Some.Record(Some.Visit(month, Some.Person(80 + month), $"2026-{month:D2}-20T09:00:00+08:00")), Some.Attest(month));
        spec.At("2026-10-21T09:00:00+08:00").And(Some.Publish(Yearly with { Version = "v2", EffectiveFrom = new(2026, 11, 1) })).When(Rest).ThenFacts(typeof(MetersFilled));
    }

    private static FillMeters Fill(Code version, Filled of) => new(Actor.Scheduler, version, of, null, null);

    [Fact]
    public void Until_it_is_filled_nothing_is_decided_by_it()
    {
        May(April()).When(Some.Attest(10)).ThenRejected(new RulebookIsBeingFilled("v2", 0));
        May(April().And(Rest, Holds, Transfers, Deductions)).When(Some.Attest(10)).ThenFact<ActAccrued>(_ => { });
        Spec.Given(Some.Book()).And(Some.Publish(Some.Document("v2", "2026-05-01", dailyCap: 300))).At("2026-05-02T20:00:00+08:00").And(Some.Record(Some.Visit(1, start: "2026-05-02T09:00:00+08:00")))
            .When(Some.Attest(1)).ThenFact<ActAccrued>(_ => { });
    }

    [Fact]
    public void It_is_filled_in_pieces_and_what_happens_meanwhile_counts_once()
    {
        var spec = April();
        spec.When(Rest with { To = Some.Act(2).Value }).ThenFacts(typeof(MetersFilled)).ThenResult(new MetersAreFilled("v2", false));
        Assert.Equal((400L, 0L), Standing(spec, "year~"));
        spec.And(Some.Reverse(1), Some.Reverse(3), Some.Record(Some.Visit(0, start: "2026-04-18T09:00:00+08:00"), Some.Visit(7, start: "2026-04-19T09:00:00+08:00")), Some.Attest(0, 7));
        spec.When(Rest).Then().ThenResult(new MetersAreFilled("v2", false));
        spec.When(Rest with { After = Some.Act(2).Value }).ThenFacts(typeof(MetersFilled)).ThenResult(new MetersAreFilled("v2", false));
        spec.When(Holds).ThenFacts(typeof(MetersFilled)).ThenResult(new MetersAreFilled("v2", false));
        spec.When(Transfers).ThenFacts(typeof(MetersFilled)).ThenResult(new MetersAreFilled("v2", false));
        spec.When(Deductions).ThenFacts(typeof(MetersFilled)).ThenResult(new MetersAreFilled("v2", true));
        Assert.Equal((600L, 0L), Standing(spec, "year~"));
        spec.When(Rest with { After = Some.Act(2).Value }).Then();
        spec.When(Rest with { By = Some.OfficeActs }).ThenRejected(new NotAllowed());
    }

    [Fact]
    public void A_late_act_of_the_version_before_counts_too_and_undoing_it_gives_back()
    {
        var spec = April().And(Rest, Holds, Transfers, Deductions, Some.Record(Some.Visit(20, start: "2026-04-19T09:00:00+08:00")));
        May(spec).And(Some.Attest(20)).When(Some.Attest(10)).ThenFact<ActAccrued>(accrued => Assert.Equal(200, accrued.Points.Hundredths));
        spec.When(Some.Reverse(20)).ThenFact<AccrualAdjusted>(adjusted => Assert.Equal((Some.Act(10), 200L), (adjusted.Act, adjusted.Points.Hundredths)));
        Assert.Equal((1000L, 0L), Standing(spec, "year~"));
    }

    [Fact]
    public void An_act_attested_as_it_is_recorded_counts_in_both_versions_at_once()
    {
        var parcel = Some.Visit(20, Some.Owner, start: "2026-04-19T09:00:00+08:00", type: "parcel");
        April().And(Rest, Holds, Transfers, Deductions).When(Some.Record(parcel) with { Attest = true }).ThenFacts(typeof(ActRecorded), typeof(ActAttested), typeof(ActAccrued)).ThenFurtherReads(3);
    }

    /// <summary>Five points for every full five hours of a year; eight hours of April were paid by the hour.</summary>
    [Fact]
    public void A_new_rule_neither_pays_nor_takes_back_the_past()
    {
        var whole = Whole(Some.Document("v2", "2026-05-01"), perHour: 100);
        var spec = Spec.Given(Some.Book()).At("2026-04-20T10:00:00+08:00")
            .And(Some.Record(Some.Visit(1, start: "2026-04-10T08:00:00+08:00", minutes: 480, type: "patrol")), Some.Attest(1), Some.Publish(whole), Rest, Holds, Transfers, Deductions);
        Assert.Equal((500L, 480L), Standing(spec, "hours~"));
        May(spec, hours: 1).When(Some.Attest(10)).ThenFact<ActAccrued>(accrued => Assert.Equal(0, accrued.Points.Hundredths));
        spec.And(Some.Record(Some.Visit(11, start: "2026-05-02T10:00:00+08:00", minutes: 60, type: "patrol"))).When(Some.Attest(11)).ThenFact<ActAccrued>(accrued => Assert.Equal(500, accrued.Points.Hundredths));
    }

    [Fact]
    public void A_dearer_schedule_of_the_same_window_does_not_pay_the_past()
    {
        var spec = Spec.Given(Some.Book(Whole(Some.Document(), perHour: 100))).At("2026-04-20T10:00:00+08:00")
            .And(Some.Record(Some.Visit(1, start: "2026-04-10T08:00:00+08:00", minutes: 600, type: "patrol")), Some.Attest(1), Some.Publish(Whole(Some.Document("v2", "2026-05-01"), perHour: 150)), Rest, Holds, Transfers, Deductions);
        May(spec, hours: 5).When(Some.Attest(10)).ThenFact<ActAccrued>(accrued => Assert.Equal(750, accrued.Points.Hundredths));
    }

    /// <summary>Haircuts cost 20 points; from May on 15, and one for each person and quarter.</summary>
    [Fact]
    public void Who_has_taken_his_share_of_the_quarter_waits_for_the_next()
    {
        var cheaper = Haircuts("v2", "2026-05-01", 1500, perQuarter: 1);
        var spec = Money(Haircuts("sample-1", "2026-01-01", 2000)).At("2026-04-20T10:00:00+08:00").And(
            new PublishOffer(Some.OfficeActs, Offer, Some.Barber, Some.Terms() with { Item = "haircut", Price = Points.Zero }), Some.Hold(1, Offer), Some.Hold(2, Offer, person: Some.Spouse), Some.Publish(cheaper), Rest, Holds, Transfers, Deductions,
            new VoidHold(Actor.Of(Some.Spouse), Some.Redemption(2), "changed-mind", null), Some.Hold(3, Offer, person: Some.Neighbour));
        spec.At("2026-05-04T10:00:00+08:00").When(Some.Hold(4, Offer)).ThenRejected<LimitReached>();
        spec.When(Some.Hold(5, Offer, person: Some.Neighbour)).ThenRejected<LimitReached>();
        spec.When(Some.Hold(6, Offer, person: Some.Spouse)).ThenFact<HoldPlaced>(hold => Assert.Equal(1500, hold.UnitPrice.Hundredths));
        spec.At("2026-07-01T10:00:00+08:00").When(Some.Hold(7, Offer)).ThenFact<HoldPlaced>(hold => Assert.Equal(1500, hold.UnitPrice.Hundredths));
    }

    /// <summary>From May on at most six points a year may be given away or cashed; in April four were given and three cashed.</summary>
    [Fact]
    public void What_was_given_got_and_cashed_before_counts_from_the_first_day()
    {
        var spec = Given();
        Assert.Equal((0L, 0L), Standing(spec, "given~"));
        spec.When(Transfers with { To = Transfer(1).Value }).Then();
        spec.And(Rest, Holds, Transfers with { To = Transfer(1).Value }).When(Transfers).Then();
        Assert.Equal([200, 200], [Standing(spec, "given~").Got, Standing(spec, "got~").Got]);
        spec.And(Transfers with { After = Transfer(1).Value }).When(Deductions).ThenResult(new MetersAreFilled("v2", true));
        spec.And(Deductions);
        Assert.Equal([400, 400, 300], new[] { "given~", "got~", "cashed~" }.Select(meter => Standing(spec, meter).Got));
        spec.At("2026-05-04T10:00:00+08:00").When(Send(5, 300)).ThenRejected(new LimitReached(null, "given", "/limits/1"));
        spec.When(Send(6, 200)).ThenFacts(typeof(PointsSent), typeof(PointsArrived));
        spec.When(Cash(7, 400)).ThenRejected(new LimitReached(null, "cashed", "/limits/2"));
        spec.And(new DeclineMoney(Actor.Of(Some.Neighbour), Transfer(3), Some.Volunteer, "changed-mind")).When(Cash(8, 400)).ThenFacts(typeof(PointsCashed));
        spec.Journal.CheckFold();
    }

    [Fact]
    public void What_is_given_while_it_is_filled_counts_once()
    {
        var spec = Given().And(Rest, Holds, Send(0, 100), Send(4, 100), Transfers with { To = Transfer(1).Value }, Send(1, 100, 0x10), Send(9, 100));
        spec.And(Transfers with { After = Transfer(1).Value });
        Assert.Equal([800, 800, 300], new[] { "given~", "got~", "cashed~" }.Select(meter => Standing(spec, meter).Got));
    }

    [Fact]
    public void What_was_deducted_before_counts_and_what_is_undone_counts_no_more()
    {
        var plain = Some.Document("v2", "2026-05-01");
        Measure Counting(Code code, string count) => new(code, Count: new(count, null), Of: Happening.Deduct, Whose: [Whose.Person], Window: new(Window.Year, null));
        var spec = Money(Some.Document()).At("2026-04-20T10:00:00+08:00").And(
            Some.Propose(1, on: "2026-04-19"), Some.Deduct(1), Some.Propose(2, on: "2026-04-19"), Some.Deduct(2), Some.Propose(3, on: "2026-04-19"),
            Some.Publish(plain with { Measures = [.. plain.Measures!, Counting("times", "deducted.no-show"), Counting("much", "points")] }), Rest, Holds, Transfers);
        Assert.Equal([0, 0], new[] { "times~", "much~" }.Select(meter => Standing(spec, meter).Got));
        spec.And(Deductions);
        Assert.Equal([2, 600], new[] { "times~", "much~" }.Select(meter => Standing(spec, meter).Got));
        spec.And(Some.Deduct(3), new ReverseDeduction(Some.OfficeActs, Some.Deduction(1), "not-him"), new ReverseDeduction(Some.OfficeActs, Some.Deduction(2), "not-him"));
        Assert.Equal([1, 300], new[] { "times~", "much~" }.Select(meter => Standing(spec, meter).Got));
        spec.Journal.CheckFold();
    }

    private static Spec Given()
    {
        Measure Counting(Code code, string count, Happening of) => new(code, Count: new(count, null), Of: of, Whose: [Whose.Person], Window: new(Window.Year, null));
        var plain = Some.Document("v1", "2026-04-06") with
        {
            Passages = [new Passage("gift", PassageKind.Gift), new Passage("claim", PassageKind.Cash, Face: new(RulebookParts.Points(100), new Quantity(5000, Unit.Yuan)))],
        };
        var bounded = plain with
        {
            Version = "v2", EffectiveFrom = new(2026, 5, 1),
            Measures = [.. plain.Measures!, Counting("given", "sent", Happening.Gift), Counting("got", "received", Happening.Gift), Counting("cashed", "points", Happening.Cash)],
            Limits = [.. plain.Limits!, new Limit("given", "given", new(RulebookParts.Points(600), null), Of: Happening.Gift), new Limit("cashed", "cashed", new(RulebookParts.Points(600), null), Of: Happening.Cash)],
        };
        return Decided(Decided(Money(Some.Document()), plain).At("2026-04-20T10:00:00+08:00").And(Fill("v1", Filled.Acts), Fill("v1", Filled.Holds), Fill("v1", Filled.Transfers), Fill("v1", Filled.Deductions)).And(Some.Grant(Some.Neighbour, Role.Accountant), Send(1, 200), Send(2, 200), Cash(3, 300)), bounded);
    }

    /// <summary>Points for money is only published with the record of a decision.</summary>
    private static Spec Decided(Spec spec, RulebookDocument document)
    {
        var hash = RulebookParts.HashOf(document);
        return spec.And(new DraftRulebook(Some.OfficeActs, document, hash), new CheckRulebook(Some.OfficeActs, document.Version),
            new RecordDecision(Some.OfficeActs, document.Version, hash, "meeting", new DateOnly(2026, 4, 5), Some.Hash("minutes")), new PublishDraft(Some.OfficeActs, document.Version, hash));
    }

    private static TransferId Transfer(int number, int more = 0) => TransferId.Of(Some.Id(0xb00 + number * 0x100 + more));

    private static SendPoints Send(int number, long hundredths, int more = 0) => new(Actor.Of(Some.Volunteer), Transfer(number, more), Some.Volunteer, "gift", new(hundredths), Some.Neighbour);

    private static CashPoints Cash(int number, long hundredths) => new(Actor.Of(Some.Volunteer), Transfer(number), Some.Volunteer, "claim", new(hundredths));

    /// <summary>Everybody has fifty points.</summary>
    private static Spec Money(RulebookDocument rulebook)
    {
        var (spec, act) = (Spec.Given(Some.Book(rulebook)), 100);
        foreach (var day in Enumerable.Range(1, 5).Select(day => $"2026-04-0{day}"))
            spec = spec.At($"{day}T23:00:00+08:00").And(Some.Record([.. new[] { Some.Volunteer, Some.Spouse, Some.Neighbour }.Select(person => Some.Visit(++act, person, $"{day}T08:00:00+08:00", 600, "patrol"))]), Some.Attest(act - 2, act - 1, act));
        return spec;
    }

    private static readonly OfferId Offer = OfferId.Of(Some.Id(0x340));

    private static RulebookDocument Haircuts(string version, string from, long price, int? perQuarter = null) => Some.Document(version, from) with
    {
        Items = [new Item("haircut", new Title("理发"))],
        Passages = [new Passage("haircut", PassageKind.Redeem, "haircut", Price: new(RulebookParts.Points(price), null), PerPerson: perQuarter is { } times ? new(new Quantity(times, Unit.Times), Window.Quarter) : null)],
    };

    private static RulebookDocument Whole(RulebookDocument plain, long perHour) => plain with
    {
        Measures = [.. plain.Measures!, new Measure("hours", Count: new("amount", null), Whose: [Whose.Person], Window: new(Window.Year, null))],
        Acts = [plain.Acts[0] with { Give = [plain.Acts[0].Give![0] with { Amount = new(default, new Amount(new("minutes", null),
            [new Stage(Over: "hours"), new Stage(Round: Rounding.Down, To: new Quantity(300, Unit.Hours)), new Stage(Per: new Quantity(60, Unit.Hours), Give: RulebookParts.Points(perHour))])) }] }],
    };

    private static (long Got, long In) Standing(Spec spec, string meter) =>
        spec.Journal.Rows.All<MeterRow>().SelectMany(row => row.Value.Lines).SingleOrDefault(line => line.Meter.StartsWith(meter, StringComparison.Ordinal)) is { } line ? (line.Got, line.In ?? 0) : default;
}
