using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Grid;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Acts;

public sealed class RecordActsSpecs
{
    private const string Later = "2026-03-01T12:00:00+08:00";

    private static Spec Book => Spec.Given(Some.Usual).At(Later);

    [Fact]
    public void An_act_is_recorded_with_both_attributions_frozen() => Book.When(Some.Record(Some.Visit(1))).Then(new ActRecorded(
            Some.Act(1), Some.Volunteer, "visit", new DateOnly(2026, 3, 1), DateTimeOffset.Parse("2026-03-01T09:00:00+08:00"), DateTimeOffset.Parse("2026-03-01T09:30:00+08:00"),
            new Minutes(30), new Place(Some.Building, [Some.Root, Some.Grid, Some.Building]), new Belonging(Some.Building, [Some.Root, Some.Grid, Some.Building], Some.Home),
            Evidence.LeaderSigned, null, null, null, null, Some.GridOfficer, By: RecordedAs.Officer))
        .ThenResult(new ActsRecorded([Some.Act(1)], []));

    [Fact]
    public void Somebody_who_belongs_nowhere_is_unattached() => Book.When(Some.Record(Some.Visit(1, Some.Rider)))
        .ThenFact<ActRecorded>(act => Assert.Equal((null, 0, null), (act.Belonging.Node, act.Belonging.Path.Count, act.Belonging.Household)));

    [Fact]
    public void Everybody_records_his_own() => Book.When(Some.Record(Some.Visit(1)) with { By = Actor.Of(Some.Volunteer) }).ThenFacts(typeof(ActRecorded));

    [Fact]
    public void Nobody_records_another_s_without_a_role() => Book.When(Some.Record(Some.Visit(1)) with { By = Actor.Of(Some.Neighbour) }).ThenRejected(new NotAllowed(RecordActs.Recorders));

    [Fact]
    public void Nobody_attests_his_own_by_recording_it() => Book.When(Some.Record(Some.Visit(1, type: "parcel")) with { By = Actor.Of(Some.Volunteer), Attest = true }).ThenRejected<NotAllowed>();

    [Fact]
    public void The_same_act_again_changes_nothing_from_whatever_caller() => Book.And(Some.Record(Some.Visit(1)))
        .When(Some.Record(Some.Visit(1)) with { By = Actor.Of(Some.Volunteer) }).Then().ThenResult(new ActsRecorded([Some.Act(1)], []));

    [Fact]
    public void The_same_act_twice_in_one_request_is_one_act() => Book.When(Some.Record(Some.Visit(1), Some.Visit(1))).ThenFacts(typeof(ActRecorded));

    [Fact]
    public void The_same_act_sent_with_seven_digits_of_a_second_is_the_same_act()
    {
        var precise = Some.Visit(1, start: "2026-03-01T09:00:00.1234567+08:00");
        Book.And(Some.Record(precise)).When(Some.Record(precise)).Then();
    }

    [Fact]
    public void A_tenth_of_a_microsecond_is_no_duration() => Book.When(Some.Record(Some.Visit(1) with
        {
            EndedAt = DateTimeOffset.Parse("2026-03-01T09:00:00.0000004+08:00"),
        })).ThenFact<ActRecorded>(act => Assert.Equal(act.StartedAt, act.EndedAt));

    [Fact]
    public void The_same_act_again_after_the_filing_window_changes_nothing() =>
        Book.And(Some.Record(Some.Visit(1))).At("2026-09-01T12:00:00+08:00").When(Some.Record(Some.Visit(1))).Then();

    [Theory]
    [MemberData(nameof(OtherContents))]
    public void The_same_id_with_other_content_is_refused(string what) => Book.And(Some.Record(Some.Visit(1)))
        .When(Some.Record(Others()[what])).ThenRejected(new IdAlreadyUsed("act", $"{Some.Act(1)}"));

    public static TheoryData<string> OtherContents() => new(Others().Keys);

