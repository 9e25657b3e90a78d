using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Offers;
using Ledger.Domain.Passages;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Acts;

/// <summary>A time bank: who is served pays what who serves gets; nothing is made, and undoing puts everything where it was.</summary>
public sealed class ServingSpecs
{
    private static readonly RulebookDocument Bank = Some.Document(dailyCap: null, debtLimit: 300) is var plain ? plain with
    {
        Acts = [plain.Acts[1] with { When = new(Fact: "act.served", Is: true), Give = [plain.Acts[1].Give![0] with { From = "served" }] }, plain.Acts[2] with { Give = [plain.Acts[2].Give![0] with { Amount = new(default, new(new("act", null), [new(Each: RulebookParts.Points(100))])) }] }],
        Debt = plain.Debt! with { SpendInto = true },
    } : plain;

    [Fact]
    public void Who_was_served_pays_from_what_he_has_and_owes_the_rest()
    {
        var spec = Bankers(Bank);
        spec.When(Some.Attest(1)).ThenFacts(typeof(ActAttested), typeof(ActAccrued), typeof(ActCredited));
        Assert.Equal((200, 0, 100), (Has(spec, Some.Volunteer), Has(spec, Some.Rider), Owes(spec, Some.Rider)));
        Assert.Equal(0, Made(spec));
    }

    [Fact]
    public void Nobody_owes_more_than_the_rulebook_lets_him()
    {
        Bankers(Bank).And(Some.Attest(1), Some.Attest(2)).When(Some.Attest(3)).ThenRejected(new DebtLimitReached(new Points(300), new Points(300), new Points(200)));
        Bankers(Bank with { Debt = null }).When(Some.Attest(1)).ThenRejected(new InsufficientPoints(new Points(100), new Points(200)));
        Bankers(Bank with { Debt = Bank.Debt! with { When = new(Fact: "person.mark.trusted", Is: true) } }).When(Some.Attest(1)).ThenRejected(new InsufficientPoints(new Points(100), new Points(200)));
    }

    [Fact]
    public void An_undone_service_is_paid_back_to_the_lots_it_was_paid_from()
    {
        var spec = Bankers(Bank);
        var before = Of(spec, Some.Rider).Live;
        spec.And(Some.Attest(1), Some.Reverse(1));
        Assert.Equal(before, Of(spec, Some.Rider).Live);
        Assert.Equal((0, 0, 0), (Has(spec, Some.Volunteer), Owes(spec, Some.Rider), Made(spec)));
    }

    [Fact]
    public void What_was_spent_by_who_served_is_owed_by_him_and_what_was_owed_is_let_off()
    {
        var spec = Bankers(Bank).And(Some.Attest(1), Some.Hold(1, Some.Umbrella), Some.Capture(1), Some.Reverse(1));
        Assert.Equal((200, 100, 0), (Owes(spec, Some.Volunteer), Has(spec, Some.Rider), Owes(spec, Some.Rider)));
        Assert.Equal(0, Made(spec));
    }

    [Fact]
    public void Without_anybody_served_nothing_is_given() =>
        Bankers(Bank with { Acts = [Bank.Acts[0] with { When = null }, Bank.Acts[1]] }).And(Some.Record(Some.Visit(9, start: "2026-03-01T18:00:00+08:00")))
            .When(Some.Attest(9)).ThenRejected(new NotEligible(Some.Act(9), "/acts/0/give/0/from"));

    [Fact]
    public void A_pool_gives_what_was_given_into_it_and_never_more_and_what_is_undone_goes_back_into_it()
    {
        Give Gives(int act, long hundredths, string? from) => Bank.Acts[act].Give![0] with { From = from, Amount = new(default, new(new("act", null), [new(Each: RulebookParts.Points(hundredths))])) };
        var spec = Bankers(Bank with { Acts = [Bank.Acts[0] with { Give = [Gives(0, 200, "pool.elders")] }, Bank.Acts[1] with { Give = [Gives(1, 300, null)] }], Passages = [new("elders", PassageKind.Pool)] });
        spec.When(Some.Attest(1)).ThenRejected(new InsufficientPoints(Points.Zero, new Points(200)));
        spec.And(new SendPoints(Actor.Of(Some.Rider), TransferId.Of(Some.Id(0xb01)), Some.Rider, "elders", new Points(300)));
        var (pool, before) = (Subject.Pool("elders"), Of(spec, Subject.Pool("elders")).Live);
        spec.When(Some.Attest(1)).ThenFacts(typeof(ActAttested), typeof(ActAccrued), typeof(ActCredited));
        Assert.Equal((200, 100), (Has(spec, Some.Volunteer), Has(spec, pool)));
        spec.When(Some.Attest(2)).ThenRejected(new InsufficientPoints(new Points(100), new Points(200)));
        spec.And(Some.Reverse(1));
        Assert.Equal(before, Of(spec, pool).Live);
        Assert.Equal((0, 0, 200), (Has(spec, Some.Volunteer), Owes(spec, pool), Made(spec)));
    }

    /// <summary>The volunteer visits the rider three times; two points each. The rider has one point from a parcel.</summary>
    private static Spec Bankers(RulebookDocument bank)
    {
        var spec = Spec.Given(Some.Book(bank with { Marks = [new("trusted", new Title("可信"), MarkOf.Person)] })).At("2026-03-01T22:00:00+08:00").And(Some.Record(Some.Visit(8, Some.Rider, "2026-03-01T06:00:00+08:00", type: "parcel")), Some.Attest(8));
        for (var act = 1; act <= 3; act++) spec.And(Some.Record(Some.Visit(act, start: $"2026-03-01T{8 + act:D2}:00:00+08:00") with { Served = Some.Rider }));
        return spec;
    }

    /// <summary>What came from nowhere beside the parcel, and what passed without arriving: nothing.</summary>
    private static long Made(Spec spec)
    {
        var legs = spec.Journal.Facts.OfType<IValueFact>().SelectMany(fact => fact.Legs).Where(leg => leg.Commodity == "points").ToList();
        foreach (var origin in legs.Where(leg => AccountName.RoleOf(leg.Account) is "sent" or "received").GroupBy(leg => leg.Lot)) Assert.Equal(0, origin.Sum(leg => leg.Amount));
        Assert.Equal(0, legs.Where(leg => leg.Account == AccountName.Reattributed).Sum(leg => leg.Amount));
        return -legs.Where(leg => leg.Account == AccountName.Issued).Sum(leg => leg.Amount) - 100;
    }

    private static Holding Of(Spec spec, Subject holder) => Holding.Of(new Books(new AllRows(spec.Journal.Rows), spec.Journal.Now, 1), holder);

    private static long Has(Spec spec, Subject holder) => Of(spec, holder).Available.Hundredths;

    private static long Owes(Spec spec, Subject holder) => Of(spec, holder).Account.Debt;
}
