using Ledger.Domain.Acts;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Properties;

/// <summary>The books after any undoing are those in which the undone acts had never been attested: act by act, and window by window.</summary>
public sealed class RecountingProperties
{
    private const int Acts = 16;

    private static readonly PersonId[] People = [Some.Volunteer, Some.Spouse, Some.Neighbour];
    private static readonly Subject Pool = Subject.Pool("elders");
    private static readonly string[] Types = ["help", "patrol", "teach", "guard"];

    /// <summary>A day, a board's month, a household's month and an activity of all that cross each other, limits on what enters and on how often, a month valued as a whole and a day by its best; ten days that repeat, a day by when it is booked, and a pool for what is over.</summary>
    private static readonly RulebookDocument Rulebook = Some.Document(quantum: 10, dailyCap: 300, actTypes:
    [
        RulebookParts.Act("help", "帮助", "mutual-aid", perHour: 100, null), RulebookParts.Act("patrol", "巡逻", "safety", perHour: 150, null),
        new ActType("teach", new Title("义教"), "mutual-aid", Give: [new Give(new Into("points"), new(default, new Amount(new("minutes", null),
            [new Stage(Over: "taught"), new Stage(Round: Rounding.Down, To: new Quantity(90, Unit.Minutes)), new Stage(Per: new Quantity(60, Unit.Hours), Give: RulebookParts.Points(100))])))]),
        new ActType("guard", new Title("值守"), "safety", Give: [new Give(new Into("points"), new(default, new Amount(new("minutes", null),
            [new Stage(Per: new Quantity(60, Unit.Hours), Give: RulebookParts.Points(100)), new Stage(Over: "best")])))]),
    ]) is var plain ? plain with
    {
        Measures =
        [
            .. plain.Measures!, Month("safety", Whose.Person) with { When = new When(Fact: "act.board", In: ["safety"]) }, Month("home", Whose.Household),
            Month("taught", Whose.Person) with { Count = new("amount", null) }, Month("time", Whose.Person) with { Count = new("minutes", null), Window = new(Window.Week, null) },
            Month("together", Whose.Activity) with { Window = new(Window.Activity, null) }, Month("times", Whose.Person) with { Count = new("acts", null), Window = new(Window.Day, null) },
            Month("cycle", Whose.Household) with { Window = new(default, new WindowForm(Cycle: new Quantity(3, Unit.Days), From: new(2026, 1, 1))) }, Month("booked", Whose.Person) with { Window = new(Window.Day, null), By = CountFrom.Booked },
            Month("best", Whose.Person) with { Count = new("amount", null), Window = new(Window.Day, null), Fold = Folding.Max },
        ],
        Limits =
        [
            .. plain.Limits!, new Limit("safety", "safety", new(RulebookParts.Points(400), null), Overflow: new(default, new OverflowInto(Pool: "elders"))), new Limit("cycle", "cycle", new(RulebookParts.Points(450), null)),
            new Limit("booked", "booked", new(RulebookParts.Points(250), null)), new Limit("home", "home", new(RulebookParts.Points(900), null)),
            new Limit("time", "time", new(RulebookParts.Minutes(400), null), At: CutAt.Input),
            new Limit("together", "together", new(RulebookParts.Points(500), null)), new Limit("times", "times", new(new Quantity(2, Unit.Times), null)),
        ],
        Passages = [new("elders", PassageKind.Pool)],
    } : plain;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void The_books_stand_as_if_what_was_undone_had_never_been(int seed)
    {
        var random = new Random(seed);
        var entries = Enumerable.Range(0, Acts).Select(act => Entry(act, random)).ToArray();
        var (spec, standing) = (Recorded(entries), new List<int>());
        var order = Enumerable.Range(0, Acts).OrderBy(_ => random.Next()).ToList();
        foreach (var act in order)
        {
            spec.At(OfAttesting(act)).And(Some.Attest(act));
            standing.Add(act);
            if (random.Next(3) > 0) continue;
            var undone = standing[random.Next(standing.Count)];
            standing.Remove(undone);
            spec.And(Some.Reverse(undone));
        }
        var scratch = Recorded(entries);
        foreach (var act in standing) scratch.At(OfAttesting(act)).And(Some.Attest(act));
        Assert.True(standing.Count < Acts);
        Assert.Equal(standing.Select(act => Got(scratch, act)), standing.Select(act => Got(spec, act)));
        Assert.Equal(Windows(scratch), Windows(spec));
        Assert.Equal(standing.Sum(act => Got(scratch, act)), People.Sum(person => Available(spec, person)));
        Assert.Equal(Available(scratch, Pool), Available(spec, Pool));
        foreach (var line in spec.Journal.Rows.All<MeterRow>().SelectMany(row => row.Value.Lines))
            if (Rulebook.Limits!.FirstOrDefault(limit => limit.Measure == line.Meter.Split('~')[0]) is { AtMost.Text: { } most }) Assert.InRange(line.Got, 0, most.Units);

        // Some are attested on one day, some on the next.
        DateTimeOffset OfAttesting(int act) => Spec.Instant("2026-03-10T10:00:00+08:00").AddHours(6 * order.IndexOf(act));
    }

    private static Measure Month(Code code, Whose whose) => new(code, Count: new("points", null), Whose: [whose], Window: new(Window.Month, null));

    /// <summary>Five days of March, each act in two hours of its own.</summary>
    private static ActEntry Entry(int act, Random random) =>
        Some.Visit(act, People[random.Next(People.Length)], $"2026-03-{2 + act % 5:D2}T{6 + act / 5 * 2:D2}:00:00+08:00", 10 * random.Next(3, 13), Types[random.Next(Types.Length)]) with { Source = random.Next(2) == 0 ? null : new Source("need", Some.Id(0x900 + random.Next(3))) };

    private static Spec Recorded(ActEntry[] entries) => Spec.Given(Some.Book(Rulebook)).At("2026-03-10T10:00:00+08:00").And(Some.Record(entries));

    private static long Got(Spec spec, int act) => spec.Journal.Rows.All<Act>().Single(row => row.Key == Some.Act(act).ToString()).Value.Accrual!.Points.Hundredths;

    private static IEnumerable<string> Windows(Spec spec) => spec.Journal.Rows.All<MeterRow>()
        .SelectMany(row => row.Value.Lines.Where(line => line.Meters != default).Select(line => $"{row.Key} {line.Meter} {line.Period} {line.With} {line.Meters}")).Order(StringComparer.Ordinal);

    private static long Available(Spec spec, Subject holder) =>
        spec.Journal.Rows.All<Domain.Accounts.Account>().SingleOrDefault(row => row.Key == Domain.Accounts.Account.Key(holder, "points")).Value?.Available ?? 0;
}
