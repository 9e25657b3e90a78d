using Ledger.Model;

namespace Ledger.Model.Tests;

internal sealed partial class Dice
{
    private static readonly string[] Types = ["patrol", "visit", "parcel", "teach"];
    private static readonly string[] Evidence = ["system-timed", "leader-signed", "back-filled"];
    private static readonly string[] Recorders = ["office", "grid-officer", "grid-assistant", "team-leader"];
    private static readonly int[] Lengths = [0, 10, 45, 60, 100, 120, 180, 240, 300, 480, 720];

    private readonly List<Guid> _acts = [];

    private Record RecordSome()
    {
        var people = Rarely(3) ? Enumerable.Range(0, _random.Next(2, 6)).Select(_ => SomePerson()).Distinct().ToList() : [SomePerson()];
        var own = people.Count == 1 && !Rarely(3);
        var attest = !own && Rarely(3);
        var start = SomeStart();
        var end = start.AddMinutes(Rarely(30) ? -5 : Rarely(30) ? _random.Next(721, 1500) : One(Lengths));
        if (end > books.Now && !Rarely(20)) (start, end) = (start - (end - books.Now), books.Now);
        if (Rarely(60)) start = start.ToOffset(TimeSpan.FromHours(9));
        var parts = people.Select(person => new Part(NewAct(), person, Rarely(6) ? _random.Next(0, 130) : null)).ToList();
        if (Rarely(60)) parts[0] = parts[0] with { Person = NewId(_random) };
        if (Rarely(6)) parts[0] = parts[0] with { Replaces = SomeUndone() };
        return new Record(own ? (Rarely(30) ? SomePerson() : people[0]) : Mostly(Recorders), Rarely(40) ? "unheard-of" : attest && !Rarely(4) ? "parcel" : One(Types), start, end,
            Rarely(50) ? "nowhere" : One(Cast.Nodes), One(Evidence), people.Count == 1 && Rarely(4) ? SomeHash() : null, attest, parts);
    }

    private Guid? SomeUndone()
    {
        var undone = _acts.TakeLast(150).Where(act => books.Acts.TryGetValue(act, out var known) && known.Status is "reversed" or "rejected").ToList();
        return undone.Count == 0 || Rarely(10) ? (_acts.Count == 0 ? null : One(_acts)) : One(undone);
    }

    private DateTimeOffset SomeStart()
    {
        var back = _random.Next(100) switch { < 70 => _random.Next(60, 3 * 1440), < 95 => _random.Next(1440, 25 * 1440), _ => _random.Next(20 * 1440, 200 * 1440) };
        var start = books.Now.ToOffset(TimeSpan.FromHours(8)).AddMinutes(-back);
        return new DateTimeOffset(start.Year, start.Month, start.Day, start.Hour, start.Minute / 5 * 5, 0, start.Offset);
    }

    /// <summary>Out of a few hundred, so that some come twice.</summary>
    private string SomeHash() => _random.Next(300).ToString("x64", System.Globalization.CultureInfo.InvariantCulture);

    private Guid NewAct()
    {
        var act = NewId(_random);
        _acts.Add(act);
        return act;
    }

    private bool AnyWaits => _acts.TakeLast(120).Any(act => books.Acts.TryGetValue(act, out var known) && known.Status == "recorded");

    private Deed AttestSome() => !AnyWaits && !Rarely(8) ? RecordSome() : new Attest(Rarely(25) ? SomePerson() : Mostly(Recorders), SomeActs());

    private Deed RejectSome() => !AnyWaits && !Rarely(8) ? RecordSome() : new Reject(Mostly(Recorders), SomeActs(), "not-there");

    /// <summary>Mostly such as wait to be decided.</summary>
    private List<Guid> SomeActs()
    {
        var recent = _acts.TakeLast(120).ToList();
        var waiting = recent.Where(act => books.Acts.TryGetValue(act, out var known) && known.Status == "recorded").ToList();
        if (Rarely(12) || waiting.Count == 0) waiting = recent;
        var number = Rarely(3) ? _random.Next(1, 8) : 1;
        return waiting.Count == 0 ? [NewId(_random)] : [.. Enumerable.Range(0, number).Select(_ => One(waiting)).Distinct()];
    }
}
