using Ledger.Api.Vault;

namespace Ledger.Api.Imports;

/// <summary>Finds the one person a line means. Equal names are never guessed: a phone or a person's id decides.</summary>
internal static class WhoIsMeant
{
    public static KnownPerson? Find(Draft draft, KnownPeople people)
    {
        var found = draft.Line[ImportKind.PersonId] is not null ? ById(draft, people) : draft.Name is { } name ? ByName(draft, people, name) : draft.Phone is { } phone ? ByPhone(draft, people, phone) : null;
        draft.Person = found?.Id;
        return found;
    }

    private static KnownPerson? ById(Draft draft, KnownPeople people)
    {
        if (draft.GivenId is not { } id) return null;
        if (people.Find(id) is not { } person)
        {
            draft.Fault(Verdict.UnknownPerson, ImportKind.PersonId, "unknown-person", "本社区没有这个人员编号", "Nobody has this id in the community");
            return null;
        }
        if (draft.Name is null || people.Named(draft.Name).Any(named => named.Id == id)) return person;
        draft.Fault(Verdict.AmbiguousName, ImportKind.Name, "name-of-this-person", "姓名与人员编号不符", "The name is not this person's");
        return null;
    }

    private static KnownPerson? ByName(Draft draft, KnownPeople people, string name)
    {
        var named = people.Named(name);
        var meant = draft.Phone is { } phone ? [.. named.Intersect(people.WithPhone(phone))] : named;
        if (meant.Count == 1) return meant[0];
        if (named.Count == 0) draft.Fault(Verdict.UnknownPerson, ImportKind.Name, "unknown-person", $"没有登记过“{PersonVault.Mask(name)}”", $"Nobody called '{PersonVault.Mask(name)}' is registered");
        else Ambiguous(draft, meant.Count == 0 ? named : meant, meant.Count == 0
            ? ("电话与登记的不符，请核对或填人员编号", "The phone is not the one registered: check it, or give the person's id")
            : ($"同名者 {meant.Count} 人，请填电话或人员编号", $"{meant.Count} people have this name: give a phone or the person's id"));
        return null;
    }

    private static KnownPerson? ByPhone(Draft draft, KnownPeople people, string phone)
    {
        var meant = people.WithPhone(phone);
        if (meant.Count == 1) return meant[0];
        if (meant.Count == 0) draft.Fault(Verdict.UnknownPerson, ImportKind.Phone, "unknown-person", "没有登记过这个电话", "Nobody with this phone is registered");
        else Ambiguous(draft, meant, ($"{meant.Count} 人共用此电话，请填姓名", $"{meant.Count} people share this phone: give the name"));
        return null;
    }

    private static void Ambiguous(Draft draft, IReadOnlyList<KnownPerson> candidates, (string Zh, string En) words)
    {
        draft.Candidates = candidates;
        draft.Fault(Verdict.AmbiguousName, ImportKind.Name, "ambiguous-name", words.Zh, words.En);
    }
}
