using Ledger.Domain.Acts;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Adoption;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Properties;

/// <summary>Whenever a version is published, its windows are those of books that always had it.</summary>
public sealed class FillingProperties
{
    private const int Acts = 24;

    private static readonly PersonId[] People = [Some.Volunteer, Some.Spouse, Some.Neighbour];

    private static readonly RulebookDocument First = Some.Document(quantum: 10, dailyCap: 300, actTypes:
    [
        RulebookParts.Act("help", "帮助", "mutual-aid", perHour: 100, null), RulebookParts.Act("patrol", "巡逻", "safety", perHour: 150, null), RulebookParts.Act("visit", "探访", "safety", null, each: 70),
    ]);

    /// <summary>From 4 March on: a month and a year that bound, one of them of the household, one selected, times, a month valued as a whole; and one act type less.</summary>
    private static readonly RulebookDocument Second = First with
    {
        Version = "v2", EffectiveFrom = new(2026, 3, 4),
        Acts = [First.Acts[0] with { Give = [First.Acts[0].Give![0] with { Amount = new(default, new Amount(new("minutes", null),
            [new Stage(Over: "whole"), new Stage(Round: Rounding.Down, To: new Quantity(90, Unit.Minutes)), new Stage(Per: new Quantity(60, Unit.Hours), Give: RulebookParts.Points(100))])) }] }, First.Acts[1]],
        Measures =
        [
            .. First.Measures!, Counted("month", "points", Whose.Person, Window.Month), Counted("home", "points", Whose.Household, Window.Year), Counted("time", "minutes", Whose.Person, Window.Week),
            Counted("safety", "points", Whose.Community, Window.Month) with { When = new When(Fact: "act.board", In: ["safety"]) }, Counted("times", "acts", Whose.Person, Window.Quarter), Counted("whole", "amount", Whose.Person, Window.Month),
        ],
        Limits =
        [
            .. First.Limits!, new Limit("month", "month", new(RulebookParts.Points(800), null)), new Limit("home", "home", new(RulebookParts.Points(1500), null)),
            new Limit("time", "time", new(RulebookParts.Minutes(600), null), At: CutAt.Input), new Limit("safety", "safety", new(RulebookParts.Points(900), null)),
        ],
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Windows_are_those_of_books_that_always_had_the_version(int seed)
    {
        var script = Script(new Random(seed));
        var at = new Random(seed).Next(1, script.Length);
        var (always, later) = (Play(script, 0), Play(script, at));
        Assert.Equal(Got(always), Got(later));
        Assert.Equal(Windows(always), Windows(later));
        Assert.Contains(Windows(later), line => line.Contains("month~", StringComparison.Ordinal));
    }

    /// <summary>A number attests the act, one below zero undoes it; acts up to 3 March first, and then all others.</summary>
    private static int[] Script(Random random)
    {
        var (script, standing) = (new List<int>(), new List<int>());
        foreach (var act in Enumerable.Range(1, Acts / 2).OrderBy(_ => random.Next()).Concat(Enumerable.Range(Acts / 2 + 1, Acts / 2).OrderBy(_ => random.Next())))
        {
            script.Add(act);
            standing.Add(act);
            if (random.Next(3) > 0) continue;
            var undone = standing[random.Next(standing.Count)];
            standing.Remove(undone);
            script.Add(-undone);
        }
        return [.. script];
    }

    private static Spec Play(int[] script, int publishedAt)
    {
        var random = new Random(script.Sum(step => Math.Abs(step) * 7));
        var entries = Enumerable.Range(1, Acts).Select(act => Entry(act, random)).ToArray();
        var spec = Spec.Given(Some.Book(First)).At("2026-03-03T20:00:00+08:00").And(Some.Record([.. entries.Take(Acts / 2)]));
        var isLate = false;
        for (var step = 0; step < script.Length; step++)
        {
            if (step == publishedAt || (!isLate && script[step] > Acts / 2 && publishedAt > step)) (spec, publishedAt) = (spec.And(Some.Publish(Second)), -1);
            if (!isLate && script[step] > Acts / 2)
            {
                spec = Fill(spec).At("2026-03-10T10:00:00+08:00").And(Some.Record([.. entries.Skip(Acts / 2)]));
                isLate = true;
            }
            else if (publishedAt < 0 && step % 3 == 0) spec = Fill(spec, Some.Act(step));
            spec.And(script[step] > 0 ? Some.Attest(script[step]) : Some.Reverse(-script[step]));
        }
        spec.Journal.CheckFold();
        return spec;
    }

    /// <summary>Up to an act, or all that are left.</summary>
    private static Spec Fill(Spec spec, ActId? to = null)
    {
        if (spec.Journal.Rows.All<RulebookVersions>().Single().Value.Of("v2")?.Filling is not { } filling) return spec;
        if (to is null) return spec.And(new FillMeters(Actor.Scheduler, "v2", Filled.Acts, filling.To, null), new FillMeters(Actor.Scheduler, "v2", Filled.Holds, null, null), new FillMeters(Actor.Scheduler, "v2", Filled.Transfers, null, null), new FillMeters(Actor.Scheduler, "v2", Filled.Deductions, null, null));
        return filling.To is { } last && string.CompareOrdinal(to.ToString(), $"{last}") <= 0 ? spec : spec.And(new FillMeters(Actor.Scheduler, "v2", Filled.Acts, filling.To, to.Value.Value));
    }

    /// <summary>Half of them on 1 to 3 March; of the others some on 2 and 3 March: they come late.</summary>
    private static ActEntry Entry(int act, Random random)
    {
        var (turn, isLate) = act <= Acts / 2 ? (act - 1, false) : (act - 1 - Acts / 2, true);
        var (day, hour) = isLate ? (2 + turn % 6, 14 + turn / 6 * 2) : (1 + turn % 3, 6 + turn / 3 * 2);
        return Some.Visit(act, People[random.Next(People.Length)], $"2026-03-{day:D2}T{hour:D2}:00:00+08:00", 10 * random.Next(3, 13), First.Acts[random.Next(day < 4 ? 3 : 2)].Code.Value);
    }

    private static Measure Counted(Code code, string count, Whose whose, Window window) => new(code, Count: new(count, null), Whose: [whose], Window: new(window, null));

    private static IEnumerable<string> Got(Spec spec) => spec.Journal.Rows.All<Act>().Select(row => $"{row.Key} {row.Value.Status} {row.Value.Accrual?.Points}");

    private static IReadOnlyList<string> Windows(Spec spec) => [.. spec.Journal.Rows.All<MeterRow>()
        .SelectMany(row => row.Value.Lines.Where(line => line.Meters != default).Select(line => $"{row.Key} {line.Meter} {line.Period} {line.With} {line.Meters}")).Order(StringComparer.Ordinal)];
}
