using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ledger.Domain;
using Ledger.Domain.Persons;
using Ledger.Journal;

namespace Ledger.Api.Imports;

/// <summary>
/// Finds out which lines of a file of people are new, and which are somebody in the books or in an earlier line. Ids are
/// computed under the community's key from name, phone and birth date: the same line gives the same person, and nobody
/// without the key can try out names.
/// </summary>
internal sealed class PersonResolving(byte[] key, KnownPeople people, GridNames grid)
{
    public void Resolve(IReadOnlyList<PersonDraft> drafts)
    {
        var earlier = new Dictionary<string, List<PersonDraft>>();
        foreach (var draft in drafts)
        {
            draft.Node = NodeOf(draft);
            draft.Household = HouseholdOf(draft);
            if (draft.IsFault || draft.Name is not { } name) continue;
            var before = earlier.TryGetValue(BookNames.Plain(name), out var same) ? same : earlier[BookNames.Plain(name)] = [];
            Decide(draft, name, before);
            before.Add(draft);
        }
    }

    private void Decide(PersonDraft draft, string name, List<PersonDraft> before)
    {
        if (draft.GivenId is { } id)
        {
            if (people.Find(id) is { } known) Recognised(draft, known, before);
            else New(draft, id);
            return;
        }
        foreach (var one in before)
        {
            var sameness = PersonMatch.Compare(draft.Phone, draft.BirthDate, one.Phone, one.BirthDate);
            if (sameness == Sameness.Same) { Repeats(draft, one); return; }
            if (sameness == Sameness.Unclear && !draft.SaysNew) { Unclear(draft, $"与第 {one.Line.Row} 行同名，请两行都填电话和出生日期", $"The name of row {one.Line.Row}: give phone and birth date in both"); return; }
        }
        var named = people.Named(name);
        var matches = named.Where(known => PersonMatch.Compare(draft, known.Record) == Sameness.Same).ToList();
        if (matches.Count == 1) { Recognised(draft, matches[0], before); return; }
        draft.Candidates = matches.Count > 1 ? matches : [.. named.Where(known => PersonMatch.Compare(draft, known.Record) == Sameness.Unclear)];
        if (draft.Candidates.Count == 0 || draft.SaysNew) New(draft, ComputedPerson(draft, name));
        else Unclear(draft, "已有同名者登记：是同一人请填人员编号，不是请在人员编号填“新”", "Somebody of this name is registered: give that id if it is the same person, or write 'new' there");
    }

    private static void New(PersonDraft draft, PersonId id)
    {
        draft.Candidates = [];
        draft.Person = id;
        draft.Entry = new NewPerson(id, draft.Residence ?? Residence.Resident, draft.Node, draft.Household, null);
    }

    private static void Recognised(PersonDraft draft, KnownPerson known, List<PersonDraft> before)
    {
        draft.Person = known.Id;
        var person = known.Person;
        Differs(draft, ImportKind.Residence, draft.Residence is { } residence && residence != person.Residence);
        Differs(draft, ImportKind.Node, draft.Node is { } node && node != person.Node);
        Differs(draft, ImportKind.Household, draft.Household is { } household && household != person.Household);
        if (known.Record is { } record && BookNames.Plain(record.Name) != BookNames.Plain(draft.Name!)) Differs(draft, ImportKind.Name, true);
        if (draft.IsFault) return;
        draft.Entry = new NewPerson(known.Id, person.Residence, person.Node, person.Household, null);
        if (before.Find(one => one.Person == known.Id) is { } earlier) draft.Repeats(earlier);
        else draft.IsRecorded();
    }

    private static void Repeats(PersonDraft draft, PersonDraft earlier)
    {
        Differs(draft, ImportKind.Residence, draft.Residence is { } residence && residence != earlier.Entry?.Residence);
        Differs(draft, ImportKind.Node, draft.Node != earlier.Node);
        Differs(draft, ImportKind.Household, draft.Household != earlier.Household);
        if (draft.IsFault || earlier.Entry is null) return;
        (draft.Person, draft.Entry) = (earlier.Person, earlier.Entry);
        draft.Repeats(earlier);
    }

    private static void Differs(PersonDraft draft, Column column, bool differs)
    {
        if (differs) draft.Fault(Verdict.Refused, column, "registered-otherwise", "与已登记的不同；导入不更改已有人员", "Registered otherwise; an import changes nobody who is registered");
    }

    private static void Unclear(PersonDraft draft, string zh, string en) => draft.Fault(Verdict.AmbiguousName, ImportKind.Name, "ambiguous-name", zh, en);

    private Code? NodeOf(PersonDraft draft)
    {
        if (draft.Line[ImportKind.Node] is not { } text || text == "未归属") return null;
        var called = grid.Called(text);
        if (called.Count == 1) return called[0].Node;
        if (called.Count == 0) draft.Fault(Verdict.Refused, ImportKind.Node, "unknown-node", $"没有网格节点“{text}”", $"The grid tree has no node '{text}'");
        else draft.Fault(Verdict.Refused, ImportKind.Node, "ambiguous-node", $"“{text}”有 {called.Count} 处，请写上级/名称或代码", $"{called.Count} nodes are called '{text}': write parent/name, or the code");
        return null;
    }

    /// <summary>A household's own id, or its number within its grid node.</summary>
    private HouseholdId? HouseholdOf(PersonDraft draft) =>
        draft.Line[ImportKind.Household] is not { } text ? null
        : Guid.TryParse(text, out var id) && id != Guid.Empty ? HouseholdId.Of(id)
        : HouseholdId.Of(Computed("household", draft.Node?.Value ?? "", BookNames.Plain(text)));

    private PersonId ComputedPerson(PersonDraft draft, string name) => PersonId.Of(Computed(
        "person", BookNames.Plain(name), draft.Phone ?? "", draft.BirthDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? ""));

    private Guid Computed(params ReadOnlySpan<string> parts) => ComputedId.FromHash(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(string.Join('\n', parts))));
}
