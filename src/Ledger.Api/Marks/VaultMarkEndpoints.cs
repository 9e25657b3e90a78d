using Ledger.Api.Http;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Marks;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Api.Marks;

/// <summary>Marks that the rulebook keeps in the vault (保密登记): the same addresses, and nothing in the journal.</summary>
internal static class VaultMarkEndpoints
{
    /// <summary>Whose vault a mark goes into; null where it is one of the books.</summary>
    public static async Task<PersonId?> KeptOf(Call call, Subject of, Code mark)
    {
        if (of.Person is not { } person) return null;
        var books = (await call.Look(needs => needs.Row<RulebookVersions>(""))).Books;
        return (RulebookVersions.On(books, books.Today) ?? RulebookVersions.Of(books).Versions.MinBy(version => version.From))?.InVault?.Contains(mark) == true ? person : null;
    }

    public static async Task<IResult> Keep<T>(WriteCall<T> call, PersonId person, Code mark, bool ends, DateOnly? until = null) where T : notnull
    {
        var (today, kept) = ((await call.Look(needs => needs)).Books.Today, (await KeptMarks.Of(call, [person]))[person].ToList());
        var isKnown = call.By.Person is not null && (await call.Service<PersonVault>().Open(call.Community, [person], call.Cancel)).ContainsKey(person);
        // Who is not in the vault has no key and gets none; what is not borne is not ended.
        var isThere = isKnown && (!ends || KeptMarks.CodesOn(kept, today).Contains(mark));
        IReadOnlyList<SideRow> rows = isThere ? [call.Service<PersonVault>().SealMark(call.Community, person, new(mark, kept.Count, today, until, ends, call.By.Person!.Value))] : [];
        return await call.Send(new KeepMark(call.By, person, mark, until, rows), done => new MarkIs(person, mark, ends ? null : done.On));
    }

    /// <summary>Those somebody bears today, as far as the caller may know: one's own, a child's whose guardian one is, and those one may set.</summary>
    public static async Task<IReadOnlyList<ListMarks.Shown>> Of(Call call, PersonId? whose)
    {
        if (whose is not { } person) return [];
        var look = (await call.Look(needs => needs.Row<RulebookVersions>("").StartingWith<Rulebook>("").Row<Domain.Persons.Person>(person.ToString()))).Books;
        if (Rulebook.InForce(look, look.Today)?.Document.Marks?.Where(mark => mark.Kept == KeptIn.Vault).ToDictionary(mark => mark.Code) is not { Count: > 0 } marks) return [];
        var isHis = call.By.Is(person) || call.By.IsGuardianOf(look, person);
        return [.. KeptMark.BorneOn((await KeptMarks.Of(call, [person]))[person], look.Today).Where(line => marks.TryGetValue(line.Mark, out var mark) && (isHis || MaySet(mark)))
            .Select(line => new ListMarks.Shown(line.Mark, line.On, line.Until, null, true))];

        bool MaySet(Mark mark) => call.By.HoldsEverywhere(look, [.. mark.SetBy ?? [Role.Office]]);
    }
}
