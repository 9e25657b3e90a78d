using Ledger.Model;

namespace Ledger.Model.Tests;

internal sealed partial class Dice
{
    private readonly List<Guid> _gifts = [];

    private Deed GiveSome()
    {
        if (_gifts.Count > 0 && Rarely(3)) return new UndoGift(Mostly("office"), Rarely(30) ? NewId(_random) : One(_gifts.TakeLast(6).ToList()), "wrong-person");
        var rich = _people.Where(person => books.Available(person) > 0).ToList();
        var person = Rarely(12) || rich.Count == 0 ? SomePerson() : One(rich);
        var there = (int)books.Available(person);
        var much = Rarely(8) ? _random.Next(1, 4000) : Math.Max(100, _random.Next(1, there + 2) / 100 * 100);
        var gift = Rarely(30) && _gifts.Count > 0 ? One(_gifts) : NewId(_random);
        var deed = new Give(Rarely(4) ? Mostly("grid-officer") : person, gift, person, Rarely(40) ? NewId(_random) : Rarely(30) ? person : SomePerson(), much);
        // What will be refused is undone rarely.
        if (there >= much || Rarely(6)) _gifts.Add(gift);
        return deed;
    }
}
