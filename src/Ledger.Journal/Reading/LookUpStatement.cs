using Ledger.Journal.Append;
using Npgsql;

namespace Ledger.Journal.Reading;

/// <summary>
/// The heads, rows and ranges of one look-up or of several, of any communities, in one statement and so in one snapshot. What
/// several ask for is asked once.
/// </summary>
internal sealed class LookUpStatement(LookUpTexts texts, IStateCodec codec)
{
    private readonly Wanted<string, HeadFound> _heads = new();

    /// <summary>Of the derived rows, and of the others.</summary>
    private readonly Wanted<(string Tenant, StateKey What), RowFound>[] _rows = [new(), new()];
    private readonly Wanted<(string Tenant, StateRange What), RangeFound>[] _ranges = [new(), new()];

    public async Task Ask(NpgsqlDataSource source, IReadOnlyList<LookUp> lookUps, CancellationToken cancel)
    {
        foreach (var lookUp in lookUps) Add(lookUp);
        await using var command = source.CreateCommand(texts.Of([.. _rows.Select(part => part.IsAsked), .. _ranges.Select(part => part.IsAsked)]));
        foreach (var parameter in Parameters()) command.Parameters.Add(parameter);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel)) Take(rows);
    }

    private void Add(LookUp lookUp)
    {
        lookUp.Head = _heads.Of(lookUp.Tenant);
        for (var nr = 0; nr < lookUp.Rows.Length; nr++) lookUp.Rows[nr] = _rows[Table(lookUp.Needs.Rows[nr].Kind)].Of((lookUp.Tenant, lookUp.Needs.Rows[nr]));
        for (var nr = 0; nr < lookUp.Ranges.Length; nr++) lookUp.Ranges[nr] = _ranges[Table(lookUp.Needs.Ranges[nr].Kind)].Of((lookUp.Tenant, lookUp.Needs.Ranges[nr]));
    }

    private int Table(string kind) => codec.IsDerived(kind) ? 0 : 1;

    private IEnumerable<NpgsqlParameter> Parameters()
    {
        yield return Sql.Texts(_heads.All);
        foreach (var wanted in _rows.Where(part => part.IsAsked).Select(part => part.All))
        {
            yield return Sql.Texts(wanted.Select(want => want.Tenant));
            yield return Sql.Texts(wanted.Select(want => want.What.Kind));
            yield return Sql.Texts(wanted.Select(want => want.What.Key));
        }
        foreach (var wanted in _ranges.Where(part => part.IsAsked).Select(part => part.All))
        {
            yield return Sql.Texts(wanted.Select(want => want.Tenant));
            yield return Sql.Texts(wanted.Select(want => want.What.Kind));
            yield return Sql.Texts(wanted.Select(want => want.What.From));
            yield return Sql.Texts(wanted.Select(want => want.What.Before));
            yield return Sql.Counts(wanted.Select(want => want.What.Most));
        }
    }

    private void Take(NpgsqlDataReader row)
    {
        var (part, at) = (row.GetInt32(0), (int)row.GetInt64(1) - 1);
        if (part == 0) _heads.Found[at].At = (row.GetInt64(4), row.GetFieldValue<DateTimeOffset>(5), row.GetInt32(6), row.GetFieldValue<DateTimeOffset>(7));
        else if (part <= 2) _rows[part - 1].Found[at].Json = row.GetFieldValue<byte[]>(3);
        else _ranges[part - 3].Found[at].Json.Add(new(row.GetString(2), row.GetFieldValue<byte[]>(3)));
    }

    /// <summary>Each want once, with the place for what is found of it.</summary>
    private sealed class Wanted<TWant, TFound> where TWant : notnull where TFound : new()
    {
        private readonly Dictionary<TWant, TFound> _places = [];

        public bool IsAsked => All.Count > 0;

        public List<TWant> All { get; } = [];

        public List<TFound> Found { get; } = [];

        public TFound Of(TWant want)
        {
            if (_places.TryGetValue(want, out var known)) return known;
            var place = new TFound();
            _places.Add(want, place);
            All.Add(want);
            Found.Add(place);
            return place;
        }
    }
}
