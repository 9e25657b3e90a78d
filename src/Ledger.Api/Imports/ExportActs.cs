using System.Globalization;
using System.Runtime.CompilerServices;
using Ledger.Api.Http;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Communities;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Storage;
using Ledger.Journal;

namespace Ledger.Api.Imports;

/// <summary>
/// Acts of a range of local dates in the order they were recorded, from the journal in short reads; names and notes from the
/// vault. Importing it again changes nothing.
/// </summary>
public static class ExportActs
{
    private const int AtOnce = 200;

    private const string Recorded = "act-recorded.v1";

    public static readonly Query From = new("from", QueryKind.Date, "The first local date on which an act began; from the beginning unless told.");
    public static readonly Query To = new("to", QueryKind.Date, "The last such date; until today unless told.");

    public static async Task<IResult> Handle(Call call)
    {
        var look = await call.Look(needs => needs);
        if (!call.By.Holds(look.Books, Role.Administrator, Role.Office, Role.Auditor)) return call.Refuse(new NotAllowed(Role.Administrator, Role.Office, Role.Auditor));
        var (from, to) = (call.Date("from") ?? DateOnly.MinValue, call.Date("to") ?? DateOnly.MaxValue);
        return new CsvResult(call, ImportKind.Acts, $"{call.Community}-acts.csv", Pages(call, look, from, to, call.Cancel));
    }

    private static async IAsyncEnumerable<IReadOnlyList<string?[]>> Pages(Call call, Books.Reading look, DateOnly from, DateOnly to, [EnumeratorCancellation] CancellationToken cancel)
    {
        var reader = call.Service<IJournalReader>();
        // Whoever may import may read the notes; an auditor reads the acts.
        var (grid, books) = await call.Service<ImportJudge>().Names(call.Community, cancel);
        var page = new ActPage(call, books, grid, call.By.Holds(look.Books, Role.Administrator, Role.Office));
        var (after, upTo) = await Stretch(reader, call.Community, look, from, to, cancel);
        var acts = new List<ActRecorded>(AtOnce);
        await foreach (var recorded in reader.Read(call.Community, after, upTo, cancel))
        {
            if (recorded.Type != Recorded || DomainJson.ReadFact(recorded.Type, recorded.Data) is not ActRecorded act || act.OccurredOn < from || act.OccurredOn > to) continue;
            acts.Add(act);
            if (acts.Count < AtOnce) continue;
            yield return await page.Of(acts, cancel);
            acts.Clear();
        }
        if (acts.Count > 0) yield return await page.Of(acts, cancel);
    }

    /// <summary>No act is recorded before it happened, nor later than any rulebook allows: the journal need not be read beyond.</summary>
    private static async Task<(long After, long UpTo)> Stretch(IJournalReader reader, string community, Books.Reading look, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var zone = look.Books.Community.LocalZone;
        var after = from.Year < 1900 ? 0 : await reader.NumberAt(community, zone.StartOf(from).AddTicks(-10), cancel);
        var upTo = to >= look.Books.Today.AddDays(-Bounds.MostFilingDays - 1) ? look.Number : await reader.NumberAt(community, zone.StartOf(to.AddDays(Bounds.MostFilingDays + 2)), cancel);
        return (after, upTo);
    }

    private sealed class ActPage(Call call, Domain.Books books, GridNames grid, bool withNotes)
    {
        private readonly LocalTimes _times = new(books.Community.LocalZone);
        private readonly Dictionary<DateOnly, ActTypeNames> _actTypes = [];

        public async Task<IReadOnlyList<string?[]>> Of(List<ActRecorded> acts, CancellationToken cancel)
        {
            var vault = call.Service<PersonVault>();
            var records = await vault.Open(call.Community, acts.Select(act => act.Person), cancel);
            var notes = withNotes ? await vault.OpenNotes(call.Community, acts.Where(act => act.NoteHash is not null).Select(act => (act.Person, act.Act.Value)), cancel) : new Dictionary<Guid, string>();
            var states = await call.Service<IJournalReader>().ReadState(call.Community, new StateNeeds([.. acts.Select(Key)], []), cancel);
            return [.. acts.Select(act => Cells(act, records.GetValueOrDefault(act.Person), notes.GetValueOrDefault(act.Act.Value), (states?.Rows.GetValueOrDefault(Key(act)) as Act)?.Status))];
        }

        private static StateKey Key(ActRecorded act) => new("act", act.Act.ToString());

        private string?[] Cells(ActRecorded act, PersonalRecord? record, string? note, ActStatus? status)
        {
            var (start, end) = (_times.Local(act.StartedAt), _times.Local(act.EndedAt));
            return CsvResult.Cells(ImportKind.Acts, new Dictionary<Column, string?>
            {
                [ImportKind.PersonId] = act.Person.ToString(),
                [ImportKind.Name] = record?.Name,
                [ImportKind.Phone] = record?.Phone,
                [ImportKind.Date] = CsvResult.Day(act.OccurredOn),
                [ImportKind.Start] = Time(start),
                [ImportKind.End] = end.Date == start.Date ? Time(end) : $"{CsvResult.Day(DateOnly.FromDateTime(end))} {Time(end)}",
                [ImportKind.Minutes] = act.Minutes.Count.ToString(CultureInfo.InvariantCulture),
                [ImportKind.ActType] = ActTypesOf(act.OccurredOn).Say(act.ActType),
                [ImportKind.Place] = grid.Say(act.Place.Node),
                [ImportKind.Evidence] = act.Evidence switch { Evidence.SystemTimed => "系统计时", Evidence.LeaderSigned => "队长代签", _ => "补录" },
                [ImportKind.EvidenceHash] = act.EvidenceHash,
                [ImportKind.Source] = act.Source is { } source ? $"{source.Kind}:{source.Id}" : null,
                [ImportKind.Note] = note,
                [ImportKind.ActId] = act.Act.ToString(),
                [ImportKind.Status] = status switch { ActStatus.Attested => "已认定", ActStatus.Rejected => "已驳回", _ => "待审核" },
            });
        }

        private ActTypeNames ActTypesOf(DateOnly day)
        {
            if (!_actTypes.TryGetValue(day, out var names)) _actTypes.Add(day, names = new ActTypeNames(Rulebook.InForce(books, day)));
            return names;
        }

        private static string Time(DateTime local) => local.ToString(local.TimeOfDay.Ticks % TimeSpan.TicksPerMinute == 0 ? "HH:mm" : "HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);
    }
}
