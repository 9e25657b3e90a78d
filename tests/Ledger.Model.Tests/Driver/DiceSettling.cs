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
        var what = Rarely(4) || known is null ? One(["reconciliation", "approval", "payment", "payment-return"])
            : known.Status switch { "issued" => "reconciliation", "reconciled" => "approval", "approved" => "payment", _ => "payment-return" };
        var by = what switch
        {
            "reconciliation" => Rarely(10) ? Mostly("merchant-clerk") : cast.Given.Single(given => given.Role == "merchant-owner" && given.Merchant == merchant).Person,
            "approval" => Mostly("accountant"),
            _ => Mostly("cashier"),
        };
        return new Settle(by, merchant, id, what, Rarely(10) ? $"REF-{_random.Next(1, _references + 2):D4}" : $"REF-{++_references:D4}") { WithStaleTag = Rarely() };
    }

    private Deed ShelfSome()
    {
        if (Rarely(2)) return UndoSome();
        if (_offers.Count == 0) return OfferSome();
        var merchant = One(cast.Merchants);
        var by = Rarely(3) ? Mostly("office") : Rarely(10) ? SomePerson() : cast.Terminals.Single(terminal => terminal.Merchant == merchant).Terminal;
        if (Rarely(2))
        {
            var from = books.Today.AddDays(Rarely(12) ? -1 : _random.Next(0, 4));
            return new DaysOff(by, merchant, Rarely(3) ? null : (from, from.AddDays(Rarely(12) ? -1 : _random.Next(0, 3))));
        }
        var offer = Rarely(30) ? NewId(_random) : One(_offers);
        return new SoldOut(Rarely(3) || !books.Offers.TryGetValue(offer, out var known) ? by : cast.Terminals.Single(terminal => terminal.Merchant == known.Merchant).Terminal, offer, Rarely(2), Rarely(2));
    }

    private Deed UndoSome()
    {
        var captured = _holds.TakeLast(20).Where(id => books.Holds.TryGetValue(id, out var known) && known.Status == "captured").ToList();
        if (captured.Count == 0) return CounterSome();
        var redemption = Rarely(10) ? One(_holds) : captured[^1];
        var refund = Rarely(15) && _refunds.Count > 0 ? One(_refunds) : NewId(_random);
        _refunds.Add(refund);
        return new UndoCapture(books.Holds.TryGetValue(redemption, out var hold) && !Rarely(10) ? cast.Terminals.Single(terminal => terminal.Merchant == hold.Merchant).Terminal : One(cast.Terminals).Terminal, redemption, refund);
    }
}
