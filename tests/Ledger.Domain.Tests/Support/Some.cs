using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Audits;
using Ledger.Domain.Communities;
using Ledger.Domain.Deductions;
using Ledger.Domain.Grid;
using Ledger.Domain.Merchants;
using Ledger.Domain.Offers;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Tests.Support;

/// <summary>Made-up people, shops and rules. Every value is an example (示例).</summary>
internal static class Some
{
    public static readonly PersonId Administrator = Person(1), OfficeWorker = Person(2), GridOfficer = Person(3), TeamLeader = Person(4), Assistant = Person(5),
        Volunteer = Person(10), Spouse = Person(11), Neighbour = Person(12), Rider = Person(13), Owner = Person(20), Clerk = Person(21), Auditor = Person(22);

    public static readonly MerchantId Bakery = MerchantId.Of(Id(0x300)), Barber = MerchantId.Of(Id(0x301));
    public static readonly TerminalId Till = TerminalId.Of(Id(0x310)), BarberTill = TerminalId.Of(Id(0x311));
    public static readonly OfferId Breakfast = OfferId.Of(Id(0x320)), Haircut = OfferId.Of(Id(0x321)), Umbrella = OfferId.Of(Id(0x322));
    public static readonly HouseholdId Home = HouseholdId.Of(Id(0x200));
    public static readonly Code Root = "community", Grid = "grid-1", Building = "building-7";

