using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Persons;
using Xunit.Sdk;

namespace Ledger.Domain.Tests.Support;

/// <summary>The little language the specs are written in fails when it should.</summary>
public sealed class SpecTests
{
    private static readonly PersonSuspended Fact = new(Some.Volunteer, "paused");

    [Fact]
    public void The_right_facts_pass() => When(_ => Accept(Fact)).Then(Fact).ThenFacts(typeof(PersonSuspended)).ThenResult("done");

    [Fact]
    public void Other_facts_fail() => Fails(() => When(_ => Accept(Fact)).Then(Fact with { Reason = "other" }));

    [Fact]
    public void A_missing_fact_fails() => Fails(() => When(_ => Accept()).Then(Fact));

    [Fact]
    public void A_fact_too_many_fails() => Fails(() => When(_ => Accept(Fact)).Then());

    [Fact]
    public void Another_result_fails() => Fails(() => When(_ => Accept(Fact)).ThenResult("other"));

    [Fact]
    public void A_refusal_where_facts_were_expected_fails() => Fails(() => When(_ => new NotFound("person", "x")).Then());

    [Fact]
    public void Acceptance_where_a_refusal_was_expected_fails() => Fails(() => When(_ => Accept()).ThenRejected<NotFound>());

    [Fact]
    public void A_refusal_for_another_reason_fails() => Fails(() => When(_ => new NotFound("person", "x")).ThenRejected<NotAllowed>());

    [Fact]
    public void A_refusal_with_other_facts_fails() => Fails(() => When(_ => new NotFound("person", "x")).ThenRejected(new NotFound("person", "y")));

    [Fact]
    public void A_thrown_exception_is_not_swallowed() => Assert.Throws<FormatException>(() => When(_ => throw new FormatException()));

    [Fact]
    public void Given_what_is_refused_fails() => Fails(() => Spec.Given(Some.Usual, Some.Attest(1)));

    [Fact]
    public void A_row_that_was_not_named_is_not_seen_at_first()
    {
        var seen = new List<bool>();
        When(books =>
        {
            seen.Add(books.Find<Person>(Some.Volunteer.ToString()) is not null);
            return Accept();
        }).Then().ThenFurtherReads(1);
        Assert.Equal([false, true], seen);
    }

    [Fact]
    public void A_decision_that_threw_for_want_of_a_row_is_asked_again() =>
        When(books => books.Find<Person>(Some.Volunteer.ToString())!.IsSuspended ? new NotFound("", "") : Accept()).Then().ThenFurtherReads(1);

    [Fact]
    public void Three_further_reads_pass_and_a_fourth_fails()
    {
        When(books => Chain(books, 3)).Then();
        Fails(() => When(books => Chain(books, 4)));
    }

    [Fact]
    public void More_reads_than_said_fail() => Fails(() => When(books => Chain(books, 2)).ThenFurtherReads(1));

    [Fact]
    public void A_range_that_was_not_read_is_asked_again() =>
        When(books => books.StartingWith<RoleHeld>(RoleHeld.Prefix(Some.GridOfficer)).Count == 1 ? Accept() : new NotFound("", "")).Then().ThenFurtherReads(1);

    [Fact]
    public void A_refusal_that_wrote_a_row_which_is_no_guess_counter_fails() => Fails(() => When(books =>
    {
        books.PutSide("x|y", new SideRow("vault", "x", "y"));
        return new NotFound("", "");
    }).ThenRejected<NotFound>());

    [Theory]
    [InlineData("13812345678")]
    [InlineData("11010519491231002X")]
    [InlineData("某某某")]
    [InlineData("someone@example.org")]
    public void A_fact_with_what_looks_like_a_persons_data_fails(string text) => Fails(() => When(_ => Accept(new SignInBound(Some.Volunteer, text))));

    [Fact]
    public void Legs_that_do_not_sum_to_zero_fail() => Assert.ThrowsAny<Exception>(() => When(_ => Accept(Expired(new Leg("expired", Commodity.Points, null, 1)))));

    [Fact]
    public void Value_without_an_entry_number_fails() => Fails(() => When(_ => Accept(Expired(
        new Leg("expired", Commodity.Points, Some.Lot("2026-01-01"), 1), new Leg(AccountName.Available(Some.Volunteer), Commodity.Points, Some.Lot("2026-01-01"), -1)))));

    [Fact]
    public void State_that_is_no_fold_of_facts_fails() => Fails(() => When(books =>
    {
        books.PutSide(Some.Volunteer.ToString(), new Person(Some.Volunteer, Residence.Resident, null, null, true, 7));
        return Accept();
    }));

    private static PointsExpired Expired(params Leg[] legs) => new(Some.Volunteer, [], legs, new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 1));

    private static Decision<string> Chain(Books books, int links)
    {
        for (var link = 1; link <= links; link++)
            if (books.Find<Person>(Some.Person(link).ToString()) is null) return new NotFound("person", $"{link}");
        return Accept();
    }

    private static Decision<string> Accept(params IFact[] facts) => new Made([.. facts]);

    private static Outcome<string> When(Func<Books, Decision<string>> decide) => Spec.Given(Some.Usual).When(new Probe(decide));

    private static void Fails(Action spec) => Assert.ThrowsAny<XunitException>(spec);

    /// <summary>Carries the facts until the probe adds them to the books.</summary>
    private sealed record Made(List<IFact> Facts) : Rejection;

    private sealed record Probe(Func<Books, Decision<string>> Ask) : ICommand<string>
    {
        public Actor By => Actor.Nobody;

        public Decision<string> Decide(Books books)
        {
            if (Ask(books) is not Decision<string>.Rejected { Reason: Made made } answer) return Ask(books);
            foreach (var fact in made.Facts) books.Add(new Stream("probe", "probe"), fact);
            return books.Accept("done");
        }
    }
}
