using Ledger.Domain.Storage;
using Ledger.Journal;

namespace Ledger.Projections.States;

/// <summary>What the journal is told of the domain's rows: how they are written, and which are folded from facts.</summary>
public sealed class StateCodec : IStateCodec
{
    public int Generation => StateKinds.Generation;

    public object Read(string kind, byte[] json) => DomainJson.Read(json, StateKinds.Of(kind));

    public byte[] Write(string kind, object row) => DomainJson.Write(row);

    public bool IsDerived(string kind) => StateKinds.Derived.ContainsKey(kind);
}