    public static Guid Id(int number) => new($"6b1f1f0a-0000-4000-8000-{number:x12}");
    public static PersonId Person(int number) => PersonId.Of(Id(0x100 + number));
    public static ActId Act(int number) => ActId.Of(Id(0x10000 + number));
    public static RedemptionId Redemption(int number) => RedemptionId.Of(Id(0x20000 + number));
    public static RefundId Refund(int number) => RefundId.Of(Id(0x30000 + number));
    public static DeductionId Deduction(int number) => DeductionId.Of(Id(0x40000 + number));
    public static string Hash(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));

    public static Actor AdministratorActs => Actor.Of(Administrator);
    public static Actor OfficeActs => Actor.Of(OfficeWorker);
    public static Actor OfficerActs => Actor.Of(GridOfficer);

    public static OpenCommunity Opening(string zone = "Asia/Shanghai", int holdMinutes = 1440) =>
        new(Actor.Operator, new Title("示例社区", "Sample community"), zone, holdMinutes, Root, Administrator, Hash("administrator"), []);

    public static RulebookDocument Document(string version = "sample-1", string from = "2026-01-01", long quantum = 50, long? dailyCap = 1000, int filingDays = 30,
        int longest = 720, Expiry? expiry = null, int? graceDays = null, IReadOnlyList<ActType>? actTypes = null, int? notice = null, long? debtLimit = null) =>
        RulebookParts.Rulebook(version, DateOnly.Parse(from), quantum, filingDays, longest,
            (expiry ?? RulebookParts.Expires(ExpiryKind.AfterYears, CountFrom.Occurred, 1, 30)) is var lasts && graceDays is { } days ? lasts with { Refund = new(RulebookParts.Days(days)) } : lasts,
            [new Board("mutual-aid", new Title("邻里互助")), new Board("safety", new Title("安全生产"))], actTypes ??
            [
                RulebookParts.Act("patrol", "巡逻", "safety", perHour: 100, null),
                RulebookParts.Act("visit", "探访", "mutual-aid", null, each: 200),
                RulebookParts.Act("parcel", "代取包裹", "mutual-aid", null, each: 50, recorderMay: true),
            ]).Capped(dailyCap).Noticed(notice).Owing(debtLimit) with { Deductions = [RulebookParts.Penalty("no-show", "接单未到", "safety", 300)] };

    public static RulebookStamp Stamp => new("sample-1", RulebookParts.HashOf(Document()), Evaluator: 2);

    /// <summary>The counter of the usual document's cap.</summary>
    public static string PersonDay => CompiledRulebook.Of(Document()).Rulebook!.Measures[0].Meter;

    public static PublishRulebook Publish(RulebookDocument document) => new(AdministratorActs, document, RulebookParts.HashOf(document));

    public static NewPerson New(PersonId person, HouseholdId? household = null, Code? node = null) => new(person, Residence.Resident, node ?? Building, household, null);

    public static GrantRole Grant(PersonId person, Role role, MerchantId? merchant = null, string from = "2025-12-01", string? until = null) =>
        new(AdministratorActs, person, role, merchant, DateOnly.Parse(from), until is null ? null : DateOnly.Parse(until));

    public static OfferTerms Terms(long price = 500, long settlement = 300, Bearer? bearer = null, long? stock = null, string opens = "2026-01-01", string? closes = null) =>
        new(new Title("早餐一份"), new Points(price), new Fen(settlement), bearer ?? new Bearer(BearerKind.Community), stock, DateOnly.Parse(opens), closes is null ? null : DateOnly.Parse(closes));

    public static ActEntry Visit(int act, PersonId? person = null, string start = "2026-03-01T09:00:00+08:00", int minutes = 30, string type = "visit", string? evidence = null) =>
        new(Act(act), person ?? Volunteer, type, DateTimeOffset.Parse(start), DateTimeOffset.Parse(start).AddMinutes(minutes), null, Building, Evidence.LeaderSigned, evidence, null, null, null);

    public static RecordActs Record(params ActEntry[] acts) => new(OfficerActs, acts, Attest: false, []);

    public static AttestActs Attest(params int[] acts) => new(Actor.Of(TeamLeader), [.. acts.Select(Act)]);

    public static ReverseAct Reverse(int act, string reason = "wrong-person") => new(OfficeActs, Act(act), reason, null, null);

    public static ProposeDeduction Propose(int deduction, PersonId? person = null, string on = "2026-02-05") =>
        new(OfficerActs, Deduction(deduction), person ?? Volunteer, "no-show", DateOnly.Parse(on), null, []);

    public static DecideDeduction Deduct(int deduction, bool post = true) => new(OfficeActs, Deduction(deduction), post, "seen-by-two");

    public static PlaceHold Hold(int redemption, OfferId? offer = null, long quantity = 1, PersonId? person = null) =>
        new(Actor.Of(person ?? Volunteer), Redemption(redemption), person ?? Volunteer, offer ?? Breakfast, quantity, [Hash($"code {redemption} 0"), Hash($"code {redemption} 1")]);

    public static CardId Card(int number) => CardId.Of(Id(0x40000 + number));

    public static OfflineCaptureId OfflineCapture(int number) => OfflineCaptureId.Of(Id(0x50000 + number));

    /// <summary>An umbrella on paper for the volunteer, printed by the grid assistant; with more codes than the first two for printing again.</summary>
    public static IssueVoucher Voucher(int redemption, OfferId? offer = null, long quantity = 1, PersonId? person = null) =>
        new(Actor.Of(Assistant), Redemption(redemption), person ?? Volunteer, offer ?? Umbrella, quantity, [Hash($"code {redemption} 0"), Hash($"code {redemption} 1")]);

    public static ReprintVoucher Reprint(int redemption) => new(Actor.Of(Assistant), Redemption(redemption), [.. Enumerable.Range(0, 13).Select(attempt => CodeOf(redemption, attempt))]);

    public static CaptureOffline Offline(int capture, int redemption, string capturedAt, long? quantity = null) =>
        new(Actor.At(Till), Bakery, OfflineCapture(capture), CodeOf(redemption), Spec.Instant(capturedAt), quantity);

    public static IssueCard NewCard(int card, PersonId? person = null) => new(Actor.Of(Assistant), Card(card), person ?? Volunteer, [Hash($"card {card} 0"), Hash($"card {card} 1")]);

    public static string CodeOf(int redemption, int attempt) => Hash($"code {redemption} {attempt}");

    public static string CodeOf(int redemption) => Hash($"code {redemption} 0");

    public static CaptureRedemption Capture(int redemption, long? quantity = null) => new(Actor.At(Till), Bakery, CodeOf(redemption), quantity);

    public static RefundRedemption GiveBack(int refund, int redemption, long quantity = 1, bool restock = true) =>
        new(Actor.At(Till), Redemption(redemption), Refund(refund), quantity, restock, "wrong-goods");

    public static Lot Lot(string expires, string board = "mutual-aid", int year = 2026, string bucket = "leader-signed") =>
        new(board, bucket, "community", year, expires == "never" ? null : DateOnly.Parse(expires));

    /// <summary>A community at work: roles, a rulebook, two shops with tills, three offers. It is 1 January 2026, nine in the morning.</summary>
    public static PlayedJournal Book(RulebookDocument? rulebook = null, string zone = "Asia/Shanghai", int holdMinutes = 1440) => Spec.Given(
        Opening(zone, holdMinutes),
        new AddNodes(AdministratorActs, [new(Grid, Root, NodeKind.Grid, new Title("第一网格"), DateOnly.Parse("2025-01-01")), new(Building, Grid, NodeKind.Building, new Title("七号楼"), DateOnly.Parse("2025-01-01"))]),
        new RegisterPersons(AdministratorActs, [
            New(OfficeWorker), New(GridOfficer), New(TeamLeader), New(Assistant), New(Volunteer, Home), New(Spouse, Home), New(Neighbour), New(Owner), New(Clerk), New(Auditor),
            new(Rider, Residence.NonResident, null, null, null)], []),
        new EnrolMerchant(AdministratorActs, Bakery, new Title("示例面包店"), "breakfast", "circle-1"),
        new EnrolMerchant(AdministratorActs, Barber, new Title("示例理发店"), "barber", "circle-1"),
        Grant(OfficeWorker, Role.Office), Grant(GridOfficer, Role.GridOfficer), Grant(TeamLeader, Role.TeamLeader), Grant(Neighbour, Role.CommitteeMember), Grant(Assistant, Role.GridAssistant), Grant(Auditor, Role.Auditor),
        Grant(Owner, Role.MerchantOwner, Bakery), Grant(Clerk, Role.MerchantClerk, Bakery),
        Publish(rulebook ?? Document()),
        new InviteTerminal(AdministratorActs, Bakery, Till, Hash("pair bakery"), 10), new PairTerminal(Actor.Nobody, Hash("pair bakery"), Hash("secret bakery")),
        new InviteTerminal(AdministratorActs, Barber, BarberTill, Hash("pair barber"), 10), new PairTerminal(Actor.Nobody, Hash("pair barber"), Hash("secret barber")),
        new PublishOffer(OfficeActs, Breakfast, Bakery, Terms()), new PublishOffer(OfficeActs, Haircut, Barber, Terms(price: 1500, settlement: 1000)),
        new PublishOffer(OfficeActs, Umbrella, Bakery, Terms(price: 200, settlement: 0, bearer: new Bearer(BearerKind.Merchant), stock: 5))).Journal;

    public static readonly AuditCheckId Check = AuditCheckId.Of(Id(0x800));

    public static OpenAuditCheck OpenCheck(string from = "2026-03-01", string until = "2026-03-31") =>
        new(Actor.Of(Auditor), Check, Auditor, "payables", DateOnly.Parse(from), DateOnly.Parse(until));

    private static readonly Lazy<PlayedJournal> Prepared = new(() => Book());

    /// <summary>The usual book, made once.</summary>
    public static PlayedJournal Usual => Prepared.Value;

    /// <summary>The usual book with so many visits attested for the volunteer, one a day from 1 February: 2 points each.</summary>
    public static Spec WithPoints(int visits = 5, PlayedJournal? book = null)
    {
        var spec = Spec.Given(book ?? Usual);
        for (var n = 0; n < visits; n++)
        {
            var day = new DateOnly(2026, 2, 1).AddDays(n);
            spec.At($"{day:yyyy-MM-dd}T20:00:00+08:00").And(Record(Visit(1000 + n, start: $"{day:yyyy-MM-dd}T09:00:00+08:00")), Attest(1000 + n));
        }
        return spec;
    }
}
