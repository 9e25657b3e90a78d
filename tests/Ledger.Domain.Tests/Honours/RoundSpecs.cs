using Ledger.Domain.Consents;
using Ledger.Domain.Honours;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Honours;

/// <summary>Rounds of a rank: closed once after their period, with certificates for the winners; what changes later is a correction.</summary>
public sealed class RoundSpecs
{
    private static readonly Title Any = new("服务之星");
    private static readonly DateOnly End = new(2026, 2, 28);

    private static Rank Stars(Ties ties = Ties.Share, string top = "1 people", Whose of = Whose.Person, Quantity? atLeast = null, Whose? apart = null, When? where = null) =>
        new("stars", Any, of, new("got"), new(Window.Month, null), Quantity.Parse(top)!.Value, ties, Publishing.Consent, atLeast, where, apart, [new("mug")]);

    private static RulebookDocument With(Rank rank) => Some.Document(dailyCap: null) with
    {
        Measures = [new("got", new("points", null), Whose: [rank.Of], Window: new(Window.Month, null), Status: Standing.Posted)], Items = [new("mug", Any)], Ranks = [rank], Marks = [new("member", Any, MarkOf.Person)],
    };

    /// <summary>Visits of 2 points and patrols of 1, on days of February, in the order of their numbers.</summary>
    private static Spec February(Rank rank, params (PersonId Who, int Day, string Type)[] acts)
    {
        var spec = Spec.Given(Some.Book(With(rank))).At("2026-02-28T20:00:00+08:00");
        for (var number = 0; number < acts.Length; number++)
            spec.And(Some.Record(Some.Visit(number, acts[number].Who, $"2026-02-{acts[number].Day:D2}T{8 + number:D2}:00:00+08:00", minutes: 60, type: acts[number].Type)), Some.Attest(number));
        return spec.At("2026-03-01T00:10:00+08:00");
    }

    private static CountRound Count(string? after = null, string? upTo = null) => new(Actor.Scheduler, "stars", End, after, upTo);

    private static (PersonId, int)[] WonBy(Spec spec) => [.. spec.When(Count()).Facts.OfType<HonourAwarded>().Select(fact => (fact.Subject.Person!.Value, fact.Position))];

    [Fact]
    public void A_round_that_has_ended_is_closed_once_and_its_winners_have_certificates()
    {
        var spec = February(Stars(), (Some.Volunteer, 3, "visit"), (Some.Spouse, 4, "patrol"));
        Assert.Equal([new DueRound("stars", Whose.Person, End, null)], DueRound.All(new Books(new AllRows(spec.Journal.Rows), spec.Journal.Now, 1), new(2026, 3, 1)));
        var awarded = spec.When(Count()).ThenFacts(typeof(RoundCounted), typeof(RoundClosed), typeof(HonourAwarded)).Facts.OfType<HonourAwarded>().Single();
        Assert.Equal(("stars.2026-02.001", Subject.Of(Some.Volunteer), 1, 200L, 10), (awarded.Certificate, awarded.Subject, awarded.Position, awarded.Value, awarded.Check.Length));
        Assert.Equal([new BenefitGiven("mug", 1)], awarded.Benefits!);
        spec.When(Count()).Then();
        Assert.Empty(DueRound.All(new Books(new AllRows(spec.Journal.Rows), spec.Journal.Now, 1), new(2026, 3, 1)));
    }

    [Fact]
    public void A_round_that_still_runs_is_not_closed_and_nobody_but_the_scheduler_closes_one()
    {
        var spec = February(Stars(), (Some.Volunteer, 3, "visit"));
        spec.When(Count() with { To = new DateOnly(2026, 3, 31) }).ThenRejected<NotFound>();
        spec.When(Count() with { To = new DateOnly(2026, 2, 27) }).ThenRejected<NotFound>();
        spec.When(Count() with { By = Some.OfficeActs }).ThenRejected<NotAllowed>();
    }

    [Fact]
    public void Equals_share_their_position_and_all_of_them_win() =>
        Assert.Equal([(Some.Volunteer, 1), (Some.Spouse, 1)], WonBy(February(Stars(), (Some.Volunteer, 3, "visit"), (Some.Spouse, 4, "visit"), (Some.Neighbour, 4, "patrol"))));

