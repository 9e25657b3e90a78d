using System.Globalization;
using Ledger.Domain.Accounts;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Acts;

/// <summary>What an attested act was worth (计分), as decisions need it to post, adjust or undo it.</summary>
/// <param name="At">The journal number of the accrual.</param>
/// <param name="Points">All it has got: the accrual and its adjustments.</param>
/// <param name="Credits">The lots its points joined; empty while it is provisional.</param>
/// <param name="Counted">What it adds to the windows it falls in, by the measures of its rulebook.</param>
/// <param name="OpenObjection">Who objects, while that is not decided.</param>
public sealed record Accrual(
    long At, Code Board, Points Points, RulebookStamp Rulebook, IReadOnlyList<LotAmount> Credits, IReadOnlyList<MeterChange> Counted,
    DateOnly? NoticeUntil, bool IsPosted, PersonId? OpenObjection = null)
{
    public bool IsOver(DateOnly today) => today > NoticeUntil;

    public static void Evolve(IStates states, ActAccrued fact, At at)
    {
        if (fact.NoticeUntil is { } until) states.Put(OnNotice.Key(until, false, fact.Act), new OnNotice(fact.Act));
        Change(states, fact.Act, at, _ => new Accrual(at.Number, fact.Board, fact.Points, fact.Rulebook, Credited(fact), [], fact.NoticeUntil, fact.NoticeUntil is null));
        if (states.Find<Act>(fact.Act.ToString()) is not { } act) return;
        var worth = Worth.Of(states, Recounting.RulebookOf(states, act), Recounting.OfSurvivor(states, act.Recorded), fact.BookedOn);
        Count(states, act, worth, fact.BookedOn);
    }

    public static void Evolve(IStates states, AccrualPosted fact, At at) => Change(states, fact.Act, at, accrual =>
    {
        accrual!.EndNotice(states, fact.Act);
        return accrual with { IsPosted = true, Credits = Credited(fact) };
    });

    public static void Evolve(IStates states, AccrualAdjusted fact, At at) => Change(states, fact.Act, at, accrual => accrual! with
    {
        Points = accrual.Points + fact.Points,
        Credits = fact.Points.Hundredths > 0 ? [.. accrual.Credits, .. Credited(fact)] : Without(accrual.Credits, accrual.LastCredited(-fact.Points.Hundredths)),
    });

    /// <summary>Takes an undone act out of its windows; what is counted after it is counted again.</summary>
    internal static void Uncount(IStates states, Act undone, DateOnly bookedOn)
    {
        undone.Accrual!.EndNotice(states, undone.Recorded.Act);
        var recounts = Recounting.Of(states, undone, bookedOn);
        foreach (var act in recounts.Select(recount => recount.Act).Prepend(undone)) TakeOut(states, act, bookedOn);
        foreach (var recount in recounts) Count(states, recount.Act, recount.Now, bookedOn);
    }

    /// <summary>The lots its last points joined, up to an amount.</summary>
    internal IEnumerable<LotAmount> LastCredited(long amount)
    {
        foreach (var lot in Credits.Reverse())
        {
            var part = Math.Min(amount, lot.Amount);
            amount -= part;
            if (part > 0) yield return lot with { Amount = part };
        }
    }

    public static void Evolve(IStates states, ObjectionRaised fact, At at) => Dispute(states, fact.Act, fact.Objector, at);

    public static void Evolve(IStates states, ObjectionDecided fact, At at) => Dispute(states, fact.Act, null, at);

    private void EndNotice(IStates states, ActId act)
    {
        if (NoticeUntil is { } until && !IsPosted) states.Remove<OnNotice>(OnNotice.Key(until, OpenObjection is not null, act));
    }

    private static void Count(IStates states, Act act, Worth worth, DateOnly bookedOn)
    {
        var rulebook = Recounting.RulebookOf(states, act);
        MeterRow.Add(states, Recounting.WindowsOf(states, act), [.. worth.Changes], bookedOn, rulebook.Document.Filing.ClosesAfter(), act: (OpenOf(act), worth.OpenIn(rulebook)));
        states.Put(act.Recorded.Act.ToString(), act with { Accrual = act.Accrual! with { Counted = worth.Changes } });
    }

    private static void TakeOut(IStates states, Act act, DateOnly bookedOn)
    {
        MeterRow.Add(states, Recounting.WindowsOf(states, act), [.. act.Accrual!.Counted], bookedOn, Recounting.RulebookOf(states, act).Document.Filing.ClosesAfter(), sign: -1, act: (OpenOf(act), []));
    }

    private static OpenAct OpenOf(Act act) => new(act.Accrual!.At, act.Recorded.Act, act.Recorded.Person, act.Recorded.OccurredOn);

    private static IReadOnlyList<LotAmount> Without(IReadOnlyList<LotAmount> credits, IEnumerable<LotAmount> taken)
    {
        var left = credits.ToList();
        foreach (var part in taken)
        {
            var last = left.FindLastIndex(lot => lot.Lot == part.Lot && lot.Amount >= part.Amount);
            left[last] = part with { Amount = left[last].Amount - part.Amount };
        }
        return [.. left.Where(lot => lot.Amount > 0)];
    }

    private static void Dispute(IStates states, ActId act, PersonId? objector, At at) => Change(states, act, at, accrual =>
    {
        accrual!.EndNotice(states, act);
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

/// <summary>An act on public notice, by the last day of it; those that are disputed come after all days.</summary>
public sealed record OnNotice(ActId Act)
{
    public const string Disputed = "disputed";

    public static string Key(DateOnly until, bool disputed, ActId act) =>
        string.Create(CultureInfo.InvariantCulture, $"{(disputed ? $"{Disputed}|" : "")}{until:yyyy-MM-dd}|{act}");
}
