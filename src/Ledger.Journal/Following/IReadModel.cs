using Npgsql;

namespace Ledger.Journal.Following;

/// <summary>
/// A table followed from the journal. Its rows carry (tenant_id, generation) in every key: the live generation is named in
/// <c>ledger.read_model</c>, a rebuild writes the next one beside it and swaps. Whoever reads the rows asks for the live
/// generation and the number it stands at in the same statement, since the former generation is cleared after a swap.
/// </summary>
public interface IReadModel
{
    /// <summary>Lower case, never reused for something else.</summary>
    string Name { get; }

    /// <summary>Counts up when the fold or the shape of its rows changes: a community at a lower version is rebuilt.</summary>
    int Version { get; }

    /// <summary>Writes the effect of a run of events, in order, in the transaction that also moves the checkpoint.</summary>
    Task Apply(ReadModelRun run, CancellationToken cancel);

    /// <summary>Deletes at most <paramref name="most"/> rows of a generation; answers how many went.</summary>
    Task<int> Clear(string tenant, int generation, int most, NpgsqlConnection connection, CancellationToken cancel);
}

/// <param name="Events">Consecutive events of one community.</param>
public sealed record ReadModelRun(string Tenant, int Generation, IReadOnlyList<FollowedEvent> Events, NpgsqlConnection Connection, NpgsqlTransaction Transaction);

/// <param name="Fact">The event's data as the application decodes it, once for all read models.</param>
public readonly record struct FollowedEvent(RecordedEvent Recorded, object Fact);

/// <summary>Where a read model of a community stands.</summary>
/// <param name="RebuildGeneration">The generation written beside the live one, or (without a number) the former one being cleared.</param>
public sealed record ReadModelStanding(string Tenant, string Model, int Version, int Generation, long Number, int? RebuildGeneration, long? RebuildNumber, string? StoppedBecause)
{
    /// <summary>The community's last journal number.</summary>
    public long Head { get; init; }

    public long Behind => Head - Number;

    internal int? RebuildVersion { get; init; }

    internal bool IsRebuilding => RebuildGeneration is not null && RebuildNumber is not null;

    internal bool IsClearing => RebuildGeneration is not null && RebuildNumber is null;
}

/// <summary>How far a rebuild is.</summary>
/// <param name="Models">Those that are rebuilt together.</param>
/// <param name="Total">The community's last journal number, which may grow meanwhile.</param>
public sealed record RebuildProgress(string Tenant, IReadOnlyList<string> Models, long Done, long Total);
