using System.Globalization;
using Ledger.Domain.Accounts;
using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Acts;

/// <summary>What an attested act was worth (计分), as decisions need it to post, adjust or undo it.</summary>
/// <param name="At">The journal number of the accrual.</param>
/// <param name="Points">All it has got: the accrual and its adjustments.</param>
/// <param name="Credits">The lots its points joined; empty while it is provisional.</param>
/// <param name="Counted">The steps, also of adjustments, that consumed something of a window.</param>
/// <param name="OpenObjection">Who objects, while that is not decided.</param>
public sealed record Accrual(
    long At, Code Board, Points Points, RulebookStamp Rulebook, IReadOnlyList<LotAmount> Credits, IReadOnlyList<ArithmeticStep> Counted,
    DateOnly? NoticeUntil, bool IsPosted, PersonId? OpenObjection = null)
{
    public bool IsOver(DateOnly today) => today > NoticeUntil;

    public static void Evolve(IStates states, ActAccrued fact, At at)
    {
        LimitCounter.Evolve(states, fact.Steps);
        foreach (var cut in fact.Steps.Where(step => LimitCounter.IsCounted(step) && step.Output < step.Input))
            states.Put(Shortfall.Key(cut, at.Number), new Shortfall(fact.Act, cut.Input - cut.Output));
        if (fact.NoticeUntil is { } until) states.Put(OnNotice.Key(until, false, fact.Act), new OnNotice(fact.Act));
        Change(states, fact.Act, at, _ => new Accrual(at.Number, fact.Board, fact.Points, fact.Rulebook, Credited(fact),
            [.. fact.Steps.Where(LimitCounter.IsCounted)], fact.NoticeUntil, fact.NoticeUntil is null));
    }

    public static void Evolve(IStates states, AccrualPosted fact, At at) => Change(states, fact.Act, at, accrual =>
    {
        accrual!.Forget(states, fact.Act, shortfalls: false);
        return accrual with { IsPosted = true, Credits = Credited(fact) };
    });

    public static void Evolve(IStates states, AccrualAdjusted fact, At at) => Change(states, fact.Act, at, accrual =>
    {
        LimitCounter.Evolve(states, fact.Steps);
        foreach (var step in fact.Steps.Where(LimitCounter.IsCounted))
            if (step.Output == step.Input) states.Remove<Shortfall>(Shortfall.Key(step, accrual!.At));
            else states.Put(Shortfall.Key(step, accrual!.At), new Shortfall(fact.Act, step.Input - step.Output));
        return accrual! with { Points = accrual.Points + fact.Points, Credits = [.. accrual.Credits, .. Credited(fact)], Counted = [.. accrual.Counted, .. fact.Steps] };
    });

    public static void Evolve(IStates states, ObjectionRaised fact, At at) => Dispute(states, fact.Act, fact.Objector, at);

    public static void Evolve(IStates states, ObjectionDecided fact, At at) => Dispute(states, fact.Act, null, at);

    /// <summary>Takes away what waits for the act: its notice, and what its caps had cut.</summary>
    internal void Forget(IStates states, ActId act, bool shortfalls = true)
    {
        if (NoticeUntil is { } until && !IsPosted) states.Remove<OnNotice>(OnNotice.Key(until, OpenObjection is not null, act));
        if (!shortfalls) return;
        foreach (var step in Counted) states.Remove<Shortfall>(Shortfall.Key(LimitCounter.OfSurvivor(step, id => Persons.Person.SurvivorOf(states, id)), At));
    }

    private static void Dispute(IStates states, ActId act, PersonId? objector, At at) => Change(states, act, at, accrual =>
    {
        accrual!.Forget(states, act, shortfalls: false);
        states.Put(OnNotice.Key(accrual.NoticeUntil!.Value, objector is not null, act), new OnNotice(act));
        return accrual with { OpenObjection = objector };
    });

    private static void Change(IStates states, ActId id, At at, Func<Accrual?, Accrual> change)
    {
        if (states.Find<Act>(id.ToString()) is { } act) states.Put(id.ToString(), act with { Accrual = change(act.Accrual), Number = at.Number });
    }

    /// <summary>The lots that came from what was issued: debts may have taken them since, in the same fact.</summary>
    private static IReadOnlyList<LotAmount> Credited(IValueFact fact) =>
        [.. fact.Legs.Where(leg => leg is { Account: AccountName.Issued, Commodity: Commodity.Points, Lot: not null }).Select(leg => new LotAmount(leg.Lot!, -leg.Amount))];
}

/// <summary>An act that a cap cut: by the window and the order in which the acts were counted.</summary>
public sealed record Shortfall(ActId Act, long Missing)
{
    public static string Prefix(ArithmeticStep step) => LimitCounter.Key(step.Rule, step.Window!) + "|";

    public static string Key(ArithmeticStep step, long accruedAt) => string.Create(CultureInfo.InvariantCulture, $"{Prefix(step)}{accruedAt:D15}");
}

/// <summary>An act on public notice, by the last day of it; those that are disputed come after all days.</summary>
public sealed record OnNotice(ActId Act)
{
    public const string Disputed = "disputed";

    public static string Key(DateOnly until, bool disputed, ActId act) =>
        string.Create(CultureInfo.InvariantCulture, $"{(disputed ? $"{Disputed}|" : "")}{until:yyyy-MM-dd}|{act}");
}
