using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Audits;
using Ledger.Domain.Storage;
using Npgsql;

namespace Ledger.Api.AccessRecords;

/// <summary>Somebody looked at somebody's account.</summary>
/// <param name="Caller"><c>person:…</c> or <c>terminal:…</c>.</param>
/// <param name="Role">The role in which it was seen.</param>
/// <param name="Operation">Method and address below the community, such as <c>GET persons/{person}/balance</c>.</param>
/// <param name="People">How many people's accounts the same request showed; absent for an export of the whole community.</param>
/// <param name="Correlation">The request's id.</param>
public sealed record AccessRecord(Guid Id, DateTimeOffset At, string Caller, string Role, string Operation, int? People, AuditCheckId? Check, Guid Correlation);

/// <summary>
/// Who looked at whose account (查阅留痕, rule 15): appended before the answer, so that what cannot be recorded is not shown.
/// One insert, outside the books: a look is no event and waits for no head row.
/// </summary>
public sealed class AccessRecords(NpgsqlDataSource source, TimeProvider clock)
{
    /// <exception cref="NpgsqlException">It could not be written: nothing may be shown.</exception>
    public async Task Note(Call call, Looks looks)
    {
        var everybody = looks.At == LookedAt.Everybody;
        var people = everybody ? [] : call.ShownBesideOneself(looks);
        if (!everybody && people.Count == 0) return;
        var books = await call.LastSeen();
        var (role, now) = (call.InWhatRole(books, people), clock.GetUtcNow().ToUniversalTime());
        await using var insert = source.CreateCommand("""
            INSERT INTO ledger.access_record (tenant_id, id, at, caller, role, operation, persons, everybody, audit_check, correlation)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """);
        Bind(insert, call.Community, Guid.CreateVersion7(now), Bounds.ToMicrosecond(now), call.Caller.Id, role, OperationOf(call.Http),
            people.Select(person => person.Value).ToArray(), everybody, (object?)CheckOf(call, books, role)?.Value ?? DBNull.Value, RequestId.Of(call.Http));
        await insert.ExecuteNonQueryAsync(call.Cancel);
    }

    /// <summary>Looks at a person's account, the newest first. Those of a check that is still open are left out.</summary>
    /// <param name="ids">All he was registered by.</param>
    /// <param name="since">When the person entered the books: exports before it showed nothing of him.</param>
    public async Task<IReadOnlyList<AccessRecord>> Of(string community, IReadOnlyList<PersonId> ids, DateTimeOffset since, IReadOnlyList<AuditCheckId> open, AccessPosition? after, int most, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            SELECT id, at, caller, role, operation, cardinality(persons), everybody, audit_check, correlation FROM ledger.access_record
            WHERE tenant_id = $1 AND (persons && $2 OR (everybody AND at >= $3)) AND (audit_check IS NULL OR audit_check <> ALL ($4))
                AND ($5::timestamptz IS NULL OR (at, id) < ($5, $6))
            ORDER BY at DESC, id DESC LIMIT $7
            """);
        Bind(command, community, ids.Select(id => id.Value).ToArray(), since.ToUniversalTime(), open.Select(check => check.Value).ToArray(),
            (object?)after?.At.ToUniversalTime() ?? DBNull.Value, after?.Id ?? Guid.Empty, most);
        command.Parameters[4].NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz;
        var records = new List<AccessRecord>();
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
            records.Add(new AccessRecord(row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), row.GetString(3), row.GetString(4),
                row.GetBoolean(6) ? null : row.GetInt32(5), row.IsDBNull(7) ? null : AuditCheckId.Of(row.GetGuid(7)), row.GetGuid(8)));
        return records;
    }

    /// <summary>An auditor's looks name the check he has open.</summary>
    private static AuditCheckId? CheckOf(Call call, Domain.Books books, string role) =>
        role == Roles.Code(Role.Auditor) && call.By.Person is { } auditor && books.Find<OpenCheck>(OpenCheck.Key(auditor)) is { } check && check.Covers(books.Today) ? check.Check : null;

    private static string OperationOf(HttpContext http)
    {
        const string community = "/v1/communities/{community}/";
        var pattern = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
        return $"{http.Request.Method} {(pattern.StartsWith(community, StringComparison.Ordinal) ? pattern[community.Length..] : pattern)}";
    }

    private static void Bind(NpgsqlCommand command, params ReadOnlySpan<object> values)
    {
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
    }
}

/// <summary>Where a page of records ended.</summary>
public sealed record AccessPosition(DateTimeOffset At, Guid Id);
