using Ledger.Model;

namespace Ledger.Model.Tests;

internal sealed partial class Dice
{
    private static readonly string[] Expiries = ["never", "after-years", "year-end", "year-end"];

    private static readonly string[] Rests = ["lapse", "pool", "family", "family"];

    private int _versions;

    private Register RegisterSome()
    {
        var person = Rarely(10) ? SomePerson() : NewId(_random);
        var home = Rarely(2) ? One(cast.People).Home : null;
        var deed = new Register(Mostly("grid-officer"), person, Rarely(15) ? Cast.SubjectOf(SomePerson()) : Cast.SubjectOf(person), home, Rarely(12) ? "nowhere" : Rarely(5) ? null : One(Cast.Nodes));
        if (!_people.Contains(person) && deed.Node != "nowhere" && deed.Subject == Cast.SubjectOf(person) && cast.Given.Any(given => given.Person == deed.By && given.Role == "grid-officer")) _people.Add(person);
        return deed;
    }

    /// <summary>Other rates, caps and expiry, from a coming day on; sometimes one that contradicts itself or comes too late.</summary>
    private Rulebook SomeRulebook()
    {
        if (Rarely(10)) return One(books.Rulebooks);
        var quantum = One([1L, 10L, 50L, 100L]);
        List<ActKind> kinds =
        [
            new("patrol", "safety", _random.Next(1, 20) * 60, null, Rarely(4)), new("visit", "culture", null, _random.Next(0, 500), Rarely(4)), new("parcel", "culture", null, _random.Next(1, 200), !Rarely(4)),
            new("teach", "learning", _random.Next(1, 1000), null, false),
        ];
        if (Rarely(6)) kinds.RemoveAt(_random.Next(kinds.Count));
        if (Rarely(15)) kinds.Add(kinds[0]);
        if (Rarely(15)) kinds[0] = kinds[0] with { Each = 100 };
        if (Rarely(3)) kinds[^1] = kinds[^1] with { Notice = _random.Next(0, 6) };
        var version = Rarely(15) ? One(books.Rulebooks).Version : $"v{++_versions}";
        return new(version, books.Today.AddDays(Rarely(10) ? -_random.Next(3) : _random.Next(1, 40)), quantum, Rarely(4) ? null : _random.Next(0, 60) * 100 + (Rarely(12) ? 7 : 0), _random.Next(5, 60),
            Rarely(3) ? 480 : 720, One(Expiries), Rarely(2) ? "booked" : "occurred", _random.Next(2), _random.Next(40), Rarely(2) ? null : _random.Next(1, 30), kinds)
        {
            Notice = Rarely(4) ? _random.Next(1, 6) : null,
            IdleDays = Rarely(3) ? _random.Next(20, 120) : null,
            Gifts = Rarely(4) ? null : new GiftRule(!Rarely(3), Rarely(2) ? _random.Next(1, 30) * 100 : null),
            HomeCap = Rarely(3) ? _random.Next(10, 200) * 100 : null,
            MonthCap = Rarely(2) ? _random.Next(5, 120) * 100 + (Rarely(20) ? 3 : 0) : null,
            DebtLimit = Rarely(2) ? _random.Next(0, 3000) : null,
            Penalties = [new("litter", "safety", _random.Next(1, 8) * 100), new("noise", "culture", _random.Next(1, 20) * 100)],
            Closing = Rarely(3) ? null : (One(Rests), One(Rests)),
            UndoMinutes = Rarely(2) ? _random.Next(0, 60) : null,
            CounterSaid = Rarely(3) ? null : new CounterRules(_random.Next(1, 40), Rarely(6) ? 0 : _random.Next(1, 100), _random.Next(0, 30), _random.Next(0, 60) * 500),
        };
    }
}
