using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Communities;
using Ledger.Domain.Grid;
using Ledger.Domain.Merchants;
using Ledger.Domain.Offers;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Adoption;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;
using Ledger.Domain.Settlements;

namespace Ledger.Projections.Tests.Given;

/// <summary>A small community with a grid, a rulebook (示例), two merchants and three offers; and short words for what people do in it.</summary>
internal sealed class Haian
{
    public static readonly PersonId Admin = Id<PersonId>(1), Officer = Id<PersonId>(2), Chen = Id<PersonId>(11), Li = Id<PersonId>(12), Rider = Id<PersonId>(13), Zhou = Id<PersonId>(14), Second = Id<PersonId>(15);
    public static readonly HouseholdId Home = Id<HouseholdId>(21);
    public static readonly MerchantId Breakfast = Id<MerchantId>(31), Repair = Id<MerchantId>(32);
    public static readonly OfferId Bun = Id<OfferId>(41), Key = Id<OfferId>(42), Tea = Id<OfferId>(43);
    public static readonly PersonId[] Volunteers = [Chen, Li, Rider, Zhou];

    private static readonly DateOnly Opened = new(2026, 2, 1);

    private int _made = 1000;

    /// <param name="more">What the rulebook has beyond rates and expiry.</param>
    public Haian(Expiry? expiry = null, int? graceDays = null, string tenant = "haian", Func<RulebookDocument, RulebookDocument>? more = null)
    {
        Book = new Book(tenant);
        var by = Actor.Of(Admin);
        Book.Do(new OpenCommunity(Actor.Operator, new Title("海岸社区"), "Asia/Shanghai", 30, "haian", Admin, new string('a', 64), []));
        Book.Do(new GrantRole(by, Admin, Role.Office, null, Book.Today, null));
        Book.Do(new AddNodes(by, [Node("east", "haian", NodeKind.Area), Node("west", "haian", NodeKind.Area), Node("g1", "east", NodeKind.Grid), Node("g2", "east", NodeKind.Grid), Node("g3", "west", NodeKind.Grid)]));
        Book.Do(new RegisterPersons(by, [Person(Officer, "haian", null), Person(Chen, "g1", Home), Person(Li, "g1", Home), Person(Rider, null, null), Person(Zhou, "g3", null), Person(Second, "west", null)], []));
        Book.Do(new GrantRole(by, Second, Role.Office, null, Book.Today, null));
        Book.Do(new GrantRole(by, Officer, Role.GridOfficer, null, Book.Today, null));
        var rulebook = Rulebook(expiry ?? RulebookParts.Expires(ExpiryKind.AfterYears, CountFrom.Occurred, 1, 7), graceDays);
        rulebook = more?.Invoke(rulebook) ?? rulebook;
        if (rulebook.Passages is not null)
        {
            Book.Do(new DraftRulebook(by, rulebook, RulebookParts.HashOf(rulebook)));
            Book.Do(new CheckRulebook(by, rulebook.Version));
            Book.Do(new RecordDecision(by, rulebook.Version, RulebookParts.HashOf(rulebook), "decided", Book.Today, null));
        }
        Book.Do(new PublishRulebook(by, rulebook, RulebookParts.HashOf(rulebook)));
        foreach (var merchant in new[] { Breakfast, Repair })
        {
            Book.Do(new EnrolMerchant(by, merchant, new Title("示例商户"), "food", "main"));
            Book.Do(new GrantRole(by, Zhou, Role.MerchantClerk, merchant, Book.Today, null));
            Book.Do(new GrantRole(by, Officer, Role.MerchantOwner, merchant, Book.Today, null));
        }
        Book.Do(new GrantRole(by, Admin, Role.Accountant, null, Book.Today, null));
        Book.Do(new GrantRole(by, Rider, Role.Cashier, null, Book.Today, null));
        Publish(Bun, Breakfast, 300, 200, new Bearer(BearerKind.Community));
        Publish(Tea, Breakfast, 100, 0, new Bearer(BearerKind.Merchant));
        Publish(Key, Repair, 500, 800, new Bearer(BearerKind.Donor, "kind-donor"));
        Book.Now = new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    }

    public Book Book { get; }