    [Fact]
    public void Overlapping_acts_of_one_person_are_refused()
    {
        Book.And(Some.Record(Some.Visit(1, minutes: 60))).When(Some.Record(Some.Visit(2, start: "2026-03-01T09:59:00+08:00"))).ThenRejected(new OverlappingAct(Some.Act(2), Some.Act(1)));
        Book.And(Some.Record(Some.Visit(1, minutes: 60))).When(Some.Record(Some.Visit(2, start: "2026-03-01T08:31:00+08:00"))).ThenRejected<OverlappingAct>();
        Book.When(Some.Record(Some.Visit(1, minutes: 60), Some.Visit(2, start: "2026-03-01T09:10:00+08:00"))).ThenRejected(new OverlappingAct(Some.Act(2), Some.Act(1)));
    }

    [Fact]
    public void Acts_that_touch_or_are_another_s_or_last_no_time_do_not_overlap() => Book.And(Some.Record(Some.Visit(1, minutes: 60)))
        .When(Some.Record(Some.Visit(2, start: "2026-03-01T10:00:00+08:00"), Some.Visit(3, start: "2026-03-01T08:30:00+08:00"), Some.Visit(4, Some.Neighbour), Some.Visit(5, minutes: 0)))
        .ThenFacts(typeof(ActRecorded), typeof(ActRecorded), typeof(ActRecorded), typeof(ActRecorded));

    [Fact]
    public void A_rejected_act_frees_its_time_and_its_evidence()
    {
        var hash = Some.Hash("photo");
        Book.And(Some.Record(Some.Visit(1, evidence: hash)), new RejectActs(Some.OfficeActs, [Some.Act(1)], "not-done"))
            .When(Some.Record(Some.Visit(2, evidence: hash))).ThenFacts(typeof(ActRecorded));
    }

    [Fact]
    public void The_same_photo_serves_once_in_whatever_case()
    {
        var hash = Some.Hash("photo");
        Book.And(Some.Record(Some.Visit(1, evidence: hash))).When(Some.Record(Some.Visit(2, Some.Neighbour, evidence: hash))).ThenRejected(new EvidenceAlreadyUsed(Some.Act(2), Some.Act(1)));
        Book.And(Some.Record(Some.Visit(1, evidence: hash))).When(Some.Record(Some.Visit(2, Some.Neighbour, evidence: hash.ToUpperInvariant()))).ThenRejected<EvidenceAlreadyUsed>();
    }

    [Fact]
    public void A_shift_over_midnight_belongs_to_the_day_it_started() => Book
        .When(Some.Record(Some.Visit(1, start: "2026-02-28T22:00:00+08:00", minutes: 480, type: "patrol")))
        .ThenFact<ActRecorded>(act => Assert.Equal((new DateOnly(2026, 2, 28), 480L), (act.OccurredOn, act.Minutes.Count)));

    [Theory]
    [InlineData("2026-03-01T09:00:00+09:00")]
    [InlineData("2026-03-01T01:00:00Z")]
    [InlineData("2026-03-01T09:00:00+08:01")]
    public void A_time_whose_offset_is_not_the_community_s_is_refused(string start)
    {
        var time = DateTimeOffset.Parse(start, styles: System.Globalization.DateTimeStyles.RoundtripKind);
        var act = Some.Visit(1) with { StartedAt = time, EndedAt = time };
        Book.When(Some.Record(act)).ThenRejected(new OffsetDoesNotFitZone("startedAt", time, "Asia/Shanghai"));
        Book.When(Some.Record(Some.Visit(1) with { EndedAt = time })).ThenRejected<OffsetDoesNotFitZone>();
    }

    [Fact]
    public void In_the_hour_lived_twice_both_offsets_fit_and_in_the_hour_never_lived_none()
    {
        var book = Some.Book(zone: "America/New_York");
        Spec.Given(book).At("2026-11-01T12:00:00-05:00")
            .When(Some.Record(Some.Visit(1, start: "2026-11-01T01:30:00-04:00", minutes: 20), Some.Visit(2, start: "2026-11-01T01:30:00-05:00", minutes: 20))).ThenFacts(typeof(ActRecorded), typeof(ActRecorded));
        Spec.Given(book).At("2026-03-08T12:00:00-04:00").When(Some.Record(Some.Visit(1, start: "2026-03-08T02:30:00-05:00", minutes: 0))).ThenRejected<OffsetDoesNotFitZone>();
        Spec.Given(book).At("2026-03-08T12:00:00-04:00").When(Some.Record(Some.Visit(1, start: "2026-03-08T02:30:00-04:00", minutes: 0))).ThenRejected<OffsetDoesNotFitZone>();
    }

