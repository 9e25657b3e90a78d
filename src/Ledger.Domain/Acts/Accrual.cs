using System.Globalization;
using System.Text.Json.Serialization;
using Ledger.Domain.Accounts;
using Ledger.Domain.Honours;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Acts;

/// <summary>What an attested act was worth (计分), as decisions need it to post, adjust or undo it.</summary>
/// <param name="At">The journal number of the accrual.</param>
/// <param name="Points">All it has got: the accrual and its adjustments.</param>
/// <param name="Credits">The lots its points joined; empty while it is provisional.</param>
/// <param name="Counted">What it adds to the windows it falls in, by the measures of its rulebook.</param>
/// <param name="Read">What clauses read beside the act itself.</param>
/// <param name="Beside">What it gives that is not simply its doer's points; <paramref name="Shared"/>: the lots that joined.</param>
/// <param name="Paid">What he who was served has paid for it, by for whom.</param>
/// <param name="OpenObjection">Who objects, while that is not decided.</param>
/// <param name="Others">What it adds to windows of other versions.</param>
/// <param name="BookedOn">The day of the accrual; <paramref name="PostedOn"/>: the day it posted, where that is another.</param>
/// <param name="LateFor">The ranks that had begun to count the round of its day when it posted; absent: none.</param>
public sealed record Accrual(
    long At, DateOnly BookedOn, Code Board, Points Points, RulebookStamp Rulebook, IReadOnlyList<LotAmount> Credits, IReadOnlyList<MeterChange> Counted,
    DateOnly? NoticeUntil, DateOnly? PostsAfter, bool IsPosted, PersonId? OpenObjection = null, IReadOnlyList<FactRead>? Read = null,
    IReadOnlyList<CountedElsewhere>? Others = null, IReadOnlyList<Share>? Beside = null, IReadOnlyList<SharedLots>? Shared = null, IReadOnlyList<SharedLots>? Paid = null, DateOnly? PostedOn = null, IReadOnlyList<Code>? LateFor = null)
{
    /// <summary>What it adds to windows, by version; its own first.</summary>
    [JsonIgnore]
    public IEnumerable<CountedElsewhere> Everywhere => [new(Rulebook.Version, Counted), .. Others ?? []];

    /// <summary>The part of its points that is the doer's own.</summary>
    [JsonIgnore]
    public Points Own => Worth.OwnOf(Points, Beside);

    public bool IsOnNotice(DateOnly today) => today <= NoticeUntil;

    /// <summary>Whether nothing keeps it provisional but an objection.</summary>
    public bool IsDue(DateOnly today) => !IsOnNotice(today) && !(today <= PostsAfter);

    public static void Evolve(IStates states, ActAccrued fact, At at)
    {
        var accrual = new Accrual(at.Number, fact.BookedOn, fact.Board, fact.Points, fact.Rulebook, Credited(fact), [], fact.NoticeUntil, fact.PostsAfter, fact.NoticeUntil is null && fact.PostsAfter is null, Read: fact.Read, Beside: fact.Beside);
        if (accrual.IsPosted) accrual = accrual with { LateFor = RoundState.LateFor(states, fact.OccurredOn) };
        else states.Put(OnNotice.Key(accrual, fact.Act), new OnNotice(fact.Act));
        Change(states, fact.Act, at, _ => accrual);
        if (states.Find<Act>(fact.Act.ToString()) is not { } act) return;
        var worth = Worth.Of(states, Recounting.RulebookOf(states, act), Recounting.OfSurvivor(states, act.Recorded), fact.Read ?? [], fact.BookedOn);
        Count(states, act, worth, fact.BookedOn);
    }

    public static void Evolve(IStates states, AccrualPosted fact, At at)
    {
        Change(states, fact.Act, at, accrual =>
        {
            accrual!.EndNotice(states, fact.Act);
            return accrual with { IsPosted = true, Credits = Credited(fact), PostedOn = fact.BookedOn == accrual.BookedOn ? null : fact.BookedOn, LateFor = RoundState.LateFor(states, fact.OccurredOn) };
        });
        if (states.Find<Act>(fact.Act.ToString()) is not { } act) return;
        foreach (var (version, changes) in act.Accrual!.Everywhere)
            if (Rulebooks.Rulebook.Of(states, version) is { } rulebook)
                MeterRow.Add(states, Recounting.WindowsOf(states, act, version), [.. Standing(rulebook, changes, act).Where(change => rulebook.Compiled.Measures[change.Measure].CountsPosted)], fact.BookedOn);
    }

    public static void Evolve(IStates states, AccrualAdjusted fact, At at) => Change(states, fact.Act, at, accrual => accrual! with
    {
        Points = accrual.Points + fact.Points, Beside = fact.Beside, Credits = LotAmounts.With(accrual.Credits, SourceLegs(fact.Legs, Commodity.Points)) ?? [],
    });

    /// <summary>The lots that somebody has of it; what was taken back of them goes, the last first.</summary>
    public static void Evolve(IStates states, ActCredited fact, At at) => Change(states, fact.Act, at, accrual =>
    {
        if (fact.Legs.FirstOrDefault(leg => AccountName.RoleOf(leg.Account) == AccountName.SentRole) is { } sent) return accrual! with { Paid = Pay(accrual, fact, sent) };
        var (owner, commodity) = (((IValueFact)fact).Owner, fact.Legs[0].Commodity);
        var had = accrual!.Shared?.FirstOrDefault(one => (one.HeldBy, one.Commodity) == (owner, commodity))?.Lots ?? [];
        var lots = LotAmounts.With(had, SourceLegs(fact.Legs, commodity));
        SharedLots[] shared = [.. (accrual.Shared ?? []).Where(one => (one.HeldBy, one.Commodity) != (owner, commodity)), .. lots is null ? Array.Empty<SharedLots>() : [new SharedLots(owner, commodity, lots)]];
        return accrual with { Shared = shared.Length > 0 ? shared : null };
    });

    /// <summary>Takes an undone act out of its windows; what is counted after it is counted again.</summary>
    internal static void Uncount(IStates states, Act undone, DateOnly bookedOn)
    {
        undone.Accrual!.EndNotice(states, undone.Recorded.Act);
        var recounts = Recounting.Of(states, undone, bookedOn);
        foreach (var act in recounts.Select(recount => recount.Act).Prepend(undone)) TakeOut(states, act, bookedOn);
        foreach (var recount in recounts) Count(states, recount.Act, recount.Now, bookedOn);
    }

    /// <summary>The lots he who was served has paid for somebody's part, the last last.</summary>
    internal IReadOnlyList<LotAmount> PaidFor(Subject holder) => Paid?.FirstOrDefault(one => one.HeldBy == holder)?.Lots ?? [];

    [JsonIgnore]
    internal IReadOnlyList<LotAmount> PaidInAll => [.. (Paid ?? []).SelectMany(one => one.Lots)];

    /// <summary>Where what is taken back goes: what was issued to the account of what is clawed back, everything else to where it came from.</summary>
    internal static string BackTo(string source) => source == AccountName.Issued ? AccountName.ClawedBack : source;

    /// <summary>The last of the lots, up to an amount.</summary>
    internal static IEnumerable<LotAmount> Last(IEnumerable<LotAmount> lots, long amount)
    {
        foreach (var lot in lots.Reverse())
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
        if (!IsPosted) states.Remove<OnNotice>(OnNotice.Key(this, act));
    }

    private static void Count(IStates states, Act act, Worth worth, DateOnly bookedOn)
    {
        var rulebook = Recounting.RulebookOf(states, act);
        MeterRow.Add(states, Recounting.WindowsOf(states, act), Standing(rulebook, worth.Changes, act), bookedOn, act: (OpenOf(act), worth.OpenIn(rulebook)));
        act = act with { Accrual = act.Accrual! with { Counted = worth.Changes, Others = null } };
        states.Put(act.Recorded.Act.ToString(), act);
        CountElsewhere(states, act, worth.Points, bookedOn);
    }

    /// <summary>Counts it in windows of other versions in which it is not counted yet.</summary>
    internal static void CountElsewhere(IStates states, Act act, Points points, DateOnly bookedOn)
    {
        var counted = act.Accrual!.Others ?? [];
        var more = Elsewhere.Of(states, new StandingMeters(states), act, points, bookedOn).Where(one => counted.All(other => other.Version != one.Version)).ToList();
        if (more.Count == 0) return;
        foreach (var part in more)
            MeterRow.Add(states, Recounting.WindowsOf(states, act, part.Version), Standing(Rulebooks.Rulebook.Of(states, part.Version)!, part.Changes, act), bookedOn, act: (OpenOf(act), Elsewhere.OpenIn(states, part)));
        states.Put(act.Recorded.Act.ToString(), act with { Accrual = act.Accrual with { Others = [.. counted, .. more] } });
    }

    private static void TakeOut(IStates states, Act act, DateOnly bookedOn)
    {
        foreach (var (version, changes) in act.Accrual!.Everywhere)
            MeterRow.Add(states, Recounting.WindowsOf(states, act, version), Standing(Rulebooks.Rulebook.Of(states, version)!, changes, act), bookedOn, sign: -1, act: (OpenOf(act), []));
    }

    /// <summary>What counts now: measures of what is posted wait until it is, and those of what is late may never count it.</summary>
    private static MeterChange[] Standing(Rulebook rulebook, IEnumerable<MeterChange> changes, Act act) =>
        [.. changes.Where(change => rulebook.Compiled.Measures[change.Measure] is var measure && (act.Accrual!.IsPosted || !measure.CountsPosted) && (!measure.CountsLate || measure.IsLate(act.Accrual.LateFor)))];

    private static OpenAct OpenOf(Act act) => new(act.Accrual!.At, act.Recorded.Act, act.Recorded.Person, act.Recorded.OccurredOn);

    private static void Dispute(IStates states, ActId act, PersonId? objector, At at) => Change(states, act, at, accrual =>
    {
        accrual!.EndNotice(states, act);
        var disputed = accrual with { OpenObjection = objector };
        states.Put(OnNotice.Key(disputed, act), new OnNotice(act));
        return disputed;
    });

    private static void Change(IStates states, ActId id, At at, Func<Accrual?, Accrual> change)
    {
        if (states.Find<Act>(id.ToString()) is { } act) states.Put(id.ToString(), act with { Accrual = change(act.Accrual), Number = at.Number });
    }

    /// <summary>The lots that came from what was issued, or from him who was served: debts may have taken them since, in the same fact.</summary>
    private static IReadOnlyList<LotAmount> Credited(IValueFact fact) => LotAmounts.With(null, SourceLegs(fact.Legs, Commodity.Points)) ?? [];

    private static IEnumerable<Leg> SourceLegs(IEnumerable<Leg> legs, string commodity) => legs
        .Where(leg => leg.Lot is not null && leg.Commodity == commodity && (leg.Account is AccountName.Issued or AccountName.ClawedBack || AccountName.RoleOf(leg.Account) == AccountName.ReceivedRole))
        .Select(leg => leg with { Amount = -leg.Amount });

    /// <summary>What he who was served has paid for somebody's part by now: from his lots and by owing; what he gets back was paid last.</summary>
    private static IReadOnlyList<SharedLots>? Pay(Accrual accrual, ActCredited fact, Leg sent)
    {
        var (payer, holder) = (((IValueFact)fact).Owner, Subject.Parse(AccountName.PartyOf(sent.Account))!.Value);
        var (had, amount) = (accrual.PaidFor(holder), fact.Legs.Where(leg => leg.Account == sent.Account).Sum(leg => leg.Amount));
        var lots = amount < 0 ? LotAmounts.With(had, Last(had, -amount).Select(lot => new Leg("", "", lot.Lot, -lot.Amount)))
            : LotAmounts.With(had, fact.Legs.Where(leg => leg.Amount < 0 && (leg.Account == AccountName.Available(payer) || leg.Account == AccountName.Debt(payer))).Select(leg => leg with { Amount = -leg.Amount }));
        SharedLots[] paid = [.. (accrual.Paid ?? []).Where(one => one.HeldBy != holder), .. lots is null ? Array.Empty<SharedLots>() : [new SharedLots(holder, sent.Commodity, lots)]];
        return paid.Length > 0 ? paid : null;
    }
}

/// <summary>A provisional act, by the last day before it posts; those that are disputed come after all days, and after them those that were never on public notice.</summary>
public sealed record OnNotice(ActId Act)
{
    public const string Disputed = "disputed", Later = "later|";

    public static string Key(Accrual accrual, ActId act)
    {
        var until = accrual.NoticeUntil > accrual.PostsAfter ? accrual.NoticeUntil : accrual.PostsAfter ?? accrual.NoticeUntil;
        return string.Create(CultureInfo.InvariantCulture, $"{(accrual.OpenObjection is not null ? $"{Disputed}|" : accrual.NoticeUntil is null ? Later : "")}{until:yyyy-MM-dd}|{act}");
    }
}
