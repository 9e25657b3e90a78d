using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Persons;
using Ledger.Journal;

namespace Ledger.Api.Imports;

/// <param name="Record">Null when it is forgotten.</param>
internal sealed record KnownPerson(Person Person, PersonalRecord? Record)
{
    public PersonId Id => Person.Id;
}

/// <summary>Everybody a file could mean: by id, by name, by phone. Read in a few statements however many lines there are.</summary>
internal sealed class KnownPeople
{
    private const int AtOnce = 1000;

    private readonly Dictionary<PersonId, KnownPerson> _people = [];
    private IReadOnlyDictionary<(string Field, string Value), IReadOnlyList<PersonId>> _found = new Dictionary<(string, string), IReadOnlyList<PersonId>>();

    public static async Task<KnownPeople> Load(
        PersonVault vault, IJournalReader reader, string community, IEnumerable<PersonId> ids, IEnumerable<string> names, IEnumerable<string> phones, CancellationToken cancel)
    {
        var known = new KnownPeople { _found = await vault.FindAll(community, [.. names.Select(name => ("name", name)), .. phones.Select(phone => ("phone", phone))], cancel) };
        foreach (var some in ids.Concat(known._found.Values.SelectMany(found => found)).Distinct().Chunk(AtOnce))
        {
            var snapshot = await reader.ReadState(community, new StateNeeds([.. some.Select(id => new StateKey("person", id.ToString()))], []), cancel);
            var records = await vault.Open(community, some, cancel);
            foreach (var row in snapshot?.Rows.Values ?? [])
                if (row is Person person) known._people[person.Id] = new KnownPerson(person, records.GetValueOrDefault(person.Id));
        }
        return known;
    }

    public KnownPerson? Find(PersonId id) => _people.GetValueOrDefault(id);

    public IReadOnlyList<KnownPerson> Named(string name) => Of(("name", name));

    public IReadOnlyList<KnownPerson> WithPhone(string phone) => Of(("phone", phone));

    private List<KnownPerson> Of((string, string) asked) =>
        _found.TryGetValue(asked, out var ids) ? [.. ids.Select(Find).OfType<KnownPerson>()] : [];
}