    [Fact]
    public void What_has_not_ended_is_not_recorded() => Book.When(Some.Record(Some.Visit(1, start: "2026-03-01T11:30:01+08:00")))
        .ThenRejected(new ActInTheFuture(DateTimeOffset.Parse("2026-03-01T12:00:01+08:00"), Spec.Instant(Later)));

    [Fact]
    public void What_ends_this_instant_is_recorded() => Book.When(Some.Record(Some.Visit(1, start: "2026-03-01T11:30:00+08:00"))).ThenFacts(typeof(ActRecorded));

    [Theory]
    [InlineData(-1, null)]
    [InlineData(1441, null)]
    [InlineData(721, null)]
    [InlineData(30, -1)]
    [InlineData(30, 31)]
    [InlineData(30, int.MaxValue)]
    public void Absurd_minutes_are_refused(int lasted, int? claimed) =>
        Book.When(Some.Record(Some.Visit(1, start: "2026-02-27T09:00:00+08:00", minutes: lasted) with { Minutes = claimed is { } count ? new Minutes(count) : null })).ThenRejected<ImpossibleDuration>();

    [Fact]
    public void Breaks_are_left_out_of_the_minutes() => Book.When(Some.Record(Some.Visit(1, minutes: 30) with { Minutes = new Minutes(20) }))
        .ThenFact<ActRecorded>(act => Assert.Equal(20, act.Minutes.Count));

    public static TheoryData<string, string> AbsurdTimes => new()
    {
        { "0001-01-01T00:00:00+00:00", "0001-01-01T00:00:00+00:00" },
        { "9999-12-31T23:59:59.9999999+00:00", "9999-12-31T23:59:59.9999999+00:00" },
        { "0001-01-01T08:05:00+08:05", "0001-01-01T09:05:00+08:05" },
        { "0001-01-01T08:05:00+08:05", "9999-12-31T23:59:59+08:00" },
        { "0001-01-02T00:00:00-14:00", "0001-01-01T23:00:00+14:00" },
        { "9999-12-31T23:00:00+08:00", "0001-01-01T08:05:00+08:05" },
    };

    [Theory, MemberData(nameof(AbsurdTimes))]
    public void An_absurd_time_is_refused_and_throws_nothing(string start, string end)
    {
        var act = Some.Visit(1) with { StartedAt = DateTimeOffset.Parse(start, styles: System.Globalization.DateTimeStyles.RoundtripKind), EndedAt = DateTimeOffset.Parse(end, styles: System.Globalization.DateTimeStyles.RoundtripKind) };
        Assert.IsType<Decision<ActsRecorded>.Rejected>(Spec.Given(Some.Usual).At(Later).Journal.Decide(Some.Record(act)));
        var old = Some.Book(Some.Document(from: "1900-01-01", filingDays: 366), "America/New_York");
        Assert.IsType<Decision<ActsRecorded>.Rejected>(Spec.Given(old).At(Later).Journal.Decide(Some.Record(act)));
    }

