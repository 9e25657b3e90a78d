using System.Globalization;
using Ledger.Api.Books;
using Ledger.Api.Openings;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Storage;
using Ledger.Journal;
using Ledger.Journal.Following;
using Npgsql;

namespace Ledger.Api.Demo;

/// <summary>
/// Loads the demo's history through the same commands and the same append path as everybody. Each community has a journal
/// writer of its own with a simulated clock, and one command at a time: the same request gives the same roots.
/// </summary>
public sealed class DemoHistory(string database, IServiceProvider services)
{
    private static readonly CommunitySample[] Samples = [HaianSample.Sample, BaiheyuanSample.Sample];

    private readonly IJournalReader _reader = services.GetRequiredService<IJournalReader>();

    /// <summary>How long a load may go on without a word.</summary>
    public TimeSpan TellEvery { get; init; } = TimeSpan.FromSeconds(2);

    internal static IReadOnlyList<CommunitySample> Communities => Samples;

    /// <summary>Loads what is not there yet. A finished demo is left as it is, an interrupted one is completed.</summary>
    /// <exception cref="InvalidOperationException">The data folder holds other books.</exception>
    public async Task Load(DemoRequest request, Action<string> tell)
    {
        var missing = new List<CommunitySample>();
        foreach (var sample in Samples)
            if (!await IsFinished(sample)) missing.Add(sample);
        if (missing.Count == 0)
        {
            tell("演示数据已在，不再载入 / The demo's books are there already.");
            return;
        }
        if (request.IsCutShort) tell($"本机时钟早于 {DemoRequest.UsualUntil:yyyy-MM-dd}，演示数据到 {request.Until:yyyy-MM-dd} 为止 / This machine's clock stands before the usual end: the history ends on {request.Until:yyyy-MM-dd}.");
        tell($"载入演示数据 / Loading the demo's history: {DemoRequest.From:yyyy-MM-dd} – {request.Until:yyyy-MM-dd}, --demo-seed {request.Seed}");
        var progress = new DemoProgress(request, missing.Count, TellEvery, tell);
        await using var source = QuickSource();
        await Task.WhenAll(missing.Select(sample => Task.Run(() => Load(source, sample, request, progress))));
        foreach (var sample in missing) await Finish(sample, request, tell);
        tell(string.Create(CultureInfo.InvariantCulture, $"100 %  {progress.Seconds:F1} s"));
    }

    private async Task Load(NpgsqlDataSource source, CommunitySample sample, DemoRequest request, DemoProgress progress)
    {
        var begun = await _reader.Head(sample.Code, CancellationToken.None);
        if (begun is not null && begun.RecordedAt >= LocalTime.StartOf(request.Until.AddDays(1))) throw DemoPen.NotOurs(sample.Code);
        var clock = new DemoClock();
        await using var journal = new PostgresJournal(source, services.GetRequiredService<IStateCodec>(), new JournalOptions { EventNames = [.. EventNames.All.Keys], Clock = clock });
        var pen = new DemoPen(new Bookkeeper(journal, _reader, clock), clock, sample.Code, request);
        await new CommunityLife(sample, request, pen, services.GetRequiredService<PersonVault>(), services.GetRequiredService<RedemptionCodes>(), services.GetRequiredService<PassbookNumbers>())
            .Live((day, number) => progress.Report(sample, day, number));
    }

    /// <summary>
    /// Commits without waiting for the disk: a power cut in the middle loses the last moments of a load, which then goes on from
    /// there. The marker is written durably, and with it everything before it.
    /// </summary>
    private NpgsqlDataSource QuickSource() =>
        JournalSource.Create(new NpgsqlConnectionStringBuilder(database) { Options = "-c synchronous_commit=off" }.ConnectionString, "ledger-demo");

    private static CommandKey Marker => new("scheduler", "demo-finished");

    private async Task<bool> IsFinished(CommunitySample sample) => await _reader.FindAnswer(sample.Code, Marker, CancellationToken.None) is not null;

    /// <summary>The marker is a command that finds nothing to do: it leaves a key and no event.</summary>
    private async Task Finish(CommunitySample sample, DemoRequest request, Action<string> tell)
    {
        var administrator = request.Person(sample.Code, 1);
        var answer = await services.GetRequiredService<Bookkeeper>().Send(new LapseLots(Actor.Scheduler, administrator), new Sending(sample.Code, Marker.Caller, Marker.Key, [1]), CancellationToken.None);
        if (answer is not Answer<LotsLapsed>.Accepted { Number: var number }) throw new InvalidOperationException($"Demo {sample.Code}: the end could not be marked.");
        await services.GetRequiredService<Follower>().WaitFor(sample.Code, number, TimeSpan.FromMinutes(1), CancellationToken.None);
        var head = await _reader.Head(sample.Code, CancellationToken.None);
        tell($"{sample.Name.Zh} {sample.Code}: {head!.Number} 条 / events, root {Convert.ToHexStringLower(head.Root)}");
    }
}