    [Fact]
    public void Of_two_with_as_much_the_one_is_first_whose_last_act_was_earlier() =>
        Assert.Equal([(Some.Spouse, 1), (Some.Volunteer, 2)], WonBy(February(Stars(Ties.EarlierLastAct, "2 people"), (Some.Volunteer, 7, "visit"), (Some.Spouse, 6, "visit"), (Some.Neighbour, 4, "patrol"))));

    [Fact]
    public void Of_two_with_as_much_the_one_is_first_who_took_fewer_acts() =>
        Assert.Equal([(Some.Spouse, 1), (Some.Volunteer, 2)], WonBy(February(Stars(Ties.FewerActs, "2 people"), (Some.Volunteer, 3, "patrol"), (Some.Volunteer, 4, "patrol"), (Some.Spouse, 6, "visit"))));

    [Fact]
    public void What_is_drawn_follows_from_a_seed_that_is_written_down()
    {
        var spec = February(Stars(Ties.DrawByHash), (Some.Volunteer, 3, "visit"), (Some.Spouse, 4, "visit"), (Some.Neighbour, 5, "visit"));
        var facts = spec.When(Count()).Facts;
        var seed = facts.OfType<RoundClosed>().Single().Seed;
        var first = new[] { Some.Volunteer, Some.Spouse, Some.Neighbour }.Select(Subject.Of).MinBy(subject => Some.Hash($"{seed}|{subject}"), StringComparer.Ordinal);
        Assert.Equal(first, facts.OfType<HonourAwarded>().Single().Subject);
    }

    [Fact]
    public void Of_per_cent_no_more_win_than_those() =>
        Assert.Equal([(Some.Volunteer, 1)], WonBy(February(Stars(top: "50 %"), (Some.Volunteer, 3, "visit"), (Some.Spouse, 4, "patrol"), (Some.Neighbour, 7, "parcel"))));

    [Fact]
    public void Who_has_less_than_it_takes_or_is_none_of_those_is_not_ranked()
    {
        Assert.Empty(WonBy(February(Stars(atLeast: RulebookParts.Points(300)), (Some.Volunteer, 3, "visit"))));
        Assert.Empty(WonBy(February(Stars(where: new When(Fact: "person.mark.member", Is: true)), (Some.Volunteer, 3, "visit"))));
    }

    [Fact]
    public void Who_is_ranked_apart_wins_in_his_own_node() =>
        Assert.Equal([(Some.Rider, 1), (Some.Volunteer, 1)], WonBy(February(Stars(apart: Whose.Node), (Some.Volunteer, 3, "visit"), (Some.Spouse, 3, "patrol"), (Some.Rider, 3, "patrol"))));

    [Fact]
    public void A_household_is_ranked_by_what_all_of_it_got_together()
    {
        var spec = February(Stars(of: Whose.Household), (Some.Volunteer, 3, "visit"), (Some.Spouse, 4, "visit"), (Some.Neighbour, 3, "visit"));
        var awarded = spec.When(Count()).Facts.OfType<HonourAwarded>().Single();
        Assert.Equal((Subject.Of(Some.Home), 400L), (awarded.Subject, awarded.Value));
    }

    [Fact]
    public void A_round_is_counted_page_by_page_and_a_page_out_of_turn_changes_nothing()
    {
        var spec = February(Stars(top: "2 people"), (Some.Volunteer, 3, "patrol"), (Some.Neighbour, 3, "visit"));
        spec.When(Count(upTo: $"{Some.Volunteer}")).ThenFacts(typeof(RoundCounted)).ThenResult(new RoundIsCounted("stars", End, false));
        spec.And(Count(upTo: $"{Some.Volunteer}")).When(Count(after: $"{Some.Spouse}")).Then();
        var awarded = spec.When(Count(after: $"{Some.Volunteer}")).Facts.OfType<HonourAwarded>();
        Assert.Equal([Subject.Of(Some.Neighbour), Subject.Of(Some.Volunteer)], awarded.Select(fact => fact.Subject));
    }

    [Fact]
    public void What_is_undone_later_changes_a_closed_round_by_a_correction_and_not_before()
    {
        var spec = February(Stars(), (Some.Volunteer, 3, "visit"), (Some.Spouse, 4, "patrol")).And(Count());
        Assert.Empty(spec.When(Some.Reverse(0)).Facts.OfType<HonourWithdrawn>());
        var facts = spec.When(Correct()).ThenFacts(typeof(RoundCounted), typeof(HonourWithdrawn), typeof(HonourAwarded), typeof(RoundCorrected)).Facts;
        Assert.Equal("stars.2026-02.001", facts.OfType<HonourWithdrawn>().Single().Certificate);
        Assert.Equal(("stars.2026-02.002", Subject.Of(Some.Spouse)), facts.OfType<HonourAwarded>().Select(fact => (fact.Certificate, fact.Subject)).Single());
        Assert.Equal([0, 1], new[] { Some.Volunteer, Some.Spouse }.Select(person => new AllRows(spec.Journal.Rows).Find<BenefitLeft>(BenefitLeft.Key(Subject.Of(person).ToString(), "mug"))!.Units));
    }

