using System.Text.Json;
using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;

namespace Ledger.Domain.Tests.Scenarios.Expected;

/// <summary>What a holder has today.</summary>
internal abstract class OfHolder : IExpected
{
    public abstract string Name { get; }

    public IEnumerable<string> Differ(Town town, JsonElement expected)
    {
        foreach (var (holder, commodity, amount) in Amounts.ByHolder(town, expected))
            if (Amounts.Differs($"{holder} {commodity}", amount, Of(town, town.Subject(holder), commodity)) is { } differs) yield return differs;
    }

    protected abstract long Of(Town town, Subject holder, string commodity);
}

internal sealed class Balance : OfHolder
{
    public override string Name => "balance";

    protected override long Of(Town town, Subject holder, string commodity) => Holding.Of(town.Look, holder, commodity).Available.Hundredths;
}

internal sealed class Held : OfHolder
{
    public override string Name => "held";

    protected override long Of(Town town, Subject holder, string commodity) => Holding.Of(town.Look, holder, commodity).Account.Held;
}

internal sealed class Debt : OfHolder
{
    public override string Name => "debt";

    protected override long Of(Town town, Subject holder, string commodity) => Holding.Of(town.Look, holder, commodity).Account.Debt;
}

/// <summary>Accrued and not posted yet.</summary>
internal sealed class Provisional : OfHolder
{
    public override string Name => "provisional";

    protected override long Of(Town town, Subject holder, string commodity) => town.Journal.Rows.All<Act>()
        .Where(row => row.Value is { Status: ActStatus.Attested, Accrual.IsPosted: false }).Sum(row => Given(row.Value, holder, commodity));

    private static long Given(Act act, Subject holder, string commodity) => (act.Recorded.Person == holder && commodity == Commodity.Points ? act.Accrual!.Own.Hundredths : 0)
        + (act.Accrual!.Beside ?? []).Where(share => share.HeldBy == holder && share.Commodity == commodity).Sum(share => share.Amount);
}
