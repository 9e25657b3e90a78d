using Ledger.Model;

namespace Ledger.Model.Tests;

/// <summary>Throws the next step. What it throws is mostly sensible, and sometimes exactly what is forbidden.</summary>
internal sealed partial class Dice(Cast cast, Books books, int seed)
{
    private readonly Random _random = new(seed ^ 0x5eed);
    private readonly List<Ask> _asked = [];
    private readonly List<Guid> _people = [.. cast.People.Select(person => person.Person)];
    private int _keys;

    public Step Next()
    {
        var step = Throw();
        if (step is Ask ask) _asked.Add(ask);
        return step;
    }

    public static Guid NewId(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private Step Throw() => _random.Next(115) switch
    {
        < 17 => Ask(RecordSome()),
        < 31 => Ask(AttestSome()),
        < 33 => Ask(RejectSome()),
        < 37 => Ask(ReverseSome()),
        < 39 => Ask(ObjectSome()),
        < 42 => Ask(DeductSome()),
        < 54 => Ask(HoldSome()),
        < 56 => Ask(VoucherSome()),
        < 67 => Ask(CounterSome()),
        < 69 => Ask(OfflineSome()),
        < 72 => Ask(GiveUpSome()),
        < 76 => Ask(RefundSome()),
        < 77 => Ask(new Suspend(Mostly("office"), SomePerson(), _random.Next(3) > 0, "lost-card") { WithStaleTag = Rarely() }),
        < 79 => Ask(LossSome()),
        < 82 => Ask(OfferSome()),
        < 83 => Ask(OfficeSome()),
        < 84 => Ask(OpenSome()),
        < 86 => Ask(SettleSome()),
        < 87 => Ask(ShelfSome()),
        < 89 => Again(),
        < 92 => new Tick(),
        < 94 => Ask(SettleSome()),
        < 99 => Ask(PeopleSome()),
        < 100 => Ask(_keys > 200 && Rarely(3) ? ShutSome() : ShelfSome()),
        < 106 => Ask(GiveSome()),
        _ => new Wait(SomeTime()),
    };

    private Deed OfficeSome() => _random.Next(6) switch
    {
        < 2 => new Publish(Mostly("office"), SomeRulebook()),
        2 => RegisterSome(),
        3 => CalendarSome(),
        _ => CloseSome(),
    };

    private Ask Ask(Deed deed) => new(deed, $"key-{++_keys}");

    /// <summary>Answers are kept for ninety days.</summary>
    private Step Again()
    {
        if (_asked.Count == 0) return new Tick();
        var earlier = _asked[^(1 + _random.Next(Math.Min(60, _asked.Count)))];
        return _random.Next(4) switch
        {
            // Another key: the id in it decides.
            0 => Ask(earlier.Deed),
            1 => new AskAgain(earlier, Changed: true),
            _ => new AskAgain(earlier, Changed: false),
        };
    }

    private TimeSpan SomeTime()
    {
        var midnight = books.Now.ToOffset(TimeSpan.FromHours(8)) is var local ? new DateTimeOffset(local.Date.AddDays(1), local.Offset) : default;
        var monthEnd = new DateTimeOffset(local.Year, local.Month, 1, 0, 0, 0, local.Offset).AddMonths(1);
        var yearEnd = new DateTimeOffset(local.Year + 1, 1, 1, 0, 0, 0, local.Offset);
        var around = TimeSpan.FromSeconds(_random.Next(3) - 1);
        return _random.Next(100) switch
        {
            < 40 => TimeSpan.FromMinutes(_random.Next(1, 12)),
            < 65 => TimeSpan.FromSeconds(_random.Next(600, 9000)),
            < 70 => TimeSpan.FromMinutes(Cast.HoldMinutes),
            < 82 => Later(midnight + around),
            < 91 => TimeSpan.FromHours(_random.Next(20, 120)),
            < 95 => Later(monthEnd + around),
            < 97 => Later(yearEnd + around),
            _ => TimeSpan.FromDays(_random.Next(8, 50)),
        };

        TimeSpan Later(DateTimeOffset time) => time > books.Now ? time - books.Now : TimeSpan.FromMinutes(1);
    }

    private bool Rarely(int oneIn = 25) => _random.Next(oneIn) == 0;

    private T One<T>(IReadOnlyList<T> of) => of[_random.Next(of.Count)];

    /// <summary>Somebody with the role, or rarely anybody.</summary>
    private Guid Mostly(string role) => Rarely(20) ? SomePerson() : Mostly([role]);

    private Guid Mostly(string[] roles) => Rarely(4) ? One(books.Roles.Where(given => roles.Contains(given.Role)).ToList()).Person : One(cast.Given.Where(given => roles.Contains(given.Role)).ToList()).Person;

    private Guid SomePerson() => One(_people);
}
