using Ledger.Model;

namespace Ledger.Model.Tests;

internal sealed partial class Dice
{
    private static readonly string[] Penalties = ["litter", "noise"];

    private readonly List<Guid> _deductions = [];
    private readonly List<Guid> _openings = [];
    private int _passbooks;

    private Deed ReverseSome()
    {
        var attested = _acts.TakeLast(200).Where(act => books.Acts.TryGetValue(act, out var known) && known.Status == "attested").ToList();
        // Mostly of somebody who has spent it: what is missing then is owed.
        var spent = attested.Where(act => books.Available(books.Acts[act].Part.Person) < books.Acts[act].Got).ToList();
        if (spent.Count > 0 && !Rarely(3)) attested = spent;
        return attested.Count == 0 ? AttestSome() : new Reverse(Mostly("grid-officer"), Rarely(12) ? One(_acts) : One(attested), "wrong-person") { WithStaleTag = Rarely() };
    }

    private Deed ObjectSome()
    {
        var noticed = _acts.TakeLast(200).Where(act => books.Acts.TryGetValue(act, out var known) && known is { Status: "attested", Posted: false }).ToList();
        var disputed = noticed.Where(act => books.Acts[act].Objector is not null).ToList();
        if (disputed.Count > 0 && Rarely(2)) return new Model.Decide(Rarely(3) ? Mostly("office") : Mostly("committee-member"), One(disputed), Rarely(2), "looked-into");
        if (_acts.Count == 0) return RecordSome();
        var act = noticed.Count == 0 || Rarely(10) ? One(_acts) : One(noticed);
        return Rarely(12) ? new Model.Decide(Mostly("committee-member"), act, Rarely(2), "looked-into") : new Objection(Rarely(20) ? One(cast.Terminals).Terminal : SomePerson(), act, "was-not-there");
    }

    private Deed DeductSome()
    {
        if (_deductions.Count == 0 || Rarely(3))
        {
            var deduction = Rarely(15) && _deductions.Count > 0 ? One(_deductions) : NewId(_random);
            _deductions.Add(deduction);
            return new Propose(Mostly("grid-officer"), deduction, SomePerson(), Rarely(20) ? "unheard-of" : One(Penalties), books.Today.AddDays(Rarely(15) ? 1 : -_random.Next(Rarely(6) ? 90 : 10)));
        }
        var some = One(_deductions.TakeLast(15).ToList());
        var known = books.Penalties.GetValueOrDefault(some);
        return _random.Next(6) switch
        {
            0 => new Appeal(Rarely(6) || known is null ? SomePerson() : known.Told.Person, some),
            1 => new Undeduct(Mostly("committee-member"), some, "was-wrong"),
            _ => new Deduct(Rarely(2) ? Mostly("committee-member") : Mostly("office"), some, !Rarely(6), "looked-into"),
        };
    }

    private Deed OpenSome()
    {
        if (_openings.Count == 0 || Rarely(2))
        {
            var opening = Rarely(12) && _openings.Count > 0 ? One(_openings) : NewId(_random);
            if (books.Openings.TryGetValue(opening, out var before) && Rarely(2)) return new Enter(Mostly("office"), opening, before.Papers);
            _openings.Add(opening);
            return new Enter(Mostly("office"), opening, [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => SomePaper()).DistinctBy(paper => paper.Number)]);
        }
        var known = Rarely(30) ? NewId(_random) : One(_openings.TakeLast(6).ToList());
        return Rarely(5) ? new SendBack(Mostly("accountant"), known, "not-the-paper") : new Sign(Rarely(3) ? Mostly("office") : Mostly("accountant"), known);
    }

    private Paper SomePaper()
    {
        var number = Rarely(8) ? $"P-{_random.Next(1, _passbooks + 1)}" : $"P-{++_passbooks}";
        var closed = books.Today.AddDays(Rarely(20) ? 1 : -_random.Next(300));
        var lots = Enumerable.Range(0, _random.Next(1, 4)).Select(_ => new PaperLot(Rarely(25) ? "unheard-of" : One(["safety", "culture"]), closed.Year + (Rarely(20) ? 1 : -_random.Next(3)),
            _random.Next(1, 60) * 50, Rarely(2) ? _random.Next(1, 900) : 0, Rarely(3) ? "leader-signed" : "opening", Rarely(5) ? null : books.Today.AddDays(Rarely(15) ? -3 : _random.Next(0, 400))));
        return new Paper(SomePerson(), number, closed, [.. lots.Distinct()]);
    }

    private Deed CloseSome()
    {
        var open = books.FirstMonth;
        while (books.IsClosed(open)) open = open.AddMonths(1);
        return new CloseMonth(Mostly("accountant"), Rarely(5) ? open.AddMonths(_random.Next(-2, 3)) : open, !Rarely(8));
    }

    private Deed CalendarSome()
    {
        var year = books.Today.Year + _random.Next(2);
        var first = new DateOnly(year, 1, 1);
        return new SetCalendar(Mostly("office"), year, [.. Enumerable.Range(0, 12).Select(_ => first.AddDays(_random.Next(Rarely(60) ? 400 : 365))).Distinct()], [.. Enumerable.Range(0, 8).Select(_ => first.AddDays(_random.Next(365))).Where(day => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday).Distinct()]);
    }
}