    [Fact]
    public void What_posts_too_late_for_its_round_counts_in_the_next_and_only_there()
    {
        var spec = February(Stars(), (Some.Volunteer, 3, "visit"), (Some.Spouse, 4, "patrol")).And(Some.Record(Some.Visit(7, Some.Spouse, "2026-02-20T09:00:00+08:00"))).And(Count(), Some.Attest(7));
        Assert.Empty(spec.When(Correct()).Facts.OfType<HonourAwarded>());
        var march = new CountRound(Actor.Scheduler, "stars", new(2026, 3, 31), null, null);
        var awarded = spec.At("2026-04-01T00:10:00+08:00").When(march).Facts.OfType<HonourAwarded>().Single();
        Assert.Equal((Subject.Of(Some.Spouse), 200L, 200L), (awarded.Subject, awarded.Value, awarded.Late));
        Assert.Empty(spec.And(Some.Reverse(7)).When(march).Facts.OfType<HonourAwarded>());
    }

    [Fact]
    public void What_follows_from_several_measures_is_late_in_all_of_them()
    {
        var rulebook = With(Stars() with { By = new("balance") });
        rulebook = rulebook with { Measures = [.. rulebook.Measures!, new("balance", Sum: [new(new("measure.got", null)), new(new("measure.got", null))])] };
        var spec = Spec.Given(Some.Book(rulebook)).At("2026-02-28T20:00:00+08:00").And(Some.Record(Some.Visit(7, Some.Spouse, "2026-02-20T09:00:00+08:00"))).At("2026-03-01T00:10:00+08:00").And(Count(), Some.Attest(7));
        var awarded = spec.At("2026-04-01T00:10:00+08:00").When(new CountRound(Actor.Scheduler, "stars", new(2026, 3, 31), null, null)).Facts.OfType<HonourAwarded>().Single();
        Assert.Equal((400L, 400L), (awarded.Value, awarded.Late));
    }

    [Fact]
    public void A_certificate_that_is_right_stays_when_its_round_is_counted_again()
    {
        var spec = February(Stars(Ties.DrawByHash), (Some.Volunteer, 3, "visit"), (Some.Spouse, 4, "visit")).And(Count());
        spec.When(Correct()).ThenFacts(typeof(RoundCounted), typeof(RoundCorrected));
        spec.When(Correct() with { By = Some.OfficerActs }).ThenRejected<NotAllowed>();
        spec.When(Correct() with { To = new DateOnly(2026, 3, 31) }).ThenRejected(new RoundIsOpen("stars", new(2026, 3, 31)));
    }

    [Fact]
    public void A_round_whose_windows_are_gone_is_not_counted_again() =>
        February(Stars(), (Some.Volunteer, 3, "visit")).And(Count()).At("2027-05-01T09:00:00+08:00").When(Correct()).ThenRejected(new RoundIsTooOld("stars", End));

    [Fact]
    public void The_ranking_of_the_running_round_names_who_has_consented_at_the_position_he_has_among_all()
    {
        var spec = February(Stars(), (Some.Volunteer, 3, "visit")).At("2026-03-02T20:00:00+08:00");
        foreach (var (act, who, type) in new[] { (7, Some.Volunteer, "visit"), (8, Some.Spouse, "patrol") })
            spec.And(Some.Record(Some.Visit(act, who, "2026-03-02T09:00:00+08:00", minutes: 60, type: type)), Some.Attest(act));
        spec.And(new GiveConsent(Actor.Of(Some.Spouse), Some.Spouse, Purpose.PublishName, null, null));
        var published = StandingIs.Published([spec.When(new LookAtStanding(Actor.Nobody, "stars", null, null)).Then().Result]);
        Assert.Equal([(Subject.Of(Some.Spouse), 2)], published.Select(placed => (placed.Entry.Subject, placed.Position)));
    }

    private static CorrectRound Correct() => new(Some.OfficeActs, "stars", End, null, null, "act-undone");
}
