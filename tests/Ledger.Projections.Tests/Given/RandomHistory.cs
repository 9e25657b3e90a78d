using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Deductions;
using Ledger.Domain.Marks;
using Ledger.Domain.Offers;
using Ledger.Domain.Openings;
using Ledger.Domain.Passages;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;
using Ledger.Domain.Settlements;

namespace Ledger.Projections.Tests.Given;

/// <summary>
/// A history that the domain accepted, from a seed: people come with a paper passbook, act, late and early, wait for a notice, hold,
/// redeem, also without network, give up, give back, misbehave, wait and lapse, turn out to be registered twice, and go for good.
/// </summary>
internal sealed class RandomHistory
{
    private readonly Random _random;
    private readonly List<RedemptionId> _redemptions = [];
    private readonly List<ActId> _acts = [];
    private readonly List<DeductionId> _deductions = [];
    private readonly List<(MerchantId Merchant, StatementId Statement)> _statements = [];

    private RandomHistory(int seed)
    {
        _random = new Random(seed);
        Haian = new Haian(RulebookParts.Expires((ExpiryKind)_random.Next(3), (CountFrom)_random.Next(2), _random.Next(2), _random.Next(5, 40)), _random.Next(2) == 0 ? null : _random.Next(1, 90), more: Whole);
        Haian.Book.Do(new PublishOffer(Actor.Of(Haian.Admin), Help, Haian.Breakfast, new OfferTerms(new Title("陪伴"), Points.Zero, new Fen(100), new Bearer(BearerKind.Community), null, new DateOnly(2026, 1, 1), null, null, "company")));
    }

    /// <summary>Paid for in hours.</summary>
    public static readonly OfferId Help = new(new Guid("00000000-0000-4000-8000-0000000000ff"));


    public Haian Haian { get; }

    public static int Steps => Environment.GetEnvironmentVariable("LEDGER_TEST_FULL") == "1" ? 3000 : 200;

