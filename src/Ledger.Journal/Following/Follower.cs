using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Ledger.Journal.Following;

/// <summary>
/// Keeps a node's read models up with the journal. Any number of nodes may follow: correct is what the checkpoint's
/// compare-and-set lets through, everything else only saves work.
/// </summary>
public sealed class Follower : IAsyncDisposable
{
    /// <summary>The name of the meter that counts events, stops and arrears.</summary>
    public const string MeterName = FollowerMetrics.MeterName;

    /// <summary>About three seconds of a busy node, some 15 MB.</summary>
    private const int MostFresh = 10_000;

    private readonly FreshEvents _fresh = new(MostFresh);
    private readonly IJournalReader _reader;
    private readonly IReadOnlyList<IReadModel> _models;
    private readonly CheckpointRows _checkpoints;
    private readonly Advances _advances;
    private readonly CommunityRebuild _rebuild;
    private readonly FollowerWork _work;

    /// <param name="decode">Turns a stored event into a fact, once for all read models; throws on a name it does not know.</param>
    public Follower(NpgsqlDataSource source, IJournalReader reader, IReadOnlyList<IReadModel> models, Func<RecordedEvent, object> decode, FollowerOptions? options = null, ILogger<Follower>? log = null)
    {
        options ??= new FollowerOptions();
        (_reader, _models) = (reader, models);
        _checkpoints = new CheckpointRows(source, models);
        _advances = new Advances(_checkpoints);
        var leading = new Leading();
        var pass = new CommunityPass(source, reader, _checkpoints, _fresh, leading, models, decode, options.Batch);
        _rebuild = new CommunityRebuild(source, reader, _checkpoints, models, decode, options.RebuildBatch);
        _work = new FollowerWork(source, _checkpoints, pass, leading, _rebuild, _advances, options, log ?? NullLogger<Follower>.Instance);
    }

    /// <summary>Begins to follow. Without it the follower only answers, waits and rebuilds when asked.</summary>
    public void Start() => _work.Start();

    /// <summary>Ends at a checkpoint: batches under way are finished, unless <paramref name="hurry"/> is cancelled first.</summary>
    public Task Stop(CancellationToken hurry) => _work.Stop(hurry);

    /// <summary>Tells of a commit in the community. Never needed, only faster than the poll.</summary>
    public void Wake(string tenant) => _work.Wake(tenant);

    /// <summary>Hands over what was just committed in the community, in order, before <see cref="Wake"/>. Never needed: it saves reading it back.</summary>
    public void HandOver(string tenant, IReadOnlyList<RecordedEvent> events) => _fresh.Add(tenant, events);

    /// <summary>
    /// True as soon as the community's read models (or the one named) stand at the number or beyond, whichever node
    /// brought them there; false when they do not within the time-out.
    /// </summary>
    public Task<bool> WaitFor(string tenant, long number, TimeSpan timeout, CancellationToken cancel, string? model = null) =>
        _advances.Reach(tenant, model, number, timeout, () => _work.Hurry(tenant), cancel);

    /// <summary>Where every read model of every community stands.</summary>
    public async Task<IReadOnlyList<ReadModelStanding>> Standings(CancellationToken cancel) => await _checkpoints.All(cancel);

    /// <summary>Where the read models of one community stand.</summary>
    public async Task<IReadOnlyList<ReadModelStanding>> Standings(string tenant, CancellationToken cancel) => await _checkpoints.Of(tenant, cancel);

    /// <summary>
    /// Rebuilds from event 0 beside the live rows, all in one pass over the events, and swaps; returns when the former rows are gone too. Safe while nodes
    /// write and follow, and taken up again after a kill.
    /// </summary>
    /// <param name="tenant">Null: all communities.</param>
    /// <param name="model">Null: all read models.</param>
    /// <exception cref="PoisonedEventException">An event cannot be decoded or applied; the live rows are untouched.</exception>
    public async Task Rebuild(string? tenant, string? model, IProgress<RebuildProgress>? progress, CancellationToken cancel)
    {
        if (model is not null && _models.All(known => known.Name != model))
            throw new ArgumentException($"There is no read model {model}.", nameof(model));
        var wanted = _models.Select(known => known.Name).Where(name => model is null || name == model).ToHashSet();
        foreach (var one in tenant is null ? await _reader.Tenants(cancel) : [tenant])
            await _rebuild.Run(one, wanted, progress, cancel);
    }

    public ValueTask DisposeAsync() => _work.DisposeAsync();
}
