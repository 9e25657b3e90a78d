using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Audits;
using Ledger.Domain.Consents;
using Ledger.Domain.Corrections;
using Ledger.Domain.Deductions;
using Ledger.Domain.Forgetting;
using Ledger.Domain.Honours;
using Ledger.Domain.Marks;
using Ledger.Domain.Offers;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Teams;
using Ledger.Domain.Watches;

namespace Ledger.Domain.Persons;

/// <summary>
/// What a merge does to rows that other nouns keep by person: they are the survivor's from now on. Points, roles and cards of
/// which there would be two go by facts of their own before. What names the other id and stays as it was written, such as acts,
/// ended redemptions, deductions and passbooks to be opened, is resolved by <see cref="Person.SurvivorOf(IRows, PersonId)"/>
/// when it is decided. His times stay under the id under which they were recorded: overlaps look at every alias. Wrong codes
/// stay with the counter's id: they are over in minutes.
/// </summary>
internal static class MergeFold
{
    public static void Evolve(IStates states, PersonsMerged fact)
    {
        var (stays, goes) = (fact.Person, fact.Merged);
        Limits(states, stays, goes);
        Relations(states, stays, goes);
        Spending(states, stays, goes);
        Data(states, stays, goes);
        Memberships(states, stays, goes);
        foreach (var (key, bound) in All<SignInOf>(states, SignInOf.Prefix(goes)))
        {
            states.Put(bound.SignIn, new SignIn(stays));
            states.Put(SignInOf.Key(stays, bound.SignIn), bound);
            states.Remove<SignInOf>(key);
        }
        foreach (var id in new[] { stays, goes }) states.Remove<FirstSignature>(FirstSignature.Key(id, MergePersons.What));
    }

    /// <summary>What windows have got and what lapsed counts together.</summary>
    private static void Limits(IStates states, PersonId stays, PersonId goes)
    {
        Move<MeterRow>(states, MeterRow.PrefixOf(goes), MeterRow.PrefixOf(stays), (own, other) => own.And(other));
        Move<LotLapsed>(states, LotHeld.Prefix(goes), LotHeld.Prefix(stays), (own, other) => new LotLapsed(own.Amount + other.Amount));
        Move<OfferUse>(states, $"{goes}|", $"{stays}|", (own, other) => new OfferUse(own.Units + other.Units));
    }

    /// <summary>Of two of the same beginning the longer. Whoever cared for himself under his other id does so no more.</summary>
    private static void Relations(IStates states, PersonId stays, PersonId goes)
    {
        foreach (var (_, tie) in All<Relation>(states, Relation.PrefixOf(goes)).Concat(All<Relation>(states, Relation.PrefixBy(goes))))
        {
            tie.Remove(states);
            var moved = tie with { Person = tie.Person == goes ? stays : tie.Person, Other = tie.Other == goes ? stays : tie.Other };
            var own = states.Find<Relation>(tie.Person == goes ? moved.KeyOf : moved.KeyBy);
            if (moved.Person != moved.Other) Relation.Put(states, own is { } same && Later(same.Until, moved.Until) == same.Until ? same : moved);
        }
        foreach (var (_, held) in All<MarkHeld>(states, MarkHeld.Prefix(Subject.Of(goes).ToString())))
            if (held.Within is { } within) states.Put(MarkWithin.Key(within, held.Mark, Subject.Of(stays)), new MarkWithin(held.Until));
        Move<MarkHeld>(states, MarkHeld.Prefix(Subject.Of(goes).ToString()), MarkHeld.Prefix(Subject.Of(stays).ToString()), (own, other) => own with { Until = Later(own.Until, other.Until) });
        Move<LevelHeld>(states, $"{Subject.Of(goes)}|", $"{Subject.Of(stays)}|", (own, other) => own.Position >= other.Position ? own : other);
        foreach (var (key, asked) in All<WatchAsked>(states, WatchHeld.Prefix(Subject.Of(goes)))) states.Put(key, asked with { Subject = Subject.Of(stays) });
        Move<WatchAsked>(states, WatchHeld.Prefix(Subject.Of(goes)), WatchHeld.Prefix(Subject.Of(stays)), (own, _) => own);
        Move<WatchHeld>(states, WatchHeld.Prefix(Subject.Of(goes)), WatchHeld.Prefix(Subject.Of(stays)), (own, other) => own.Status == WatchStatus.Asked || own.Number > other.Number ? own : other);
        Move<RightLost>(states, RightLost.Prefix(Subject.Of(goes)), RightLost.Prefix(Subject.Of(stays)), (own, other) => own with { Until = Later(own.Until, other.Until) });
        Move<BenefitLeft>(states, $"{Subject.Of(goes)}|", $"{Subject.Of(stays)}|", (own, other) => new BenefitLeft(own.Units + other.Units));
        Move<HonourOf>(states, HonourOf.Prefix(Subject.Of(goes).ToString()), HonourOf.Prefix(Subject.Of(stays).ToString()), (own, _) => own);
        Move<ChildConsent>(states, $"{goes}|", $"{stays}|", (own, _) => own);
    }

