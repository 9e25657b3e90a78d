using Ledger.Domain.Accounts;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Persons;

/// <summary>What a merge does to rows that other nouns keep by person: they are the survivor's from now on.</summary>
internal static class MergeFold
{
    public static void Evolve(IStates states, PersonsMerged fact)
    {
        var (stays, goes) = (fact.Person, fact.Merged);
        foreach (var (key, counter) in All<LimitCounter>(states, LimitCounter.PrefixOf(goes)))
        {
            var own = LimitCounter.PrefixOf(stays) + key[LimitCounter.PrefixOf(goes).Length..];
            states.Put(own, new LimitCounter((states.Find<LimitCounter>(own)?.Used ?? 0) + counter.Used));
        }
        foreach (var (key, lapsed) in All<LotLapsed>(states, LotHeld.Prefix(goes, Commodity.Points)))
        {
            var own = LotHeld.Prefix(stays, Commodity.Points) + key[LotHeld.Prefix(goes, Commodity.Points).Length..];
            states.Put(own, new LotLapsed((states.Find<LotLapsed>(own)?.Amount ?? 0) + lapsed.Amount));
            states.Remove<LotLapsed>(key);
        }
        foreach (var (_, relation) in All<Relation>(states, Relation.PrefixOf(goes)).Concat(All<Relation>(states, Relation.PrefixBy(goes))))
            Relation.Put(states, relation with { Person = relation.Person == goes ? stays : relation.Person, Other = relation.Other == goes ? stays : relation.Other });
        foreach (var (key, open) in All<OpenHold>(states, OpenHold.Prefix(goes)))
        {
            Redemption.Rehome(states, open.Redemption, stays);
            states.Remove<OpenHold>(key);
            states.Put(OpenHold.Key(stays, open.Redemption), open);
        }
        foreach (var (key, bound) in All<SignInOf>(states, SignInOf.Prefix(goes)))
        {
            states.Put(bound.SignIn, new SignIn(stays));
            states.Put(SignInOf.Key(stays, bound.SignIn), bound);
            states.Remove<SignInOf>(key);
        }
        states.Remove<FirstSignature>(FirstSignature.Key(stays, MergePersons.What));
    }

    private static IReadOnlyList<KeyValuePair<string, T>> All<T>(IStates states, string prefix) where T : class => states.Range<T>(prefix, prefix + '\uffff');
}
