using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Rulebooks.Simulating;

/// <summary>What stands in all windows; each text is kept once.</summary>
internal sealed class SimulatedMeters : IStanding
{
    private readonly Dictionary<MeterKey, Meter> _meters = [];
    private readonly Dictionary<string, string> _texts = [];

    public Meter this[MeterKey key] => _meters.GetValueOrDefault(key);

    public void Add(MeterKey key, long into, long got)
    {
        var before = this[key];
        _meters[before == default ? new(key.Meter, Once(key.Scope), Once(key.Period)) : key] = new(before.In + into, before.Got + got);
    }

    private string Once(string text)
    {
        if (_texts.TryGetValue(text, out var kept)) return kept;
        return _texts[text] = text;
    }
}
