using Ledger.Model;

namespace Ledger.Model.Tests;

internal sealed partial class Dice
{
    private readonly List<Guid> _statements = [];
    private int _references;

    private Deed SettleSome()
    {
        var merchant = One(cast.Merchants);
        if (_statements.Count == 0 || Rarely(3))
        {
            var statement = Rarely(15) && _statements.Count > 0 ? One(_statements) : NewId(_random);
            _statements.Add(statement);
            return new IssueStatement(Rarely(2) ? Mostly("accountant") : Mostly("office"), Rarely(30) ? NewId(_random) : merchant, statement, Books.MonthOf(books.Today).AddMonths(Rarely(8) ? 0 : -_random.Next(1, 3)));
        }
        var id = Rarely(30) ? NewId(_random) : One(_statements.TakeLast(8).ToList());
        var known = books.Statements.GetValueOrDefault(id);
        if (known is not null && !Rarely(25)) merchant = known.Merchant;
        if (known is not null && Rarely(3)) return SayOfStatement(merchant, id);
        var what = Rarely(4) || known is null ? One(["reconciliation", "approval", "payment", "payment-return"])
            : known.Status switch { "issued" or "disputed" => "reconciliation", "reconciled" => "approval", "approved" => "payment", _ => "payment-return" };
        var by = what switch
        {
            "reconciliation" => Rarely(10) ? Mostly("merchant-clerk") : OwnerOf(merchant),
            "approval" => Mostly("accountant"),
            _ => Mostly("cashier"),
        };
        return new Settle(by, merchant, id, what, Rarely(10) ? $"REF-{_random.Next(1, _references + 2):D4}" : $"REF-{++_references:D4}") { WithStaleTag = Rarely() };
    }

    private Deed SayOfStatement(Guid merchant, Guid statement)
    {
        var lines = _holds.Where(hold => books.Money.Any(owed => owed.Redemption == hold && owed.Statement == statement)).ToList();
        if (Rarely(3)) return new Invoice(Rarely(2) ? Mostly("accountant") : OwnerOf(merchant), merchant, statement, $"{_random.Next(1, 60):D8}") { WithStaleTag = Rarely() };
        var disputed = books.Statements[statement].Disputed;
        if (books.Statements[statement].Status == "disputed" && !Rarely(4))
        {
            var refunds = _refunds.Where(refund => books.RefundOf(refund) is { } redemption && (disputed.Contains(redemption) || Rarely(100))).Distinct().ToList();
            return new AnswerDispute(Rarely(2) ? Mostly("office") : Mostly("accountant"), merchant, statement, refunds) { WithStaleTag = Rarely() };
        }
        if (lines.Count == 0 || Rarely(12)) lines = _holds.Count > 0 ? [One(_holds)] : [NewId(_random)];
        return new Dispute(Rarely(10) ? Mostly("office") : OwnerOf(merchant), merchant, statement, [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => One(lines)).Distinct()]) { WithStaleTag = Rarely() };
    }

    private Guid OwnerOf(Guid merchant) => cast.Given.Single(given => given.Role == "merchant-owner" && given.Merchant == merchant).Person;

    /// <summary>Whoever stands behind a merchant's counter; its terminal is nobody any more when it has closed.</summary>
    private Guid Till(Guid merchant) => books.IsShut(merchant) && !Rarely(8) ? OwnerOf(merchant) : cast.Terminals.Single(terminal => terminal.Merchant == merchant).Terminal;

    private Deed ShelfSome()
    {
        if (Rarely(2)) return UndoSome();
        if (_offers.Count == 0) return OfferSome();
        var merchant = One(cast.Merchants);
        var by = Rarely(3) ? Mostly("office") : Rarely(10) ? SomePerson() : Till(merchant);
        if (Rarely(2))
        {
            var from = books.Today.AddDays(Rarely(12) ? -1 : _random.Next(0, 4));
            return new DaysOff(by, merchant, Rarely(3) ? null : (from, from.AddDays(Rarely(12) ? -1 : _random.Next(0, 3))));
        }
        var offer = Rarely(30) ? NewId(_random) : One(_offers);
        return new SoldOut(Rarely(3) || !books.Offers.TryGetValue(offer, out var known) ? by : Till(known.Merchant), offer, Rarely(2), Rarely(2));
    }

    /// <summary>One of them closes, and closes again.</summary>
    private ShutMerchant ShutSome()
    {
        var shut = cast.Merchants.Where(books.IsShut).ToList();
        return new ShutMerchant(Mostly("office"), Rarely(12) ? NewId(_random) : shut.Count > 0 ? shut[0] : One(cast.Merchants));
    }

    private Deed UndoSome()
    {
        var captured = _holds.TakeLast(20).Where(id => books.Holds.TryGetValue(id, out var known) && known.Status == "captured").ToList();
        if (captured.Count == 0) return CounterSome();
        var redemption = Rarely(10) ? One(_holds) : captured[^1];
        var refund = Rarely(15) && _refunds.Count > 0 ? One(_refunds) : NewId(_random);
        _refunds.Add(refund);
        return new UndoCapture(books.Holds.TryGetValue(redemption, out var hold) && !Rarely(10) ? Till(hold.Merchant) : One(cast.Terminals).Terminal, redemption, refund);
    }
}
