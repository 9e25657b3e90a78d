using Ledger.Journal.Append;

namespace Ledger.Journal.Reading;

/// <summary>Rows and ranges of a community, and the places for what is found of them.</summary>
internal sealed class LookUp(string tenant, StateNeeds needs) : Question
{
    public string Tenant => tenant;

    public StateNeeds Needs => needs;

    public HeadFound Head { get; set; } = HeadFound.Nothing;

    /// <summary>In the order of the rows that are named.</summary>
    public RowFound[] Rows { get; } = new RowFound[needs.Rows.Count];

    /// <summary>In the order of the ranges.</summary>
    public RangeFound[] Ranges { get; } = new RangeFound[needs.Ranges.Count];

    public override int Size => 1 + needs.Rows.Count + needs.Ranges.Count;

    /// <summary>Rows are read from their JSON here, by who asked: not by the one who reads the database for all.</summary>
    /// <exception cref="StateGenerationException">Derived rows were asked for, and the community's are of another generation.</exception>
    public StateSnapshot? Read(IStateCodec codec)
    {
        if (Head.At is not { } at) return null;
        if (needs.Rows.Any(row => codec.IsDerived(row.Kind)) || needs.Ranges.Any(range => codec.IsDerived(range.Kind))) StateRows.CheckGeneration(tenant, at.Generation, codec);
        var rows = new Dictionary<StateKey, object>(Rows.Length);
        for (var nr = 0; nr < Rows.Length; nr++)
            if (Rows[nr].Read(needs.Rows[nr].Kind, codec) is { } row) rows[needs.Rows[nr]] = row;
        var ranges = new IReadOnlyList<KeyValuePair<string, object>>[Ranges.Length];
        for (var nr = 0; nr < Ranges.Length; nr++) ranges[nr] = Ranges[nr].Read(needs.Ranges[nr], codec);
        return new StateSnapshot(at.Number, at.RecordedAt, at.ReadAt, rows, ranges);
    }
}

/// <summary>A community's head; nothing where there is no such community.</summary>
internal sealed class HeadFound
{
    public static readonly HeadFound Nothing = new();

    public (long Number, DateTimeOffset RecordedAt, int Generation, DateTimeOffset ReadAt)? At { get; set; }
}

/// <summary>A row as it came, read once for all who asked for it. Two may read it at the same moment: the same comes of it.</summary>
internal sealed class RowFound
{
    private object? _row;

    public byte[]? Json { get; set; }

    public object? Read(string kind, IStateCodec codec) => Json is null ? null : _row ??= codec.Read(kind, Json);
}

/// <summary>The rows of a range as they came, in whatever order that was.</summary>
internal sealed class RangeFound
{
    private IReadOnlyList<KeyValuePair<string, object>>? _rows;

    public List<KeyValuePair<string, byte[]>> Json { get; } = [];

    public IReadOnlyList<KeyValuePair<string, object>> Read(StateRange range, IStateCodec codec)
    {
        if (_rows is { } known) return known;
        if (Json.Count > range.Most) throw new InvalidOperationException($"A range of {range.Kind} has more than {range.Most} rows.");
        var rows = Json.ConvertAll(row => KeyValuePair.Create(row.Key, codec.Read(range.Kind, row.Value)));
        rows.Sort(static (a, b) => ByteOrder.Instance.Compare(a.Key, b.Key));
        return _rows = rows;
    }
}
