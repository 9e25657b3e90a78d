using Ledger.Domain;
using Ledger.Domain.Accounts;

namespace Ledger.Projections.Entries;

/// <summary>One leg of one fact (分录), with everything that was frozen when it was posted.</summary>
/// <param name="Number">The journal number.</param>
/// <param name="Index">The leg's place in the fact, from 0.</param>
/// <param name="Holder">Whose value the fact moves, such as <c>person:…</c>: also on the legs of the community's and merchants' accounts.</param>
/// <param name="Line">The line in the holder's passbook of that commodity; absent when it has none (money).</param>
/// <param name="Fact">The stored event name.</param>
public sealed record Entry(
    long Number, int Index, string Holder, Leg Leg, long? Line, string Fact, DateOnly OccurredOn, DateOnly BookedOn, DateTimeOffset RecordedAt, References About)
{
    public string Role => AccountName.RoleOf(Leg.Account);
}
