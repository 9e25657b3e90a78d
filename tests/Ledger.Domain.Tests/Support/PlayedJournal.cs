using System.Text;
using System.Text.RegularExpressions;
using Ledger.Domain.Accounts;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Storage;

namespace Ledger.Domain.Tests.Support;

/// <summary>Plays the journal for one community: reads what is named, asks again, folds, writes, numbers.</summary>
public sealed partial class PlayedJournal
{
    private readonly List<(At At, string Stream, string Name, byte[] Data)> _events = [];
    private StoredRows _rows = new();

    public DateTimeOffset Now { get; set; }

    public StoredRows Rows => _rows;

    /// <summary>Whether commands are sent as the service sends them: the rulebook versions in use are named with them.</summary>
    public bool NamesRulebooks { get; set; }

    /// <summary>How often the last command was asked again.</summary>
    public int FurtherReads { get; private set; }

    public IReadOnlyList<IFact> Facts => [.. _events.Select(stored => DomainJson.ReadFact(stored.Name, stored.Data))];

    public IEnumerable<(string Stream, string Name, byte[] Data)> Events => _events.Select(stored => (stored.Stream, stored.Name, stored.Data));

    public PlayedJournal Copy()
    {
        var copy = new PlayedJournal { Now = Now, NamesRulebooks = NamesRulebooks, _rows = _rows.Copy() };
        copy._events.AddRange(_events);
        return copy;
    }

    public Decision<TResult> Decide<TResult>(ICommand<TResult> command)
    {
        var read = new HashSet<Need>(Needs.Of(command).Named);
        if (NamesRulebooks) read.UnionWith(RulebookVersions.Of(new AllRows(_rows)).Versions.Select(version => new Need(typeof(Rulebook), Rulebook.Key(version.Version), null)));
        for (FurtherReads = 0; ; FurtherReads++)
        {
            var view = new LoadedRows(_rows, read);
            var decision = Ask(command, view);
            if (view.Missed.Count > 0)
            {
                Assert.True(FurtherReads < command.MostReadings, $"{command.GetType().Name} needs a further read after {FurtherReads}: {string.Join(", ", view.Missed.Take(5))}");
                read.UnionWith(view.Missed);
                continue;
            }
            Write(view, decision!);
            return decision!;
        }
    }

    /// <summary>Takes facts in as they are, as if they had been decided earlier.</summary>
    public void Take(Stream stream, IFact fact)
    {
        Fold.Apply(new AllRows(_rows), Append(stream, fact), fact);
    }

    /// <summary>State is one fold of all facts, read back from their stored form: byte for byte.</summary>
    public void CheckFold()
    {
        var again = new StoredRows();
        foreach (var (at, _, name, data) in _events) Fold.Apply(new AllRows(again), at, DomainJson.ReadFact(name, data));
        Assert.Equal(again.Derived(), _rows.Derived());
        CheckLapses();
    }

    /// <summary>The scheduler finds each lot that ends on its day and under its holder, as long as there is something in it and no longer.</summary>
    private void CheckLapses()
    {
        var ending = _rows.All<LotHeld>().Where(row => row.Value.Lot.ExpiresOn is not null).Select(row => (Key: row.Key.Split('|'), row.Value.Lot))
            .Select(row => (LapseDue.Key(Subject.Parse(row.Key[0])!.Value, row.Key[1], row.Lot), row.Key[0], row.Key[1], row.Lot));
        var due = _rows.All<LapseDue>().Select(row => (row.Key, (row.Value.HeldBy ?? row.Value.Person).ToString(), row.Value.Commodity ?? Commodity.Points, row.Value.Lot));
        Assert.Equal(ending.OrderBy(row => row.Item1, StringComparer.Ordinal), due);
    }

    /// <summary>A decision that looked at an unloaded row is discarded, with whatever it threw.</summary>
    private Decision<TResult>? Ask<TResult>(ICommand<TResult> command, LoadedRows view)
    {
        try
        {
            return command.Decide(new Books(view, Now, _events.Count + 1));
        }
        catch (Exception) when (view.Missed.Count > 0)
        {
            return null;
        }
    }

    private void Write<TResult>(LoadedRows view, Decision<TResult> decision)
    {
        if (decision is Decision<TResult>.Accepted accepted)
        {
            view.Commit(true);
            foreach (var fact in accepted.Facts) Append(fact.Stream, fact.Fact);
            return;
        }
        var before = (_rows.Derived(), Facts: _events.Count);
        view.Commit(false);
        Assert.Equal(before, (_rows.Derived(), _events.Count));
    }

    private At Append(Stream stream, IFact fact)
    {
        var (name, data) = (EventNames.Of(fact), DomainJson.Write(fact));
        Assert.Equal(Encoding.UTF8.GetString(data), Encoding.UTF8.GetString(DomainJson.Write(DomainJson.ReadFact(name, data))));
        if (fact is IPostedFact value) CheckLegs(value);
        CheckNobodyIsNamed(name, Encoding.UTF8.GetString(data));
        var at = new At(_events.Count + 1, Now);
        _events.Add((at, stream.Id, name, data));
        return at;
    }

    private static void CheckLegs(IPostedFact fact)
    {
        foreach (var commodity in fact.Legs.GroupBy(leg => leg.Commodity)) Assert.Equal(0, commodity.Sum(leg => leg.Amount));
        Assert.DoesNotContain(fact.Legs, leg => leg.Amount == 0);
        Assert.Equal(fact.Legs.Count, fact.Legs.Select(leg => (leg.Account, leg.Commodity, leg.Lot)).Distinct().Count());
        // What comes in lots is the holder's: he gets a line also when it only passes him by, as what lapsed and is clawed back.
        var own = fact.Legs.Where(leg => fact is IValueFact && leg.Lot is not null).Select(leg => leg.Commodity).Distinct();
        Assert.Equal(own.Order(StringComparer.Ordinal), fact.Entries.Select(entry => entry.Commodity).Order(StringComparer.Ordinal));
    }

    private static void CheckNobodyIsNamed(string name, string json)
    {
        var rest = PublicTitle().Replace(OpaqueId().Replace(json, ""), "");
        Assert.False(LooksPersonal().IsMatch(rest), $"{name} holds what looks like personal data: {json}");
    }

    [GeneratedRegex(@"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|""[0-9a-f]{64}""")]
    private static partial Regex OpaqueId();

    [GeneratedRegex(@"""(zh|en)"":""[^""]*""")]
    private static partial Regex PublicTitle();

    [GeneratedRegex(@"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)\d{17}[\dXx](?!\d)|[^\s""]@[^\s""]|\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex LooksPersonal();
}
