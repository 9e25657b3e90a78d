using Ledger.Model;

namespace Ledger.Model.Tests;

internal sealed partial class Dice
{
    private static readonly string[] Bearers = ["community", "community", "merchant", "donor:rice-shop", "donor:bank"];

    private readonly List<Guid> _holds = [];
    private readonly List<Guid> _offers = [];
    private readonly List<Guid> _refunds = [];

    private Deed HoldSome()
    {
        if (_offers.Count == 0) return OfferSome();
        var rich = _people.Where(person => books.Available(person) > 0).ToList();
        var person = Rarely(8) || rich.Count == 0 ? SomePerson() : One(rich);
        var redemption = Rarely(50) && _holds.Count > 0 ? One(_holds) : NewId(_random);
        var reachable = _offers.TakeLast(12).Where(offer => books.Offers.TryGetValue(offer, out var known) && !known.Withdrawn && known.Terms.Price <= books.Available(person)).ToList();
        var offer = reachable.Count > 0 && !Rarely(4) ? One(reachable) : One(_offers.TakeLast(12).ToList());
        if (reachable.Count == 0 && !Rarely(4)) return AttestSome();
        if (Rarely(100)) offer = NewId(_random);
        var hold = new Hold(Rarely(4) ? Mostly("grid-officer") : person, redemption, person, offer, Rarely(4) ? _random.Next(2, 5) : Rarely(40) ? 100 : 1);
        // What will be refused has no code to come with, and comes rarely.
        if (books.MayHold(hold) || Rarely(6)) _holds.Add(redemption);
        return hold;
    }

    private Deed CounterSome()
    {
        if (_holds.Count == 0) return HoldSome();
        var recent = _holds.TakeLast(40).Where(hold => books.Holds.ContainsKey(hold) || Rarely(8)).ToList();
        if (recent.Count == 0) return HoldSome();
        var open = recent.Where(hold => books.Holds.TryGetValue(hold, out var known) && known.Status == "held").ToList();
        if (open.Count == 0 && !Rarely(4)) return HoldSome();
        var redemption = Rarely(8) || open.Count == 0 ? One(recent) : One(open);
        var merchant = Rarely(20) || !books.Holds.TryGetValue(redemption, out var hold) ? One(cast.Merchants) : hold.Merchant;
        var by = Rarely(30) ? SomePerson() : Rarely(3) ? One(cast.Given.Where(given => given.Merchant == merchant).ToList()).Person : Till(merchant);
        if (Rarely(60)) by = One(cast.Terminals).Terminal;
        var code = new Code(redemption, Rarely(12) ? _random.Next(1, 1000) : 0);
        return Rarely(4) ? new Look(by, merchant, code) : new Capture(by, merchant, code, Rarely(3) ? _random.Next(1, 4) : null);
    }

    private Deed GiveUpSome()
    {
        if (_holds.Count == 0) return HoldSome();
        var open = _holds.TakeLast(25).Where(id => books.Holds.TryGetValue(id, out var known) && known.Status == "held").ToList();
        var redemption = Rarely(40) ? NewId(_random) : open.Count > 0 && !Rarely(5) ? One(open) : One(_holds.TakeLast(25).ToList());
        var hold = books.Holds.GetValueOrDefault(redemption);
        var by = _random.Next(8) switch { 0 => SomePerson(), 1 => Mostly("grid-assistant"), 2 => One(cast.Terminals).Terminal, _ => hold?.Person ?? SomePerson() };
        return new GiveUp(by, redemption, "changed-mind") { WithStaleTag = Rarely() };
    }

    private Deed RefundSome()
    {
        var captured = _holds.TakeLast(150).Where(id => books.Holds.TryGetValue(id, out var known) && known.Status == "captured").ToList();
        if (captured.Count == 0) return CounterSome();
        var redemption = Rarely(10) ? One(_holds) : One(captured);
        var hold = books.Holds.GetValueOrDefault(redemption);
        var refund = Rarely(15) && _refunds.Count > 0 ? One(_refunds) : NewId(_random);
        _refunds.Add(refund);
        var by = Rarely(8) ? SomePerson() : Rarely(3) || hold is null ? Mostly("office") : Till(hold.Merchant);
        return new Refund(by, redemption, refund, Rarely(4) ? _random.Next(1, 5) : 1, Rarely(2), "sold-out");
    }

    private Deed OfferSome()
    {
        var kind = _offers.Count < 4 ? 0 : _random.Next(6);
        if (kind < 3)
        {
            var offer = Rarely(15) && _offers.Count > 0 ? One(_offers) : NewId(_random);
            if (!_offers.Contains(offer)) _offers.Add(offer);
            var deed = new OfferNew(Mostly("office"), offer, Rarely(30) ? NewId(_random) : One(cast.Merchants), SomeTerms());
            // What is refused is not offered to anybody.
            if (!deed.Terms.Fits || deed.Terms.Closes < deed.Terms.Opens || !cast.Merchants.Contains(deed.Merchant) || books.IsShut(deed.Merchant) || !cast.Given.Any(given => given.Person == deed.By && given.Role == "office"))
                if (!books.Offers.ContainsKey(offer)) _offers.Remove(offer);
            return deed;
        }
        var known = Rarely(40) ? NewId(_random) : One(_offers);
        return kind < 5 ? new OfferChange(Mostly("office"), known, SomeTerms()) { WithStaleTag = Rarely() }
            : new OfferEnd(Rarely(2) ? Mostly("office") : Mostly("merchant-clerk"), known, "sold-out") { WithStaleTag = Rarely() };
    }

    private Terms SomeTerms()
    {
        var bearer = Rarely(30) ? "donor:" : One(Bearers);
        var opens = books.Today.AddDays(Rarely(8) ? _random.Next(1, 5) : -_random.Next(30));
        return new Terms(_random.Next(1, 40) * 37, bearer == "merchant" && !Rarely(20) ? 0 : _random.Next(0, 3000), bearer, Rarely(3) ? _random.Next(0, 12) : null, opens,
            Rarely(4) ? opens.AddDays(Rarely(12) ? -1 : _random.Next(0, 60)) : null, Rarely(4) ? _random.Next(1, 4) : null, Rarely(2));
    }
}
