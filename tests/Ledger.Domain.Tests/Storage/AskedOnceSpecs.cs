using Ledger.Domain.Redemptions;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Storage;

/// <summary>What people send all day names all it needs: a decision that lacks a row is asked again, and everybody behind the lock waits for one more reading.</summary>
public sealed class AskedOnceSpecs
{
    private static Spec Book => Spec.Given(NamingRulebooks(Some.WithPoints().Journal)).At("2026-03-01T12:00:00+08:00");

    [Theory]
    [InlineData("2026-03-01T09:00:00+08:00")]
    [InlineData("2026-03-01T09:30:00+08:00")]
    public void An_act_of_another_s_attested_at_once(string end) =>
        Book.When(Some.Record(Some.Visit(1, type: "parcel") with { EndedAt = DateTimeOffset.Parse(end) }) with { Attest = true }).ThenFurtherReads(0);

    [Fact]
    public void An_act_of_one_s_own() => Book.When(Some.Record(Some.Visit(1)) with { By = Actor.Of(Some.Volunteer) }).ThenFurtherReads(0);

    [Fact]
    public void A_hold() => Book.When(Some.Hold(1)).ThenFurtherReads(0);

    /// <summary>Only the code says whose hold it is, and only the hold whose points.</summary>
    [Fact]
    public void A_capture_looks_for_the_hold_and_then_for_its_account() => Book.And(Some.Hold(1)).When(Some.Capture(1)).ThenFurtherReads(2);

    private static PlayedJournal NamingRulebooks(PlayedJournal journal)
    {
        journal.NamesRulebooks = true;
        return journal;
    }
}
