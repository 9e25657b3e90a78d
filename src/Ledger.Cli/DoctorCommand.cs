using System.CommandLine;
using System.Globalization;
using Ledger.Domain;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Storage;
using Ledger.Journal;
using Ledger.Journal.Following;
using Ledger.Journal.Schema;
using Ledger.Projections;
using Ledger.Projections.BooksCheck;
using Npgsql;

namespace Ledger.Cli;

/// <summary>Looks at everything the books' promises rest on, and changes nothing.</summary>
internal sealed class DoctorCommand(Screen screen, Database books)
{
    private static readonly TimeSpan LongTransaction = TimeSpan.FromMinutes(1);

    /// <summary>A follower that runs is some hundred events behind at most.</summary>
    private const long LongArrears = 10_000;

    private bool _wrong;
    private string? _keys;

    public static Command Make(Screen screen)
    {
        var (database, folder) = (Database.Named(), Database.Folder());
        var keys = new Option<string?>("--keys") { Description = "密钥文件夹；缺省取 Ledger__KeyFolder 或数据文件夹下的 keys / Key folder; else Ledger__KeyFolder, or keys in the data folder." };
        var command = new Command("doctor", "体检：连接、持久性设置、凭证链、查询数据、总账核对 / Check connection, durability, journal, read models and books.") { database, folder, keys };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var books = await Database.Open(parsed.GetValue(database), parsed.GetValue(folder), cancel);
            return await new DoctorCommand(screen, books).Run(parsed.GetValue(keys), cancel);
        });
        return command;
    }

    public async Task<int> Run(string? keys, CancellationToken cancel)
    {
        Tell(true, $"数据库已连接：PostgreSQL {await Text("SHOW server_version", cancel)} / connected");
        if (!await Schema("journal", JournalSchema.Scripts, cancel)) return LedgerCtl.Wrong;
        await Schema("projections", ProjectionsSchema.Scripts, cancel);
        foreach (var setting in new[] { "fsync", "synchronous_commit", "full_page_writes" })
            Tell(await Text($"SHOW {setting}", cancel) is var value && value != "off", $"{setting} = {value}{(value == "off" ? "：断电会丢失已确认的账 / a power cut loses what was acknowledged" : "")}");
        await Transactions(cancel);
        _keys = books.KeyFolder(keys);
        if (_keys is null) screen.Say("  · 密钥文件夹未指明，未查 / the key folder is not named: not checked (--keys)");
        var communities = await books.Reader.Tenants(cancel);
        if (communities.Count == 0) screen.Say("  还没有社区 / there is no community yet");
        foreach (var community in communities) await Community(community, cancel);
        screen.Say(_wrong ? "✗ 有问题，见上 / Something is wrong, see above." : "✓ 一切正常 / All is well.");
        return _wrong ? LedgerCtl.Wrong : LedgerCtl.Well;
    }

    private async Task Community(string community, CancellationToken cancel)
    {
        screen.Say($"社区 {community}");
        var head = await books.Head(community, cancel);
        var walk = new JournalWalk(books.Reader, community, head);
        try
        {
            await screen.Working($"{community}：{head.Number} 号凭证 / events", async progress =>
            {
                await walk.Run(null, progress, cancel);
                return 0;
            });
        }
        catch (Exception unreadable) when (unreadable is InvalidOperationException or FormatException or Ledger.Journal.Proof.NotCanonicalException)
        {
            Tell(false, $"凭证无法读取：{unreadable.Message} / an event cannot be read");
        }
        foreach (var fault in walk.Faults) Tell(false, fault);
        if (walk.RootFits) Tell(true, $"凭证 1–{head.Number} 连号，默克尔根相符 {Convert.ToHexStringLower(head.Root)} / whole, and the root fits");
        await Frontier(community, head.Number, cancel);
        await ZoneData(community, cancel);
        if (_keys is not null) Tell(File.Exists(Path.Combine(_keys, community, "community.key")), $"密钥在 {Path.Combine(_keys, community)} / keys: without them nobody's name can be read again");
        await ReadModels(community, cancel);
        await BooksCheck(community, cancel);
        if (head.StateGeneration == StateKinds.Generation) await Filling(community, cancel);
        await State(community, head, cancel);
    }

    /// <summary>How far the windows of a new rulebook are filled, while the service is at it: until then nothing is decided by it.</summary>
    private async Task Filling(string community, CancellationToken cancel)
    {
        var rows = await books.Reader.FirstRows(community, new StateRange(StateKinds.Of(typeof(RulebookVersions)), "", "\uffff", 1), cancel);
        foreach (var version in rows.SelectMany(row => ((RulebookVersions)row.Value).Versions))
            if (version.Filling is { } filling) screen.Say($"  · 细则 {version.Version} 正在补计以往的事项和兑换：已计 {filling.Count} 件 / rulebook {version.Version} is being filled: {filling.Count} acts and holds so far");
    }

    /// <summary>The rows decisions read, against a fold of all events. State of another version is left to that version's tool.</summary>
    private async Task State(string community, JournalHead head, CancellationToken cancel)
    {
        Tell(head.StateGeneration == StateKinds.Generation, $"状态第 {head.StateGeneration} 代，本工具 {StateKinds.Generation} / state generation {head.StateGeneration}, this tool knows {StateKinds.Generation}");
        if (head.StateGeneration != StateKinds.Generation) return;
        try
        {
            var check = new StateCheck(books.Reader, community);
            var differences = await screen.Working($"{community}：状态 / state", progress => check.Run(head, progress, cancel));
            Tell(differences.Count == 0, differences.Count == 0 ? $"{check.Rows} 行状态与凭证一致 / {check.Rows} state rows follow from the events" : $"{differences.Count} 行状态与凭证不符 / {differences.Count} state rows do not follow from the events");
            foreach (var difference in differences.Take(20)) screen.Say($"      {difference}");
        }
        catch (Exception unreadable) when (unreadable is InvalidOperationException or FormatException or System.Text.Json.JsonException or Ledger.Journal.Proof.NotCanonicalException)
        {
            Tell(false, $"状态无法由凭证重算：{unreadable.Message} / the state cannot be folded from the events");
        }
    }

    /// <summary>Head, frontier and table must end at the same number: otherwise the newest events are gone, or came from elsewhere.</summary>
    private async Task Frontier(string community, long head, CancellationToken cancel)
    {
        await using var command = books.Source.CreateCommand("SELECT (SELECT number FROM ledger.frontier WHERE tenant_id = $1), (SELECT max(seq_id) FROM ledger.mt_events WHERE tenant_id = $1 AND seq_id >= $2)");
        command.Parameters.Add(new() { Value = community });
        command.Parameters.Add(new() { Value = head });
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        var (frontier, last) = (row.IsDBNull(0) ? 0 : row.GetInt64(0), row.IsDBNull(1) ? -1 : row.GetInt64(1));
        // Read after the head: writing may have gone on.
        if (frontier < head) Tell(false, $"账头在 {head}，默克尔前沿在 {frontier} / the head stands at {head}, the frontier at {frontier}");
        if (last < head && head > 0) Tell(false, $"账头在 {head}，而最后的凭证不在 / the head stands at {head}, and that event is gone");
        if (last > frontier) Tell(false, $"凭证 {last} 在账头之后，不是记账写入的 / event {last} lies beyond the frontier at {frontier}: it was not booked");
    }

    private async Task ZoneData(string community, CancellationToken cancel)
    {
        try
        {
            var zone = (await books.Opening(community, cancel)).Zone;
            Tell(Zone.Find(zone) is not null, $"时区 {zone} / time zone data");
        }
        catch (CannotException cannot)
        {
            Tell(false, cannot.Message);
        }
    }

    private async Task ReadModels(string community, CancellationToken cancel)
    {
        await using var follower = new Follower(books.Source, books.Reader, AllReadModels.List, recorded => DomainJson.ReadFact(recorded.Type, recorded.Data));
        var standings = await follower.Standings(community, cancel);
        foreach (var missing in AllReadModels.List.Where(model => standings.All(standing => standing.Model != model.Name)))
            screen.Say($"  · {missing.Name}：尚未开始 / not followed yet");
        foreach (var standing in standings)
            Tell(standing.StoppedBecause is null && standing.Behind <= LongArrears, $"{standing.Model}：凭证 {standing.Number}，落后 {standing.Behind} / at {standing.Number}, {standing.Behind} behind"
                + (standing.RebuildNumber is { } rebuilt ? $"，重建到 {rebuilt} / rebuilding, at {rebuilt}" : "") + (standing.StoppedBecause is { } because ? $"：{because}" : ""));
    }

    private async Task BooksCheck(string community, CancellationToken cancel)
    {
        try
        {
            var check = await new BooksCheckReader(books.Source).Now(community, cancel);
            Tell(check.AddUp, $"积分总账核对（凭证 {check.KnownOn}） / books check at number {check.KnownOn}");
            foreach (var difference in check.Differences) screen.Say($"      {difference.Commodity} {difference.Board} {difference.Year} {difference.Law}: {difference.Amount} 不平 / does not add up");
            foreach (var fact in check.Unbalanced.Take(20)) screen.Say($"      凭证 {fact.Number} {fact.Fact} {fact.Commodity}: {fact.Amount} 借贷不平 / its legs do not sum to zero");
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            Tell(false, "没有查询数据表 / the read models' tables are missing");
        }
    }

    private async Task<bool> Schema(string chapter, SchemaScripts known, CancellationToken cancel)
    {
        var applied = new List<byte[]>();
        try
        {
            await using var command = books.Source.CreateCommand("SELECT checksum FROM ledger.schema_version WHERE chapter = $1 ORDER BY number");
            command.Parameters.Add(new() { Value = chapter });
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel)) applied.Add(rows.GetFieldValue<byte[]>(0));
        }
        catch (PostgresException missing) when (missing.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
        }
        var fits = applied.Count == known.Scripts.Count && applied.Zip(known.Scripts).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second.Checksum));
        Tell(fits, $"表结构 {chapter}：{applied.Count}，本工具 {known.Scripts.Count} / schema {chapter} is at {applied.Count}, this tool knows {known.Scripts.Count}");
        return applied.Count > 0;
    }

    private async Task Transactions(CancellationToken cancel)
    {
        var seconds = await Text("SELECT coalesce(extract(epoch FROM max(now() - xact_start)), 0)::bigint::text FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()", cancel);
        var oldest = TimeSpan.FromSeconds(long.Parse(seconds, CultureInfo.InvariantCulture));
        Tell(oldest < LongTransaction, $"最久的事务 {oldest.TotalSeconds:0} 秒 / the oldest transaction has lasted {oldest.TotalSeconds:0} s");
    }

    private async Task<string> Text(string sql, CancellationToken cancel)
    {
        await using var command = books.Source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(cancel) as string ?? "";
    }

    private void Tell(bool isWell, string what)
    {
        _wrong |= !isWell;
        screen.Say($"  {(isWell ? '✓' : '✗')} {what}");
    }
}
