using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Journal.Following;
using Ledger.Projections.Tables;
using Npgsql;

namespace Ledger.Projections.MerchantRedemptions;

/// <summary>The tables of a merchant's redemptions and of its days.</summary>
public sealed class RedemptionRows : IProjection
{
    public const string Model = "merchant-redemptions";

    public string Name => Model;

    public int Version => 2;

    public FactsRead Facts { get; } = new(FactGroups.Redemption, [.. FactGroups.OtherValue, .. FactGroups.MerchantValue, .. FactGroups.PeoplesMoney, .. FactGroups.NoValue]);

    public IReadOnlyList<string> Tables => [RedemptionCells.Redemptions.Name, RedemptionCells.Movements.Name];

    public async Task Apply(ReadModelRun run, CancellationToken cancel)
    {
        var facts = Facts.In<IValueFact>(run).ToList();
        if (facts.Count == 0) return;
        var fold = new RedemptionFold(await Known(run, [.. facts.Select(followed => RedemptionFold.IdOf(followed.Fact)).Distinct()], cancel));
        foreach (var (recorded, fact) in facts) fold.Add(recorded, fact);
        await RedemptionCells.Redemptions.Put(run, fold.Changed, cancel);
        await RedemptionCells.Movements.Insert(run, fold.Movements, cancel);
    }

    public async Task<int> Clear(string tenant, int generation, int most, NpgsqlConnection connection, CancellationToken cancel)
    {
        var gone = await RedemptionCells.Redemptions.Clear(tenant, generation, most, connection, cancel);
        return gone > 0 ? gone : await RedemptionCells.Movements.Clear(tenant, generation, most, connection, cancel);
    }

    private static async Task<List<MerchantRedemption>> Known(ReadModelRun run, RedemptionId[] ids, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"""
            SELECT {RedemptionCells.Selected} FROM ledger.merchant_redemption r
            WHERE r.tenant_id = $1 AND r.generation = $2 AND r.redemption = ANY($3)
            """, run.Connection, run.Transaction);
        command.Parameters.Add(new NpgsqlParameter { Value = run.Tenant });
        command.Parameters.Add(new NpgsqlParameter { Value = run.Generation });
        command.Parameters.Add(new NpgsqlParameter { Value = ids.Select(id => id.Value).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var rows = new List<MerchantRedemption>();
        while (await reader.ReadAsync(cancel)) rows.Add(RedemptionCells.Redemption(reader, 0));
        return rows;
    }
}
