using Ledger.Journal.Following;

namespace Ledger.Projections.Tables;

/// <summary>A read model of ours: says what it reads and where its rows are.</summary>
public interface IProjection : IReadModel
{
    FactsRead Facts { get; }

    /// <summary>Its tables, with the schema's name.</summary>
    IReadOnlyList<string> Tables { get; }
}
