using System.Text.Json;
using Ledger.Domain.Persons;

namespace Ledger.Domain.Tests.Scenarios.Listed;

/// <summary>Who is of somebody's family and lives elsewhere.</summary>
internal sealed class Relatives : IListed
{
    public string Name => "relatives";

    public void Set(Town town, string bearer, JsonElement value)
    {
        foreach (var other in value.EnumerateArray())
            town.Must(new BindRelation(town.By("office"), town.Person(bearer), town.Person(other.GetString()!), RelationKind.Relative, town.Today, null, null));
    }
}
