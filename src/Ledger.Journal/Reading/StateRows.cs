using Npgsql;

namespace Ledger.Journal.Reading;

/// <summary>Look-ups of state share statements (ADR 0024). Nobody waits behind a wide look-up: it is asked alone.</summary>
internal sealed class StateRows
{
    /// <summary>Rows and ranges of one statement, and of one look-up that shares it.</summary>
    private const int MostAtOnce = 500, MostOfOne = 40;

    private readonly IStateCodec _codec;
    private readonly Func<IReadOnlyList<LookUp>, CancellationToken, Task> _ask;
    private readonly AskedTogether<LookUp> _shared;

    public StateRows(NpgsqlDataSource source, IStateCodec codec)
    {
        var texts = new LookUpTexts(codec);
        _codec = codec;
        _ask = (lookUps, cancel) => new LookUpStatement(texts, codec).Ask(source, lookUps, cancel);
        _shared = new(_ask, MostAtOnce);
    }

    /// <exception cref="StateGenerationException">Derived rows were asked for, and the community's are of another generation.</exception>
    public async Task<StateSnapshot?> Read(string tenant, StateNeeds needs, CancellationToken cancel)
    {
        var lookUp = new LookUp(tenant, needs);
        if (IsShort(lookUp)) await _shared.Ask(lookUp, cancel);
        else await _ask([lookUp], cancel);
        return lookUp.Read(_codec);
    }

    internal static void CheckGeneration(string tenant, int inUse, IStateCodec codec)
    {
        if (inUse != codec.Generation) throw new StateGenerationException(tenant, inUse, codec.Generation);
    }

    /// <summary>Some keys, and what begins with a key: not all there is of a kind.</summary>
    private static bool IsShort(LookUp lookUp) => lookUp.Size <= MostOfOne && lookUp.Needs.Ranges.All(range => range.From.Length > 0);
}
