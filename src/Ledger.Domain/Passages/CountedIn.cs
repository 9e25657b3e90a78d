using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Adoption;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Passages;

/// <summary>A window in which a hold is counted, kept with it so that what it does not use comes out of the very same one.</summary>
/// <param name="Until">The last day of the window; absent: it never ends.</param>
/// <param name="Day">The day a measure of days counts it on.</param>
public sealed record CountedIn(string Meter, string Scope, string Period, DateOnly? Until, CountKind What, DateOnly Day)
{
    /// <summary>The windows that a hold falls in, by the rulebook it names and what it froze.</summary>
    public static IReadOnlyList<CountedIn> Of(IRows rows, HoldPlaced hold)
    {
        if (hold.Asked is not { } asked || Rulebook.Of(rows, hold.Rulebook.Version) is not { } rulebook) return [];
        return Of(rows, rulebook, hold, asked);
    }

    /// <summary>The windows of versions that are not its own and have measures which its own has not.</summary>
    /// <param name="counted">Those it is counted in.</param>
    public static IReadOnlyList<CountedIn> Elsewhere(IRows rows, HoldPlaced hold, IReadOnlyList<CountedIn> counted, DateOnly today)
    {
        if (hold.Asked is not { } asked) return [];
        var (more, meters) = (new List<CountedIn>(), counted.Select(one => one.Meter).ToHashSet());
        foreach (var version in Acts.Elsewhere.Versions(rows, hold.Rulebook.Version, today).Where(version => version.Counts(Filled.Holds, hold.Redemption.ToString())))
            more.AddRange(Of(rows, Rulebook.Of(rows, version.Version)!, hold, asked).Where(one => !(one.Until?.AddDays(Filing.LongestOpen) < today) && meters.Add(one.Meter)));
        return more;
    }

    private static IReadOnlyList<CountedIn> Of(IRows rows, Rulebook rulebook, HoldPlaced hold, Asked asked)
    {
        var facts = new FactRow(rulebook.Compiled.Facts).SayAsking(rulebook.Document, asked, hold.Merchant, hold.OccurredOn);
        var subjects = SubjectsOf(hold.Redemption, hold.Person, hold.Merchant, asked);
        return Of(rulebook, new(rulebook.Compiled, new StandingMeters(rows), subjects, hold.OccurredOn), facts, hold.OccurredOn, rulebook.Document.NumberOf(hold.Kept));
    }

    /// <param name="commodity">The number of the one it is paid in: measures of another do not count it.</param>
    public static IReadOnlyList<CountedIn> Of(Rulebook rulebook, ActWindows windows, FactRow facts, DateOnly day, int commodity) =>
    [
        .. rulebook.Compiled.Measures.Where(measure => measure.IsOfHolds && (measure.Kind != CountKind.Commodity || measure.Of == commodity) && (measure.When?.Test(facts) ?? Truth.True) != Truth.False)
            .Select(measure => windows.KeyOf(measure.Number) is var key ? new CountedIn(key.Meter, key.Scope, key.Period, windows.LastDayOf(measure.Number), measure.Kind, day) : null!)
    ];

    /// <summary>Whose an asking is: his own, his household's and his team's, and of the item, the merchant and the fund.</summary>
    public static Subjects SubjectsOf(RedemptionId redemption, PersonId person, MerchantId merchant, Asked asked)
    {
        var others = new Dictionary<Whose, string> { [Whose.Merchant] = merchant.ToString(), [Whose.Item] = asked.Item.Value };
        if (asked.Household is { } home) others[Whose.Household] = home.ToString();
        if (asked.Team is { } team) others[Whose.Team] = team.ToString();
        if (asked.Fund is { } fund) others[Whose.Fund] = fund.Value;
        return new(redemption.ToString(), person.ToString(), others);
    }

    /// <summary>What stands in it.</summary>
    public long Standing(IRows rows) => MeterRow.Of(rows, new(Meter, Scope, Period)).Got;

    /// <summary>What a hold of so many units adds, which stood for others before.</summary>
    public long Change(IRows rows, Points unitPrice, long before, long after) => What switch
    {
        CountKind.Units => after - before,
        CountKind.Commodity => unitPrice.Hundredths * (after - before),
        CountKind.Days => Math.Sign(after) - Math.Sign(before) is var more && more == 0 ? 0 : OnDay(rows) is var holds && more > 0 ? holds == 0 ? 1 : 0 : holds == 1 ? -1 : 0,
        _ => Math.Sign(after) - Math.Sign(before),
    };

    /// <summary>Counts a hold that stood for so many units before, and for others now.</summary>
    /// <param name="person">Who held it then, and who holds it now: a merge may lie between.</param>
    public static void Move(IStates states, IReadOnlyList<CountedIn>? windows, (PersonId Then, PersonId Now) person, Points unitPrice, long before, long after, DateOnly bookedOn)
    {
        foreach (var one in windows ?? [])
        {
            var window = one with { Scope = one.Scope.Replace($"person:{person.Then}", $"person:{person.Now}", StringComparison.Ordinal) };
            MeterRow.Count(states, new(window.Meter, window.Scope, window.Period), window.Change(states, unitPrice, before, after), window.Until, bookedOn);
            if (window.What == CountKind.Days) MeterRow.Count(states, window.DayKey, Math.Sign(after) - Math.Sign(before), window.Day, bookedOn);
        }
    }

    /// <summary>How many holds there are on its day: a day counts once.</summary>
    private MeterKey DayKey => new($"{Meter}#", Scope, $"{Day:yyyy-MM-dd}");

    private long OnDay(IRows rows) => MeterRow.Of(rows, DayKey).Got;
}
