using System.Text;
using Ledger.Domain.Acts;
using Ledger.Domain.Marks;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Checking;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Storage;
using Ledger.Domain.Tests.Support;
using Once = Ledger.Domain.Rulebooks.Document.Once;
using Mark = Ledger.Domain.Rulebooks.Document.Mark;

namespace Ledger.Domain.Tests.Marks;

/// <summary>Marks that would hurt (保密登记): gates read them, and nothing that is stored tells them.</summary>
public sealed class VaultMarkSpecs
{
    private static readonly Title Any = new("标记");
    private static readonly When Poor = new(Fact: "person.mark.poor", Is: true), Grown = new(Fact: "person.age", AtLeast: new Bound("60 years"));
    private static readonly SideRow Row = new(SideKinds.Vault, $"{Some.Volunteer}|mark-1", "Y2lwaGVy");

    private static readonly RulebookDocument Plain = Some.Document() with
    {
        Marks = [new("poor", Any, MarkOf.Person, Kept: KeptIn.Vault), new("trained", Any, MarkOf.Person)],
        Members = new(Earn: new When(Any: [new When(All: [Poor, new When(Fact: "person.age", AtLeast: new Bound("50 years"))]), Grown])),
    };

    [Fact]
    public void What_is_kept_goes_by_unread_and_no_fact_tells_of_it()
    {
        var spec = Spec.Given(Some.Book(Plain)).When(Keep("poor"));
        spec.Then().ThenResult(new MarkIsKept(Some.Volunteer, new(2026, 1, 1)));
        Assert.DoesNotContain("poor", Encoding.UTF8.GetString(DomainJson.Write(new MarkIsKept(Some.Volunteer, new(2026, 1, 1)))));
    }

    [Fact]
    public void Only_those_whom_the_rulebook_names_keep_one_and_not_for_themselves()
    {
        var spec = Spec.Given(Some.Book(Plain));
        spec.When(Keep("poor") with { By = Some.OfficerActs }).ThenRejected(new NotOfTheBody("poor", [Role.Office]));
        spec.When(Keep("poor") with { Person = Some.OfficeWorker }).ThenRejected(new GainsBySigning(Some.OfficeWorker));
        spec.When(Keep("tall")).ThenRejected(new UnknownMark(null, "tall"));
        spec.When(Keep("poor") with { Until = new(2025, 12, 31) }).ThenRejected<PeriodIsEmpty>();
        spec.When(Keep("poor") with { Vault = [] }).ThenRejected(new NotFound("mark", "poor"));
    }

    [Fact]
    public void Each_kind_of_mark_has_its_own_place()
    {
        var spec = Spec.Given(Some.Book(Plain));
        spec.When(Keep("trained")).ThenRejected(new UnknownMark(null, "trained"));
        spec.When(new SetMark(Some.OfficeActs, Subject.Of(Some.Volunteer), "poor")).ThenRejected(new UnknownMark(null, "poor"));
    }

    [Fact]
    public void The_last_line_up_to_a_day_says_whether_a_mark_is_borne()
    {
        KeptMark Line(int number, int day, bool ends = false, int? until = null) => new("poor", number, new(2026, 3, day), until is { } last ? new(2026, 3, last) : null, ends, Some.OfficeWorker);
        KeptMark[] lines = [Line(0, 2), Line(1, 5, ends: true), Line(2, 9, until: 11)];
        int[] borne = [.. Enumerable.Range(1, 14).Where(day => KeptMark.BorneOn(lines, new(2026, 3, day)).Count > 0)];
        Assert.Equal([2, 3, 4, 9, 10, 11], borne);
    }

    [Fact]
    public void A_gate_reads_the_mark_and_the_act_keeps_only_that_it_was_passed()
    {
        var spec = Spec.Given(Some.Book(Plain)).At("2026-03-01T20:00:00+08:00");
        spec.When(Some.Record(Young)).ThenRejected(new NotEligible(Some.Act(1), "/members/earn"));
        spec.When(Some.Record(Young with { VaultMarks = [] })).ThenRejected<NotEligible>();
        spec.And(Some.Record(Young with { VaultMarks = ["poor"] }));
        spec.When(Some.Attest(1)).ThenRejected<NotEligible>();
        var facts = spec.When(Attested("poor")).Facts;
        var read = Assert.Single(Assert.IsType<ActAccrued>(facts[1]).Read!, one => one.Fact.StartsWith("condition."));
        Assert.Equal(1, read.Value);
        Assert.All(spec.Journal.Facts.Where(fact => fact is not RulebookPublished), fact => Assert.DoesNotContain("poor", Encoding.UTF8.GetString(DomainJson.Write(fact))));
    }

