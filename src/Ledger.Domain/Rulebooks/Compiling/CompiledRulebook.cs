using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Rulebooks.Compiling;

using Ledger.Domain.Rulebooks.Document;

/// <summary>A rulebook, ready to be asked. It never changes, and any number of valuations may share it.</summary>
public sealed class CompiledRulebook
{
    private readonly Dictionary<Code, int> _acts;

    internal CompiledRulebook(RulebookDocument document, FactTable facts, CompiledMeasure[] measures, CompiledAmount[] amounts, CompiledAct[] acts)
    {
        (Document, Facts, Measures, Amounts, Acts) = (document, facts, measures, amounts, acts);
        Periods = new Periods(document.Calendar);
        _acts = acts.Select((act, number) => (act.Code, number)).ToDictionary(pair => pair.Code, pair => pair.number);
    }

    public RulebookDocument Document { get; }

    public FactTable Facts { get; }

    public IReadOnlyList<CompiledMeasure> Measures { get; }

    public Periods Periods { get; }

    internal CompiledAmount[] Amounts { get; }

    internal CompiledAct[] Acts { get; }

    /// <summary>The rulebook, or everything that is wrong with it.</summary>
    public static (CompiledRulebook? Rulebook, IReadOnlyList<Finding> Findings) Of(RulebookDocument document) => new RulebookCompiler(document).Compile();

    /// <summary>The number of an act type; -1 when there is none.</summary>
    public int ActOf(Code code) => _acts.GetValueOrDefault(code, -1);

    /// <summary>The number of a measure; -1 when there is none.</summary>
    public int MeasureOf(Code code) => Measures.FirstOrDefault(measure => measure.Code == code)?.Number ?? -1;
}
