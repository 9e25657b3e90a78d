using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Accounts;

/// <summary>Lots that came to their end: what of them lapses, and what goes over into new lots of the same origin.</summary>
/// <param name="Rulebook">The version in force on their last day, where it says what goes over or ends what is idle; with <paramref name="Steps"/>, the arithmetic.</param>
/// <param name="IdleSince">The day of the last activity, where they ended for want of it.</param>
public sealed record LotsEnded(IReadOnlyList<LotAmount> Expired, IReadOnlyList<Carried> Carried, RulebookStamp? Rulebook = null, IReadOnlyList<ArithmeticStep>? Steps = null, DateOnly? IdleSince = null);

/// <summary>So much goes over.</summary>
public sealed record Carried(LotAmount From, Lot Into);

/// <summary>
/// What a holder has by date (rule 8): a lot past its day is gone from the first instant of the next, but for what the version in
/// force on its last day lets go over; so is a lot on whose account nothing happened for as long as its clause says. Decisions and all readers ask this one, so that they agree before the lapse is posted and after.
/// </summary>
public static class Carrying
{
    /// <param name="inForce">The version of a day; asked only where lots are past theirs.</param>
    /// <param name="activeOn">The day of the last activity on the account; absent: nothing ends for want of it.</param>
    public static (IReadOnlyList<LotAmount> Live, IReadOnlyList<LotsEnded> Ended) On(IEnumerable<LotAmount> lots, DateOnly today, Func<DateOnly, Rulebook?> inForce, DateOnly? activeOn = null)
    {
        var (live, ended, idle) = (lots.ToList(), new List<LotsEnded>(), new Dictionary<Lot, DateOnly?>());
        while (live.Select(lot => Sooner(lot.Lot.ExpiresOn, IdleOn(lot.Lot))).Where(day => day < today).Min() is { } day)
        {
            var rulebook = inForce(day);
            if (live.Where(lot => IdleOn(lot.Lot) == day).ToList() is { Count: > 0 } over)
            {
                live.RemoveAll(over.Contains);
                ended.Add(new(over, [], rulebook?.Stamp, IdleSince: activeOn));
            }
            var ending = live.Where(lot => lot.Lot.ExpiresOn == day).ToList();
            live.RemoveAll(ending.Contains);
            foreach (var alike in ending.GroupBy(lot => rulebook?.TermsOf(lot.Lot, day)?.Carry?.Text))
            {
                var one = rulebook?.TermsOf(alike.First().Lot, day)?.Carry is { } carry ? Split(rulebook, carry, [.. alike], day) : new([.. alike], []);
                foreach (var (from, into) in one.Carried) live = [.. LotAmounts.With(live, into, from.Amount)!];
                if (one.Steps is null && ended is [.., { Steps: null, IdleSince: null } last]) ended[^1] = new([.. last.Expired, .. one.Expired], []);
                else ended.Add(one);
            }
        }
        return ([.. live.OrderBy(lot => lot.Lot.SortKey, StringComparer.Ordinal)], ended);

        DateOnly? IdleOn(Lot lot) => activeOn is not { } active ? null : idle.TryGetValue(lot, out var known) ? known : idle[lot] = Idling.LastDay(lot, active, today, inForce);
    }

    private static DateOnly? Sooner(DateOnly? one, DateOnly? other) => one < other || other is null ? one : other;

    private static LotsEnded Split(Rulebook rulebook, CompiledCarry carry, IReadOnlyList<LotAmount> lots, DateOnly day)
    {
        var (clause, until) = (carry.Clause, carry.LastDay(rulebook.Compiled.Periods, day));
        var may = lots.Where(lot => carry.When?.Test(rulebook.FactsOf(lot.Lot, day)) is null or Truth.True && !(until <= day)).ToList();
        var (steps, total) = (new Steps(), may.Sum(lot => lot.Amount));
        var (unit, lapses) = (rulebook.Unit, new Running(total, Fact: $"expiring.{day:yyyy-MM-dd}"));
        if (clause.IfBelow is { } below) lapses = Steps.Tell(steps, new($"{carry.Rule}/ifBelow", StepKind.Need, unit, unit, below.Units), lapses, total >= below.Units ? total : 0);
        if (clause.AtMost is { } most && !(total >= clause.IfBelow?.Units)) lapses = Steps.Tell(steps, new($"{carry.Rule}/atMost", StepKind.Excess, unit, unit, most.Units), new(total, Fact: $"expiring.{day:yyyy-MM-dd}"), Math.Max(0, total - most.Units));
        if (clause is { IfBelow: null, AtMost: null }) lapses = new(0);
        var carried = new List<Carried>();
        var left = total - lapses.Amount;
        foreach (var lot in may.OrderBy(lot => clause.Keep == Keep.Oldest ? lot.Lot.Year : -lot.Lot.Year).ThenBy(lot => lot.Lot.SortKey, StringComparer.Ordinal))
        {
            var part = Math.Min(left, lot.Amount);
            left -= part;
            if (part > 0) carried.Add(new(lot with { Amount = part }, lot.Lot with { ExpiresOn = until }));
        }
        var expired = LotAmounts.With(lots, carried.Select(one => new Leg("", "", one.From.Lot, -one.From.Amount))) ?? [];
        return new(expired, carried, rulebook.Stamp, steps.All);
    }
}
