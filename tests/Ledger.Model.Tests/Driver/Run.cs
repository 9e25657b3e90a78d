using Ledger.Api.Tests.Support;
using Ledger.Model;

namespace Ledger.Model.Tests;

/// <summary>How often what was asked, and what came of it.</summary>
internal sealed class Tally
{
    public SortedDictionary<string, int> Kinds { get; } = new(StringComparer.Ordinal);

    /// <summary>From where to where value was moved.</summary>
    public SortedDictionary<string, int> Moves { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, int> Outcomes { get; } = new(StringComparer.Ordinal);

    public static void Count(SortedDictionary<string, int> of, string what) => of[what] = of.GetValueOrDefault(what) + 1;
}

/// <summary>Does steps in the service and in the model, and compares after each.</summary>
internal sealed class Run(World world, int seed, int comparedEvery, Tally tally)
{
    private readonly Dictionary<Ask, (DateTimeOffset At, Reply Reply)> _answers = new(ReferenceEqualityComparer.Instance);
    private readonly Random _elsewhere = new(seed ^ 0x10ad);
    private int _steps;

    public Books Books { get; } = world.Cast.Books();

    /// <exception cref="Difference">They do not say the same.</exception>
    public async Task Do(Step step)
    {
        var comparison = new Comparison(world, Books);
        Tally.Count(tally.Kinds, step.Kind);
        var touched = step switch
        {
            Ask ask => await Ask(ask),
            AskAgain again => await Again(again),
            Wait wait => Wait(wait.Time),
            _ => await Tick(),
        };
        foreach (var person in touched.Where(Books.People.ContainsKey)) await comparison.Balance(person);
        if (++_steps % comparedEvery == 0) await comparison.Everything(_elsewhere, people: 5);
    }

    public Task CompareEverything() => new Comparison(world, Books).Everything(_elsewhere, int.MaxValue);

    public void CountMoves()
    {
        foreach (var move in Books.History.All) Tally.Count(tally.Moves, $"{move.What} moved from {move.From.Split(':')[0]} to {move.To.Split(':')[0]}");
    }

    private async Task<IReadOnlyList<Guid>> Ask(Ask ask)
    {
        var expected = Books.Do(ask.Deed);
        var reply = await world.Send(ask.Deed, ask.Key);
        _answers[ask] = (Books.Now, reply);
        Tally.Count(tally.Outcomes, reply.Problem ?? "accepted");
        Comparison.Answers(expected, reply);
        return expected.Touched.Count > 0 ? expected.Touched : [Books.People.Keys.ElementAt(_elsewhere.Next(Books.People.Count))];
    }

    /// <summary>The same key is the same request: the first answer again, word for word, whatever has changed; with other content it is refused.</summary>
    private async Task<IReadOnlyList<Guid>> Again(AskAgain again)
    {
        if (!_answers.TryGetValue(again.Earlier, out var first) || Books.Now - first.At > TimeSpan.FromDays(80)) return [];
        var deed = again.Earlier.Deed;
        if (Books.MayNotSpeak(deed.By) is { } no)
        {
            Comparison.Answers(Expected.No(no), await world.Send(deed, again.Earlier.Key));
            return [];
        }
        if (!again.Changed || AskAgain.Other(World.Text(deed.Body)) is null)
        {
            var reply = await world.Send(deed, again.Earlier.Key);
            Difference.UnlessEqual("The answer to the same request again", first.Reply.Problem ?? first.Reply.Text, reply.Problem ?? reply.Text);
            return Books.People.Keys.Take(1).ToList();
        }
        var changed = await world.Send(deed, again.Earlier.Key, change: true);
        Comparison.Answers(Expected.No("idempotency-key-reused"), changed);
        return Books.People.Keys.Take(1).ToList();
    }

    private Guid[] Wait(TimeSpan time)
    {
        world.Wait(time);
        Books.Wait(time);
        return [Books.People.Keys.ElementAt(_elsewhere.Next(Books.People.Count))];
    }

    private async Task<IReadOnlyList<Guid>> Tick()
    {
        await world.Tick();
        return Books.Tick();
    }
}
