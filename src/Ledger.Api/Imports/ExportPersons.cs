using System.Runtime.CompilerServices;
using Ledger.Api.Http;
using Ledger.Api.Vault;
using Ledger.Domain.Grid;
using Ledger.Domain.Persons;
using Ledger.Journal;

namespace Ledger.Api.Imports;

/// <summary>Everybody in the books with name, phone and birth date from the vault. Importing it again changes nothing.</summary>
public static class ExportPersons
{
    private const int AtOnce = 200;

    public static async Task<IResult> Handle(Call call) =>
        await ImportGate.Closed(call) ?? new CsvResult(call, ImportKind.Persons, $"{call.Community}-persons.csv", Pages(call, call.Cancel));

    private static async IAsyncEnumerable<IReadOnlyList<string?[]>> Pages(Call call, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (reader, vault) = (call.Service<IJournalReader>(), call.Service<PersonVault>());
        var (grid, _) = await call.Service<ImportJudge>().Names(call.Community, cancel);
        for (var after = ""; ;)
        {
            var rows = await reader.FirstRows(call.Community, new StateRange("person", after, "\uffff", AtOnce), cancel);
            if (rows.Count == 0) yield break;
            after = rows[^1].Key + ' '; // behind this key and before any other, since all are UUIDs
            var people = rows.Select(row => (Person)row.Value).ToList();
            var records = await vault.Open(call.Community, people.Select(person => person.Id), cancel);
            yield return [.. people.Select(person => Cells(person, records.GetValueOrDefault(person.Id), grid))];
        }
    }

    private static string?[] Cells(Person person, PersonalRecord? record, GridNames grid) => CsvResult.Cells(ImportKind.Persons, new Dictionary<Column, string?>
    {
        [ImportKind.PersonId] = person.Id.ToString(),
        [ImportKind.Name] = record?.Name,
        [ImportKind.Phone] = record?.Phone,
        [ImportKind.BirthDate] = CsvResult.Day(record?.BirthDate),
        [ImportKind.Residence] = person.Residence == Residence.Resident ? "居民" : "非居民",
        [ImportKind.Node] = person.Node is { } node ? grid.Say(node) : "",
        [ImportKind.Household] = person.Household?.ToString(),
        [ImportKind.Status] = person.IsSuspended ? "停用" : "正常",
    });
}