    private static void Spending(IStates states, PersonId stays, PersonId goes)
    {
        foreach (var (key, open) in All<OpenHold>(states, OpenHold.Prefix(goes)))
        {
            Redemption.Rehome(states, open.Redemption, stays);
            states.Remove<OpenHold>(key);
            states.Put(OpenHold.Key(stays, open.Redemption), open);
        }
        if (states.Find<CardOfPerson>(goes.ToString()) is { } good && states.Find<Card>(good.Card.ToString()) is { } card)
            states.Put(good.Card.ToString(), card with { Person = stays });
        Move<CardOfPerson>(states, $"{goes}", $"{stays}", (own, _) => own);
        // A further loss takes the first signature back, as always.
        Move<LossReport>(states, $"{goes}", $"{stays}", (own, other) => new LossReport([.. own.Lost.Union(other.Lost).Order()], null, Math.Max(own.Number, other.Number)));
    }

    /// <summary>His rights to his data: of two words about one purpose the later counts.</summary>
    private static void Data(IStates states, PersonId stays, PersonId goes)
    {
        foreach (var (_, asked) in All<Correction>(states, Correction.Prefix(goes)).Where(row => row.Value.Decided is null))
            states.Put(CorrectionOpen.Key(asked.Requested), new CorrectionOpen(stays, asked.Requested.Correction));
        Move<Correction>(states, Correction.Prefix(goes), Correction.Prefix(stays), (own, _) => own);
        Move<Consent>(states, Consent.Prefix(goes), Consent.Prefix(stays), (own, other) => own.Number > other.Number ? own : other);
        Move<DeductionOf>(states, DeductionOf.Prefix(goes), DeductionOf.Prefix(stays), (own, _) => own);
        if (states.Find<ForgettingWish>(goes.ToString()) is { } wish) states.Put(goes.ToString(), wish with { Person = stays });
        Move<ForgettingWish>(states, $"{goes}", $"{stays}", (own, _) => own);
    }

    private static void Memberships(IStates states, PersonId stays, PersonId goes)
    {
        foreach (var (key, member) in All<TeamMember>(states, "").Where(row => row.Value.Person == goes).ToList())
        {
            var (own, team) = (key.Replace(goes.ToString(), stays.ToString(), StringComparison.Ordinal), TeamId.Of(Guid.Parse(key[..key.IndexOf('|')])));
            TeamMember.Remove(states, team, member);
            TeamMember.Put(states, team, member with { Person = stays, Until = states.Find<TeamMember>(own) is { } same ? Later(same.Until, member.Until) : member.Until });
        }
        if (states.Find<OpenCheck>(OpenCheck.Key(goes)) is { } open && states.Find<AuditCheck>(open.Check.ToString()) is { } check)
            states.Put(open.Check.ToString(), check with { Auditor = stays });
        Move<OpenCheck>(states, OpenCheck.Key(goes), OpenCheck.Key(stays), (own, _) => own);
    }

    /// <summary>Every row under a prefix goes to the same place under the survivor's, to what is there already.</summary>
    private static void Move<T>(IStates states, string from, string to, Func<T, T, T> join) where T : class
    {
        foreach (var (key, row) in All<T>(states, from))
        {
            var own = to + key[from.Length..];
            states.Put(own, states.Find<T>(own) is { } there ? join(there, row) : row);
            states.Remove<T>(key);
        }
    }

    /// <summary>The later of two last days; none is the latest.</summary>
    private static DateOnly? Later(DateOnly? one, DateOnly? other) => one is null || other is null ? null : one > other ? one : other;

    private static IReadOnlyList<KeyValuePair<string, T>> All<T>(IStates states, string prefix) where T : class => states.Range<T>(prefix, prefix + '\uffff');
}
