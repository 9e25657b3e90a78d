using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Marks;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;

namespace Ledger.Api.Vault;

/// <summary>Marks that stay out of the books, looked up before a decision that reads them; and only where its rulebook has such marks.</summary>
public static class KeptMarks
{
    /// <summary>Everything that is kept of people's marks, also under ids that were merged into theirs, by the id that is asked for.</summary>
    public static async Task<ILookup<PersonId, KeptMark>> Of(Call call, IReadOnlyCollection<PersonId> people)
    {
        async Task<Domain.Books> Look(IEnumerable<PersonId> asked) => (await call.Look(needs => asked.Aggregate(needs, (more, person) => more.Row<Person>(person.ToString())))).Books;
        var known = await Look(people);
        var now = people.Distinct().ToDictionary(person => person, person => Person.SurvivorOf(known, person));
        if (now.Any(one => one.Key != one.Value)) known = await Look(now.Values);
        var ids = now.ToDictionary(one => one.Key, one => (known.Find<Person>(one.Value.ToString())?.Aliases ?? []).Prepend(one.Value).ToList());
        var kept = await call.Service<PersonVault>().OpenMarks(call.Community, ids.Values.SelectMany(all => all), call.Cancel);
        return ids.SelectMany(one => one.Value.SelectMany(id => kept[id].Select(line => (one.Key, line)))).ToLookup(pair => pair.Key, pair => pair.line);
    }

    /// <summary>Those whose marks somebody bears on a day; null where the rulebook of the day keeps none in the vault.</summary>
    public static async Task<Func<PersonId, IReadOnlyList<Code>?>> On(Call call, EffectiveVersion? version, DateOnly day, IReadOnlyCollection<PersonId> people)
    {
        if (version?.InVault is null) return _ => null;
        var kept = await Of(call, people);
        return person => CodesOn(kept[person], day);
    }

    public static IReadOnlyList<Code> CodesOn(IEnumerable<KeptMark> lines, DateOnly day) => [.. KeptMark.BorneOn(lines, day).Select(line => line.Mark)];

    /// <summary>What the doers of acts bore on the days of them, for whoever attests them; null where no rulebook asks.</summary>
    public static async Task<IReadOnlyList<DoersMarks>?> OfDoers(Call call, IReadOnlyList<ActId> acts)
    {
        if (RulebookVersions.Of((await call.Look(needs => needs.Row<RulebookVersions>(""))).Books).Versions.All(version => version.InVault is null)) return null;
        var books = (await call.Look(needs => acts.Aggregate(needs, (more, act) => more.Row<Act>(act.ToString())))).Books;
        List<ActRecorded> told = [.. acts.Select(act => books.Find<Act>(act.ToString())?.Recorded).OfType<ActRecorded>()];
        var kept = await Of(call, [.. told.Select(act => act.Person)]);
        return [.. told.Select(act => new DoersMarks(act.Act, CodesOn(kept[act.Person], act.OccurredOn)))];
    }
}
