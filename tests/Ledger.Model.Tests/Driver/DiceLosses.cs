using Ledger.Model;

namespace Ledger.Model.Tests;

internal sealed partial class Dice
{
    private readonly List<Guid> _offline = [];

    private Deed LossSome()
    {
        var lost = _people.Where(books.IsLost).ToList();
        if (lost.Count > 0 && !Rarely(4)) return new LiftLoss(Mostly(["office", "grid-officer", "grid-assistant"]), One(lost));
        var person = SomePerson();
        return Rarely(10) ? new LiftLoss(Mostly("grid-officer"), person) : new ReportLoss(Rarely(3) ? Mostly("grid-officer") : person, person, One(["phone", "passbook", "card"]));
    }

    private Deed VoucherSome()
    {
        if (HoldSome() is not Hold hold) return GiveUpSome();
        var papers = _holds.TakeLast(60).Where(id => books.Holds.TryGetValue(id, out var known) && known.OnPaper).ToList();
        return papers.Count > 0 && Rarely(3) ? new Reprint(Mostly("grid-officer"), Rarely(10) ? One(_holds) : One(papers)) : hold with { By = Mostly(["office", "grid-officer", "grid-assistant"]), OnPaper = true };
    }

    /// <summary>What a terminal captured while it had no network, in the code's life or beside it.</summary>
    private Deed OfflineSome()
    {
        if (_holds.Count == 0) return CounterSome();
        var recent = _holds.TakeLast(30).Where(books.Holds.ContainsKey).ToList();
        if (recent.Count == 0) return CounterSome();
        var first = books.Holds[One(recent)];
        var same = recent.Where(id => books.Holds[id].Merchant == first.Merchant || Rarely(20)).ToList();
        var lines = Enumerable.Range(0, _random.Next(1, 4)).Select(_ => books.Holds[One(same)]).Prepend(first).Distinct().Select(hold =>
        {
            var id = Rarely(10) && _offline.Count > 0 ? One(_offline) : NewId(_random);
            _offline.Add(id);
            var at = hold.HeldAt.AddSeconds(_random.Next(Rarely(6) ? -600 : 0, Rarely(4) ? 4000 : (int)Math.Clamp((hold.Ends - hold.HeldAt).TotalSeconds, 1, 100_000)));
            var digits = new Code(hold.Id, Rarely(25) ? _random.Next(1, 900) : 0, hold.Prints.Count > 0 && Rarely(3) ? hold.Prints.Count - 1 : hold.Prints.Count);
            return new OfflineLine(id, digits, new DateTimeOffset(at.Ticks - at.Ticks % TimeSpan.TicksPerSecond, at.Offset).ToOffset(TimeSpan.FromHours(8)), Rarely(3) ? _random.Next(1, 4) : null);
        }).DistinctBy(line => line.Id).ToList();
        return new Offline(Rarely(20) ? SomePerson() : Till(first.Merchant), first.Merchant, lines);
    }
}
