using Ledger.Api.AccessRecords;
using Ledger.Api.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Ledger.Api.Tests.Contract;

/// <summary>What somebody asked and was answered.</summary>
internal sealed record Seen(string Operation, string Caller, string Body, Reply Reply);

/// <summary>Rule 15, held against every answer of the caller table: whoever was shown the volunteer is on record, and nobody else is.</summary>
internal static class Recorded
{
    /// <summary>Answers that name the volunteer without a record of it, and records of what showed nothing.</summary>
    public static async Task<IReadOnlyList<string>> Missing(Town town, IReadOnlyList<Seen> seen)
    {
        var excused = OpenApiTests.Endpoints(town.Api).Where(route => route.Endpoint.Metadata.GetMetadata<Looks>() is { At: LookedAt.Nobody }).Select(route => route.Name).ToHashSet();
        var records = await Of(town);
        var wrong = new List<string>();
        foreach (var one in seen)
        {
            var shown = one.Reply.Status < 300 && one.Caller != "self" && Names(one, town.Volunteer.Id) && !excused.Contains(one.Operation);
            var recorded = records.TryGetValue(Guid.Parse(one.Reply.Headers["X-Request-Id"]), out var people);
            if (shown && !(recorded && (people!.Length == 0 || people.Contains(town.Volunteer.Id)))) wrong.Add($"{one.Caller} was shown the volunteer and is not on record: {one.Reply}");
            if (recorded && one.Reply.Status >= 300) wrong.Add($"{one.Caller} is on record and was shown nothing: {one.Reply}");
            if (recorded && one.Caller == "self" && people!.Contains(town.Volunteer.Id)) wrong.Add($"One's own account is no look: {one.Reply}");
        }
        if (records.Count < 50) wrong.Add($"Only {records.Count} looks are on record: the test sees nothing.");
        return wrong;
    }

    /// <summary>Whom a write itself named is no news; a read always tells.</summary>
    private static bool Names(Seen one, Guid person) =>
        one.Reply.Text.Contains(person.ToString(), StringComparison.Ordinal)
        && (one.Operation.StartsWith("GET ", StringComparison.Ordinal) || !(one.Body + one.Reply.Request).Contains(person.ToString(), StringComparison.Ordinal));

    private static async Task<Dictionary<Guid, Guid[]>> Of(Town town)
    {
        await using var command = town.Api.Database.DataSource.CreateCommand("SELECT correlation, persons FROM ledger.access_record WHERE tenant_id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = town.Code });
        await using var rows = await command.ExecuteReaderAsync();
        var records = new Dictionary<Guid, Guid[]>();
        while (await rows.ReadAsync()) Assert.True(records.TryAdd(rows.GetGuid(0), rows.GetFieldValue<Guid[]>(1)), "A request left two records.");
        return records;
    }
}