    [Fact]
    public void How_a_gate_came_out_stays_when_the_act_is_valued_again()
    {
        var document = Plain with { Acts = [.. Plain.Acts.Select(act => act with { Otherwise = Otherwise.Record })] };
        var spec = Spec.Given(Some.Book(document.Capped(300))).At("2026-03-01T20:00:00+08:00")
            .And(Some.Record(Young, Some.Visit(2, start: "2026-03-01T11:00:00+08:00") with { AgeBand = "50-59" }), Attested("poor"), Some.Attest(2) with { Vault = [new(Some.Act(2), ["poor"])] });
        var adjusted = spec.When(Some.Reverse(1)).Facts.OfType<AccrualAdjusted>().Single();
        Assert.Equal((new Points(100), new Points(100)), (adjusted.Got, adjusted.Points));
    }

    [Fact]
    public void Why_a_gate_kept_something_out_names_the_same_test_whether_the_mark_is_borne_or_not()
    {
        var document = Plain with { Acts = [.. Plain.Acts.Select(act => act with { Otherwise = Otherwise.Record })] };
        var spec = Spec.Given(Some.Book(document)).At("2026-03-01T20:00:00+08:00");
        string[] told = [.. new Code[][] { [], ["poor"] }.Select(marks => spec.When(new PreviewAct(Some.OfficerActs, Young with { AgeBand = "40-49", VaultMarks = marks })).Result.Explained.Skipped[0].Asked.Fact!)];
        Assert.Equal(["person.mark.poor", "person.mark.poor"], told);
    }

    [Theory]
    [MemberData(nameof(Elsewhere))]
    public void A_mark_of_the_vault_stands_nowhere_else(string pointer)
    {
        var found = RulebookChecker.Check(Misused()[pointer]).Findings;
        Assert.Contains(found, finding => (finding.Pointer, finding.Code.Value) == (pointer, "vault-mark-here"));
    }

    public static TheoryData<string> Elsewhere => [.. Misused().Keys];

    private static Dictionary<string, RulebookDocument> Misused()
    {
        var (mark, first) = (Plain.Marks![0], Plain.Acts[0]);
        var needs = new Ladder("stars", Any, Whose.Person, [new("one", Any, [Poor])], new(Judged.Posting, null));
        return new()
        {
            ["/marks/0/of"] = Plain with { Marks = [mark with { Of = MarkOf.Household }] },
            ["/marks/0/value"] = Plain with { Marks = [mark with { Value = new("times", 1, 3) }] },
            ["/marks/0/within"] = Plain with { Marks = [mark with { Within = MarkOf.Household, Most = new Quantity(1, Unit.People) }] },
            ["/members/honour/fact"] = Plain with { Members = new(Honour: Poor) },
            ["/members/earn/fact"] = Plain with { Members = new(Earn: new When(Fact: "person.since.poor", AtLeast: new Bound("1 months"))) },
            ["/bonuses/0/when/fact"] = Plain with { Bonuses = [new("more", Poor, Plus: new Amount(new("act", null), [new Stage(Each: new Quantity(100, Unit.Points))]))] },
            ["/limits/0/when/fact"] = Plain with { Limits = [Plain.Limits![0] with { When = Poor }] },
            ["/ladders/0/levels/0/needs/0/fact"] = Plain with { Ladders = [needs] },
            ["/watches/0/when/fact"] = Plain with { Watches = [new("w", Any, Whose.Person, Poor, new(Moment.Fact, null), Once.Life, [new Effect(Notice: Any)])] },
            ["/acts/0/automatic/on"] = Plain with { Acts = [first with { Automatic = new("mark.poor", Once.Life) }, .. Plain.Acts.Skip(1)] },
            ["/expiry/0/endsWith/0/mark"] = Plain with { Expiry = [Plain.Expiry![0] with { EndsWith = [new("poor", [new Quantity(0, Unit.Days)])] }] },
        };
    }

    private static ActEntry Young => Some.Visit(1) with { AgeBand = "50-59" };

    private static AttestActs Attested(params Code[] marks) => Some.Attest(1) with { Vault = [new(Some.Act(1), marks)] };

    private static KeepMark Keep(Code mark) => new(Some.OfficeActs, Some.Volunteer, mark, null, [Row]);
}
