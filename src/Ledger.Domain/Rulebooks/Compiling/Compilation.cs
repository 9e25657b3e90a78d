using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Rulebooks.Compiling;

using Ledger.Domain.Rulebooks.Document;

/// <summary>What all parts of a document share while it is compiled: its facts, its names, and what was found to be wrong.</summary>
internal sealed class Compilation(RulebookDocument document)
{
    public RulebookDocument Document => document;

    public FactTable Facts { get; } = new();

    public List<Finding> Findings { get; } = [];

    /// <summary>The unit of each measure so far; a clause sees only those above it.</summary>
    public Dictionary<string, string> MeasureUnits { get; } = [];

    /// <summary>The unit of each named amount so far, in order.</summary>
    public List<(string Code, string Unit)> Amounts { get; } = [];

    public void Fault(string pointer, Code code) => Findings.Add(new(pointer, code));

    public T Fault<T>(string pointer, Code code, T instead)
    {
        Fault(pointer, code);
        return instead;
    }

    /// <summary>A fact's type, by its plain name.</summary>
    public FactType? TypeOf(string fact) => fact.StartsWith("measure.", StringComparison.Ordinal)
        ? MeasureUnits.TryGetValue(fact[8..], out var unit) ? new(FactKind.Number, unit) : null
        : FactNames.Find(document, fact);

    public CompiledSelector? Selector(When? when, string pointer) => when is null ? null : SelectorCompiler.Compile(this, when, pointer);

    /// <summary>A quantity that must be in this unit.</summary>
    public long In(string unit, Quantity quantity, string pointer) => quantity.Unit.Counts == unit ? quantity.Units : Fault(pointer, "wrong-unit", quantity.Units);

    /// <summary>The same, and not 0.</summary>
    public long Positive(string unit, Quantity quantity, string pointer) => In(unit, quantity, pointer) is > 0 and var units ? units : Fault(pointer, "out-of-range", 1L);
}