    [Theory]
    [InlineData("2026-03-31T23:59:59+08:00", true)]
    [InlineData("2026-04-01T00:00:00+08:00", false)]
    public void An_act_is_filed_within_so_many_days(string now, bool inTime)
    {
        var outcome = Spec.Given(Some.Usual).At(now).When(Some.Record(Some.Visit(1)));
        if (inTime) outcome.ThenFacts(typeof(ActRecorded));
        else outcome.ThenRejected(new FiledTooLate(new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31)));
    }

    [Fact]
    public void An_act_from_before_the_books_were_opened_can_be_recorded_within_the_window()
    {
        var book = Some.Book(Some.Document(from: "2025-12-01"));
        Spec.Given(book).When(Some.Record(Some.Visit(1, start: "2025-12-20T09:00:00+08:00") with { Place = Some.Root })).ThenFacts(typeof(ActRecorded));
    }

    [Fact]
    public void Refusals_come_in_order()
    {
        var hash = Some.Hash("photo");
        var spec = Book.And(Some.Record(Some.Visit(1, start: "2026-02-20T09:00:00+08:00", evidence: hash)));
        var wrong = new ActEntry(Some.Act(1), Some.Person(99), "nothing", DateTimeOffset.Parse("2026-03-01T13:00:00+09:00"), DateTimeOffset.Parse("2026-03-01T12:00:01+08:00"),
            new Minutes(-1), "nowhere", Evidence.BackFilled, hash, null, null, null);
        var local = DateTimeOffset.Parse("2026-03-01T13:00:00+08:00");
        spec.When(Some.Record(wrong) with { By = Actor.Nobody }).ThenRejected<NotAllowed>();
        spec.When(Some.Record(wrong)).ThenRejected(new NotFound("person", $"{Some.Person(99)}"));
        spec.When(Some.Record(wrong = wrong with { Person = Some.Volunteer })).ThenRejected<OffsetDoesNotFitZone>();
        spec.When(Some.Record(wrong = wrong with { StartedAt = local })).ThenRejected<ActInTheFuture>();
        spec.When(Some.Record(wrong = wrong with { EndedAt = DateTimeOffset.Parse("2026-02-20T09:00:00+08:00") })).ThenRejected<ImpossibleDuration>();
        spec.When(Some.Record(wrong = wrong with { StartedAt = DateTimeOffset.Parse("2026-02-20T08:45:00+08:00"), EndedAt = DateTimeOffset.Parse("2026-02-20T09:20:00+08:00"), Minutes = null })).ThenRejected(new UnknownNode("place", "nowhere"));
        spec.When(Some.Record(wrong = wrong with { Place = Some.Grid })).ThenRejected<IdAlreadyUsed>();
        spec.When(Some.Record(wrong = wrong with { Act = Some.Act(2) })).ThenRejected(new UnknownActType("nothing", "sample-1"));
        spec.When(Some.Record(wrong with { ActType = "patrol", StartedAt = DateTimeOffset.Parse("2026-01-20T08:45:00+08:00"), EndedAt = DateTimeOffset.Parse("2026-01-20T09:20:00+08:00") })).ThenRejected<FiledTooLate>();
        spec.When(Some.Record(wrong = wrong with { ActType = "patrol" })).ThenRejected<OverlappingAct>();
        spec.When(Some.Record(wrong with { StartedAt = local.AddHours(-5), EndedAt = local.AddHours(-4) })).ThenRejected<EvidenceAlreadyUsed>();
    }

    [Fact]
    public void Without_a_rulebook_for_the_day_nothing_is_recorded() => Spec.Given(Some.Book(Some.Document(from: "2026-02-28"))).At(Later)
        .When(Some.Record(Some.Visit(1, start: "2026-02-27T09:00:00+08:00"))).ThenRejected(new NoRulebookInForce(new DateOnly(2026, 2, 27)));

    [Fact]
    public void The_node_must_have_existed_on_the_day_of_the_act() => Spec.Given(Some.Usual)
        .And(new AddNodes(Some.AdministratorActs, [new("new-house", Some.Grid, NodeKind.Building, new Title("新楼"), new DateOnly(2026, 2, 28))])).At(Later)
        .When(Some.Record(Some.Visit(1, start: "2026-02-27T09:00:00+08:00") with { Place = "new-house" })).ThenRejected(new UnknownNode("place", "new-house"));

    [Fact]
    public void One_bad_act_refuses_all() => Book.When(Some.Record(Some.Visit(1), Some.Visit(2, Some.Person(99)))).ThenRejected<NotFound>();

    [Fact]
    public void Thirty_people_are_recorded_and_attested_in_one_request()
    {
        var crowd = Enumerable.Range(500, 30).Select(Some.Person).ToList();
        Spec.Given(Some.Usual, new RegisterPersons(Some.AdministratorActs, [.. crowd.Select(person => Some.New(person))], [])).At(Later)
            .When(Some.Record([.. crowd.Select((person, n) => Some.Visit(n, person, type: "parcel"))]) with { Attest = true })
            .ThenResult(result => Assert.All(result.Posted, line => Assert.Equal(50, line.PointsHundredths.Hundredths))).ThenFurtherReads(2);
    }

    [Fact]
    public void Two_hundred_acts_of_many_people_days_and_rulebook_versions_need_three_further_reads_at_most()
    {
        var spec = Spec.Given(Some.Usual);
        for (var version = 2; version <= 12; version++) spec.And(Some.Publish(Some.Document($"v{version}", new DateOnly(2026, 1, 1).AddDays(version).ToString("yyyy-MM-dd"), filingDays: 366)));
        var acts = Enumerable.Range(0, 200).Select(n =>
            Some.Visit(n, n % 2 == 0 ? Some.Volunteer : Some.Neighbour, start: $"{new DateOnly(2026, 1, 3).AddDays(n % 20):yyyy-MM-dd}T{n / 20 + 8:00}:00:00+08:00", type: "parcel", evidence: Some.Hash($"{n}")));
        spec.At(Later).When(Some.Record([.. acts]) with { Attest = true }).ThenResult(result => Assert.Equal(200, result.Posted.Count)).ThenFurtherReads(3);
    }

    private static Dictionary<string, ActEntry> Others()
    {
        var act = Some.Visit(1);
        return new()
        {
            ["person"] = act with { Person = Some.Neighbour },
            ["type"] = act with { ActType = "patrol" },
            ["start"] = act with { StartedAt = act.StartedAt.AddSeconds(1) },
            ["end"] = act with { EndedAt = act.EndedAt.AddSeconds(1) },
            ["minutes"] = act with { Minutes = new Minutes(20) },
            ["place"] = act with { Place = Some.Grid },
            ["evidence"] = act with { Evidence = Evidence.BackFilled },
            ["photo"] = act with { EvidenceHash = Some.Hash("photo") },
            ["source"] = act with { Source = new Source("order", Some.Id(7)) },
        };
    }
}