    public RedemptionId LastHeld { get; private set; }

    public PersonId Register(HouseholdId? home)
    {
        var person = Made<PersonId>();
        Book.Do(new RegisterPersons(Actor.Of(Admin), [Person(person, "g1", home)], []));
        return person;
    }

    public ActId Act(PersonId doer, string type = "meals", int minutes = 60, string place = "g1", int daysAgo = 0, Evidence evidence = Evidence.SystemTimed)
    {
        var act = Record(doer, type, minutes, place, daysAgo, evidence);
        Book.Do(new AttestActs(Actor.Of(Officer), [act]));
        return act;
    }

    public ActId Record(PersonId doer, string type = "meals", int minutes = 60, string place = "g1", int daysAgo = 0, Evidence evidence = Evidence.SystemTimed)
    {
        Book.Now = Book.Now.AddMinutes(minutes + 1);
        var end = Book.Now.ToOffset(TimeSpan.FromHours(8)).AddDays(-daysAgo);
        var act = Made<ActId>();
        Book.Do(new RecordActs(Actor.Of(doer), [new ActEntry(act, doer, type, end.AddMinutes(-minutes), end, null, place, evidence, null, null, null, null)], false, []));
        return act;
    }

    public RedemptionId Hold(PersonId holder, OfferId offer, long quantity = 1)
    {
        var redemption = LastHeld = Made<RedemptionId>();
        Book.Do(new PlaceHold(Actor.Of(holder), redemption, holder, offer, quantity, [CodeOf(redemption)]));
        return redemption;
    }

    public void Capture(RedemptionId redemption, MerchantId merchant, long? quantity = null) =>
        Book.Do(new CaptureRedemption(Actor.Of(Zhou), merchant, CodeOf(redemption), quantity));

    public RefundId Refund(RedemptionId redemption, long quantity)
    {
        var refund = Made<RefundId>();
        Book.Do(new RefundRedemption(Actor.Of(Zhou), redemption, refund, quantity, false, "returned"));
        return refund;
    }

    public StatementId Issue(MerchantId merchant, Month month)
    {
        var statement = Made<StatementId>();
        Book.Do(new IssueStatement(Actor.Of(Admin), merchant, statement, month));
        return statement;
    }

    public void Reconcile(MerchantId merchant, StatementId statement) => Book.Do(new ReconcileStatement(Actor.Of(Officer), merchant, statement, null));

    public void Approve(MerchantId merchant, StatementId statement) => Book.Do(new ApprovePayment(Actor.Of(Admin), merchant, statement, null));

    public void Pay(MerchantId merchant, StatementId statement, string reference) => Book.Do(new MakePayment(Actor.Of(Rider), merchant, statement, reference, null));

    public void Wait(TimeSpan time) => Book.Now += time;

    public TId Made<TId>() where TId : struct, IId<TId> => Id<TId>(++_made);

    public static string CodeOf(RedemptionId redemption) => $"hash-of-{redemption}";

    public static TId Id<TId>(int number) where TId : struct, IId<TId> => TId.Of(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));

    private static NewNode Node(Code node, Code parent, NodeKind kind) => new(node, parent, kind, new Title("示例"), Opened);

    private static NewPerson Person(PersonId id, string? node, HouseholdId? home) => new(id, node is null ? Residence.NonResident : Residence.Resident, node is null ? null : (Code?)new Code(node), home, null);

    private void Publish(OfferId offer, MerchantId merchant, long points, long fen, Bearer bearer) =>
        Book.Do(new PublishOffer(Actor.Of(Admin), offer, merchant, new OfferTerms(new Title("示例"), new Points(points), new Fen(fen), bearer, null, Book.Today, null)));

    private static RulebookDocument Rulebook(Expiry expiry, int? graceDays) => RulebookParts.Rulebook("v1", new DateOnly(2025, 1, 1), 1, 60, 480,
        graceDays is { } days ? expiry with { Refund = new(RulebookParts.Days(days)) } : expiry,
        [new Board("family", new Title("家庭亲子")), new Board("care", new Title("康养护理"))],
        [RulebookParts.Act("meals", "助餐", "care", 1000, null), RulebookParts.Act("reading", "共读", "family", null, 250)]);
}