    /// <summary>Checks something over a random history; a failure names the seed, which <c>LEDGER_TEST_SEED</c> takes.</summary>
    public static async Task Check(Func<Haian, Random, Task> check)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("LEDGER_TEST_SEED"), out var given) ? given : Random.Shared.Next();
        try
        {
            var history = Made(seed);
            await check(history.Haian, history._random);
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"With LEDGER_TEST_SEED={seed}: {error.Message}", error);
        }
    }

    /// <summary>Nothing has happened yet, but that somebody served four times.</summary>
    public static Haian InHours(PersonId person)
    {
        var haian = new RandomHistory(1).Haian;
        for (var act = 0; act < 4; act++) haian.Act(person);
        return haian;
    }

    public static Haian Of(int seed) => Made(seed).Haian;

    private static RandomHistory Made(int seed)
    {
        var history = new RandomHistory(seed);
        for (var step = 0; step < Steps; step++) history.Step();
        history.EndWithStatement();
        return history;
    }

    /// <summary>Short as a history is, it comes to a statement.</summary>
    private void EndWithStatement()
    {
        var guest = Haian.Register(null);
        Haian.Act(guest);
        Haian.Capture(Haian.Hold(guest, Haian.Bun), Haian.Breakfast);
        Haian.Wait(TimeSpan.FromDays(31));
        Haian.Issue(Haian.Breakfast, Month.Of(Haian.Book.Today).Previous);
    }

    private void Step()
    {
        var book = Haian.Book;
        var person = Haian.Volunteers[_random.Next(Haian.Volunteers.Length)];
        switch (_random.Next(18))
        {
            case < 4: Act(person); break;
            case 4 or 5: Hold(person); break;
            case 6 or 7: Capture(Redemption(RedemptionStatus.Held)); break;
            case 8: _ = book.Try(new VoidHold(Actor.Of(Haian.Admin), Redemption(RedemptionStatus.Held), "changed", null)); break;
            case 9: _ = book.Try(new RefundRedemption(Actor.Of(Haian.Zhou), Redemption(RedemptionStatus.Captured), Haian.Made<RefundId>(), _random.Next(1, 3), _random.Next(2) == 0, "returned")); break;
            case 10: Haian.Wait(Pick([TimeSpan.FromMinutes(20), TimeSpan.FromHours(9), TimeSpan.FromDays(3), TimeSpan.FromDays(70)])); break;
            case 11: Give(person); break;
            case 12: Settle(); break;
            case 13 when _acts.Count > 0: _ = book.Try(new ReverseAct(Actor.Of(Haian.Officer), Pick([.. _acts]), "was-elsewhere", null, null)); break;
            case 14: Deduct(person); break;
            case 15: CaptureOffline(); break;
            case 16: _ = book.Try(new PostAccruals(Actor.Scheduler, _acts)); break;
            case 17 when _random.Next(3) == 0: ComeAndGo(person); break;
            default:
                _ = book.Try(new ExpireHold(Actor.Scheduler, Redemption(RedemptionStatus.Held)));
                _ = book.Try(new LapseLots(Actor.Scheduler, person));
                break;
        }
    }

    /// <summary>Issues last month's statement of a merchant, and takes any statement as many steps on as chance has it.</summary>
    private void Settle()
    {
        var (book, merchant, statement) = (Haian.Book, Pick([Haian.Breakfast, Haian.Repair]), Haian.Made<StatementId>());
        if (book.Try(new IssueStatement(Actor.Of(Haian.Admin), merchant, statement, Month.Of(book.Today).Previous)) is Decision<StatementIsIssued>.Accepted) _statements.Add((merchant, statement));
        if (_statements.Count == 0) return;
        var (payee, any) = Pick([.. _statements]);
        if (_random.Next(4) == 0) _ = book.Try(new RecordInvoice(Actor.Of(Haian.Officer), payee, any, $"{_random.Next(100_000_000):D8}", null));
        _ = book.Try(new ReconcileStatement(Actor.Of(Haian.Officer), payee, any, null));
        if (_random.Next(4) == 0) return;
        _ = book.Try(new ApprovePayment(Actor.Of(Haian.Admin), payee, any, null));
        _ = book.Try(new MakePayment(Actor.Of(Haian.Rider), payee, any, $"BANK-{book.Number}", null));
        if (_random.Next(3) == 0) _ = book.Try(new ReturnPayment(Actor.Of(Haian.Rider), payee, any, "returned", null));
    }

    /// <summary>Points for somebody else, money for oneself or for points, or a mark that ends what one has sooner.</summary>
    private void Give(PersonId person)
    {
        var (book, transfer) = (Haian.Book, Haian.Made<TransferId>());
        switch (_random.Next(4))
        {
            case 0:
                _ = book.Try(new SendPoints(Actor.Of(person), transfer, person, "gift", new Points(50 * _random.Next(1, 6)), Pick(Haian.Volunteers)));
                _ = book.Try(new SendPoints(Actor.Of(person), Haian.Made<TransferId>(), person, "hours", new Points(_random.Next(1, 60)), Pick(Haian.Volunteers)));
                if (_random.Next(3) == 0) _ = book.Try(new ReverseTransfer(Actor.Of(Haian.Admin), transfer, "wrong-person"));
                break;
            case 1:
                _ = book.Try(new AskForMoney(Actor.Of(person), transfer, person, "fare"));
                if (_random.Next(4) == 0) _ = book.Try(new DeclineMoney(Actor.Of(person), transfer, person, "not-needed"));
                _ = book.Try(new ApproveMoney(Actor.Of(Haian.Admin), transfer, person));
                _ = book.Try(new PayMoney(Actor.Of(Haian.Rider), transfer, person, $"FARE-{book.Number}"));
                break;
            case 2:
                _ = book.Try(new CashPoints(Actor.Of(person), transfer, person, "cash", new Points(50 * _random.Next(1, 6))));
                _ = book.Try(new ApproveMoney(Actor.Of(Haian.Admin), transfer, person));
                if (_random.Next(2) == 0) _ = book.Try(new DeclineMoney(Actor.Of(Haian.Admin), transfer, person, "account-wrong"));
                else _ = book.Try(new PayMoney(Actor.Of(Haian.Rider), transfer, person, $"CASH-{book.Number}"));
                break;
            default:
                _ = book.Try(new SetMark(Actor.Of(Haian.Admin), person, "away"));
                if (_random.Next(2) == 0) _ = book.Try(new EndMark(Actor.Of(Haian.Admin), person, "away"));
                break;
        }
    }

    private void Deduct(PersonId person)
    {
        _deductions.Add(Haian.Made<DeductionId>());
        _ = Haian.Book.Try(new ProposeDeduction(Actor.Of(Haian.Officer), _deductions[^1], person, "absent", Haian.Book.Today, null, []));
        _ = Haian.Book.Try(new DecideDeduction(Actor.Of(Haian.Admin), _deductions[^1], true, "absent"));
        if (_random.Next(2) == 0) _ = Haian.Book.Try(new ReverseDeduction(Actor.Of(Haian.Admin), Pick([.. _deductions]), "was-there"));
    }

    private void CaptureOffline()
    {
        var id = Redemption(Pick([RedemptionStatus.Held, RedemptionStatus.Expired]));
        if (Haian.Book.States.Find<Redemption>(id.ToString()) is { } redemption)
            _ = Haian.Book.Try(new CaptureOffline(Actor.Of(Haian.Zhou), redemption.Placed.Merchant, Haian.Made<OfflineCaptureId>(), Haian.CodeOf(id),
                redemption.HeldAt.AddMinutes(_random.Next(25)), Pick<long?>([null, 1])));
    }

    /// <summary>Somebody with a paper passbook and a code in the hand is registered, and soon found to be one of the others, moves away or dies.</summary>
    private void ComeAndGo(PersonId other)
    {
        var (book, office, second) = (Haian.Book, Actor.Of(Haian.Admin), Actor.Of(Haian.Second));
        var (newcomer, opening, closed) = (Haian.Register(Haian.Home), Haian.Made<OpeningId>(), book.Today.AddDays(-1));
        book.Do(new EnterOpening(office, opening, [new PassbookEntry(1, $"passbook-{opening}", newcomer, closed, [new OpeningLot("care", OpeningLot.Usual, closed.Year, null, new Points(1000), new Minutes(90))])], []));
        book.Do(new SignOpening(second, opening));
        Act(newcomer);
        Hold(newcomer);
        switch (_random.Next(3))
        {
            case 0:
                book.Do(new MergePersons(office, other, newcomer, [], []));
                book.Do(new MergePersons(second, other, newcomer, [], []));
                break;
            case 1: book.Do(new CloseAccount(office, newcomer, CloseReason.MovedAway, Haian.Chen)); break;
            default:
                book.Do(new CloseAccount(office, newcomer, CloseReason.Death, null));
                book.Do(new NameHeir(office, newcomer, Haian.Chen, new string('e', 64)));
                book.Do(new NameHeir(second, newcomer, Haian.Chen, new string('e', 64)));
                break;
        }
    }

    private static RulebookDocument Whole(RulebookDocument rates) => rates.Capped(1500).Owing(2000) with
    {
        Deductions = [RulebookParts.Penalty("absent", "缺席", "care", 300)],
        Closing = new ClosingRules(Rest.Family, Rest.Family),
        Marks = [new("away", new Title("外出"), MarkOf.Person)],
        Expiry = [.. rates.Expiry!.Select(entry => entry with { EndsWith = [new("away", [new Quantity(20, Unit.Days)])] })],
        Commodities = [.. rates.Commodities, new("hours", new Title("时间币"), "h", new Quantity(1, Unit.Minutes), Spendable: true)],
        Items = [new("company", new Title("陪伴"))],
        Passages = [new Passage("gift", PassageKind.Gift), new Passage("hours", PassageKind.Gift, Commodity: "hours"), new Passage("company", PassageKind.Service, "company", Price: new(new Quantity(15, Unit.Minutes), null)), new Passage("cash", PassageKind.Cash, Face: new(RulebookParts.Points(100), new Quantity(100, Unit.Yuan))), new Passage("fare", PassageKind.Subsidy, Price: new(new Quantity(500, Unit.Yuan), null), PerPerson: new(new Quantity(1, Unit.Times), Window.Month))],
        Acts = [.. rates.Acts.Select(WithHours), RulebookParts.Act("talk", "宣讲", "family", null, 400, notice: 2), ForHousehold(RulebookParts.Act("sweep", "清扫", "family", null, 200))],
    };

    private static ActType WithHours(ActType act) => act with { Give = [.. act.Give!, new(new("hours"), new(default, new(new("minutes", null))))] };

    private static ActType ForHousehold(ActType act) => act with { Give = [act.Give![0] with { Into = new("points", Holder: Holder.Household) }] };

    private void Act(PersonId doer)
    {
        Haian.Wait(TimeSpan.FromMinutes(_random.Next(1, 60)));
        var end = Haian.Book.Now.ToOffset(TimeSpan.FromHours(8)).AddDays(-_random.Next(40));
        var act = Haian.Made<ActId>();
        _acts.Add(act);
        var entry = new ActEntry(act, doer, Pick<Code>(["meals", "reading", "talk", "sweep"]), end.AddMinutes(-_random.Next(0, 200)), end, null,
            Pick<Code>(["haian", "east", "g1", "g2", "g3"]), (Evidence)_random.Next(3), null, null, null, null);
        _ = Haian.Book.Try(new RecordActs(Actor.Of(doer), [entry], false, []));
        _ = Haian.Book.Try(new AttestActs(Actor.Of(Haian.Officer), [act]));
    }

    private void Hold(PersonId holder)
    {
        var redemption = Haian.Made<RedemptionId>();
        _redemptions.Add(redemption);
        _ = Haian.Book.Try(new PlaceHold(Actor.Of(holder), redemption, holder, Pick([Haian.Bun, Haian.Tea, Haian.Key, Help]), _random.Next(1, 4), [Haian.CodeOf(redemption)]));
    }

    private void Capture(RedemptionId redemption)
    {
        var merchant = Haian.Book.States.Find<Redemption>(redemption.ToString())?.Placed.Merchant ?? Haian.Repair;
        _ = Haian.Book.Try(new CaptureRedemption(Actor.Of(Haian.Zhou), merchant, Haian.CodeOf(redemption), Pick<long?>([null, 1])));
    }

    /// <summary>Mostly one that stands so; sometimes any, or one that never was.</summary>
    private RedemptionId Redemption(RedemptionStatus status)
    {
        var fitting = _redemptions.Where(id => _random.Next(5) == 0 || Haian.Book.States.Find<Redemption>(id.ToString())?.Status == status).ToList();
        return fitting.Count == 0 ? Haian.Made<RedemptionId>() : fitting[_random.Next(fitting.Count)];
    }

    private T Pick<T>(T[] from) => from[_random.Next(from.Length)];
}