public sealed class MicroActSpecs
{
    private static Spec Book => Spec.Given(Some.Usual).At("2026-03-01T12:00:00+08:00");

    private static RecordActs Micro(params ActEntry[] acts) => Some.Record(acts) with { Attest = true };

    [Fact]
    public void A_micro_act_is_recorded_attested_and_posted_in_one_request() => Book.When(Micro(Some.Visit(1, type: "parcel")))
        .ThenFacts(typeof(ActRecorded), typeof(ActAttested), typeof(ActAccrued))
        .ThenResult(new ActsRecorded([Some.Act(1)], [new ActPosted(Some.Act(1), Some.Volunteer, new Minutes(30), new Points(50))]));

    [Fact]
    public void A_micro_act_sent_again_is_not_credited_again()
    {
        Book.And(Micro(Some.Visit(1, type: "parcel"))).When(Micro(Some.Visit(1, type: "parcel"))).ThenFacts();
        Book.When(Micro(Some.Visit(1, type: "parcel"), Some.Visit(1, type: "parcel"))).ThenFacts(typeof(ActRecorded), typeof(ActAttested), typeof(ActAccrued));
    }

    [Fact]
    public void Only_act_types_that_say_so_are_attested_by_their_recorder() => Book.When(Micro(Some.Visit(1))).ThenRejected(new AttesterIsRecorder(Some.Act(1)));

    [Fact]
    public void Never_for_himself_or_his_household()
    {
        Book.When(Micro(Some.Visit(1, Some.GridOfficer, type: "parcel"))).ThenRejected(new AttesterIsDoer(Some.Act(1)));
        Book.And(Some.Grant(Some.Spouse, Role.GridAssistant)).When(Micro(Some.Visit(1, type: "parcel")) with { By = Actor.Of(Some.Spouse) }).ThenRejected(new AttesterSharesHousehold(Some.Act(1)));
    }
}
