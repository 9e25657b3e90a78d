using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Months;
using Ledger.Domain.Storage;
using Ledger.Journal;
using Ledger.Projections.Months;
using Spectre.Console;

namespace Ledger.Cli;

/// <summary>月结核对: a month's table made again from the journal alone, and whether it is the one that was closed.</summary>
internal static class MonthCommand
{
    private static readonly JsonSerializerOptions Json = new(DomainJson.Options) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Make(Screen screen)
    {
        var community = new Argument<string>("COMMUNITY") { Description = "社区代码 / The community's code." };
        var month = new Argument<string>("MONTH") { Description = "月份，如 2026-01 / A month such as 2026-01." };
        var (database, folder) = (Database.Named(), Database.Folder());
        var json = new Option<bool>("--json") { Description = "输出 JSON / Answer in JSON." };
        var command = new Command("month", "月结核对：只凭凭证重算一个月的账表，并与结账时对照 / Make a month's table again from the journal alone and compare it with its closing.") { community, month, json, database, folder };
        command.SetAction(async (parsed, cancel) =>
        {
            var text = parsed.GetRequiredValue(month);
            if (!Month.TryParse(text, out var asked)) throw new CannotException($"“{text}”不是月份，如 2026-01。 / '{text}' is no month such as 2026-01.");
            await using var books = await Database.Open(parsed.GetValue(database), parsed.GetValue(folder), cancel);
            var found = await Make(screen, books, parsed.GetRequiredValue(community), asked, cancel);
            if (parsed.GetValue(json)) screen.Say(JsonSerializer.Serialize(found, Json));
            else Show(screen, found);
            return found.IsWell ? LedgerCtl.Well : LedgerCtl.Wrong;
        });
        return command;
    }

    /// <param name="KnownOn">Where the table is cut: the number the month was closed at, otherwise the head.</param>
    /// <param name="Root">Of all events up to that number, recomputed.</param>
    /// <param name="Closed">The closing the journal holds; absent: not closed.</param>
    /// <param name="Faults">Of the journal, and differences from the closing.</param>
    private sealed record Found(string Community, Month Month, long KnownOn, string Root, string TableHash, MonthClosed? Closed, MonthTable Table, IReadOnlyList<string> Faults)
    {
        public bool IsWell => Faults.Count == 0;
    }

    private static async Task<Found> Make(Screen screen, Database books, string community, Month month, CancellationToken cancel)
    {
        var head = await books.Head(community, cancel);
        var closed = (await books.Reader.ReadStream(community, Domain.Stream.Month(month).Id, 0, head.Number, 1, cancel))
            .Select(recorded => DomainJson.ReadFact(recorded.Type, recorded.Data)).OfType<MonthClosed>().SingleOrDefault();
        var cut = closed?.KnownOn ?? head.Number;
        var (fold, walk, root, faults) = (new MonthFold(month), new JournalWalk(books.Reader, community, head), (byte[]?)null, new List<string>());
        await screen.Working($"重算 {head.Number} 号凭证 / reading {head.Number} events", async progress =>
        {
            await walk.Run(Take, progress, cancel);
            return 0;
        });
        var table = fold.Table();
        var found = new Found(community, month, cut, Convert.ToHexStringLower(root ?? walk.Root), table.Hash, closed, table, faults);
        faults.InsertRange(0, walk.Faults);
        if (!table.AddsUp) faults.Add("账表不平 / the table does not add up");
        if (closed is not null && closed.TableHash != found.TableHash) faults.Add($"账表摘要与结账时不符 / the table's hash is not the one closed with: {closed.TableHash}");
        if (closed is not null && closed.Root != found.Root) faults.Add($"默克尔根与结账时不符 / the Merkle root is not the one closed with: {closed.Root}");
        return found;

        void Take(RecordedEvent recorded)
        {
            if (recorded.Number == cut + 1) root = walk.Root;
            if (DomainJson.ReadFact(recorded.Type, recorded.Data) is not IPostedFact fact) return;
            if (recorded.Number <= cut) fold.Add(fact);
            else if (fact.BookedOn <= month.LastDay && faults.Count < 20) faults.Add($"凭证 {recorded.Number} 在结账后记入本月 / event {recorded.Number} is booked into the month behind its closing");
        }
    }

    private static void Show(Screen screen, Found found)
    {
        screen.Say($"社区 {found.Community}　月份 {found.Month}　截至凭证 known on {found.KnownOn}");
        var table = Screen.Table("账目 commodity", "板块 board", "年度 year", "上期 before", "期初 opened", "计分 issued", "转入 received", "核销欠分 written off", "兑换 spent", "到期 lapsed", "扣分 deducted", "追回 clawed",
            "转出 sent", "收回 forfeited", "抵欠 reattributed", "本期 closing", "预扣 held", "欠分 debt");
        for (var figure = 3; figure < 18; figure++) table.Columns[figure].RightAligned();
        foreach (var commodity in found.Table.Commodities)
        {
            foreach (var origin in commodity.Origins) Row(commodity.Commodity, origin.Board?.Value ?? "—", origin.Year?.ToString(CultureInfo.InvariantCulture) ?? "—", origin.Line);
            Row(commodity.Commodity, "合计 total", "", commodity.Total);
        }
        screen.Show(table);
        foreach (var bearer in found.Table.Money.Bearers) Money($"承担 borne by {bearer.Bearer}", bearer.Line.OwedBefore, bearer.Line.Cost, bearer.Line.Paid, bearer.Line.Owed);
        foreach (var merchant in found.Table.Money.Merchants) Money($"商户 merchant {merchant.Merchant}", merchant.OwedBefore, merchant.Cost, merchant.Paid, merchant.Owed);
        if (found.Table.Money.Residents is { } residents) Money("居民 residents", residents.OwedBefore, residents.Cost, residents.Paid, residents.Owed);
        screen.Say($"账表摘要 hash {found.TableHash}\n默克尔根 root {found.Root}");
        foreach (var fault in found.Faults) screen.Say($"✗ {fault}");
        if (found.IsWell) screen.Say(found.Closed is { } closed
            ? $"与结账时一致（{closed.ClosedOn:yyyy-MM-dd}，凭证 {closed.KnownOn}） / Equal to the closing (at number {closed.KnownOn})."
            : "尚未结账 / Not closed.");

        void Row(string commodity, string board, string year, MonthLine line)
        {
            var amounts = new[] { line.Opening, line.Opened, line.Issued, line.Received, line.WrittenOff, line.Spent, line.Expired, line.Deducted, line.ClawedBack, line.Sent, line.Forfeited, line.Reattributed, line.Closing, line.Held, line.Debt };
            table.AddRow([commodity, board, year, .. amounts.Select(amount => Screen.Amount(commodity, amount))]);
        }

        void Money(string who, long before, long cost, long paid, long owed) =>
            screen.Say($"{who}：上期欠付 {Screen.Amount(Commodity.Fen, before)}　发生 {Screen.Amount(Commodity.Fen, cost)}　支付 {Screen.Amount(Commodity.Fen, paid)}　期末欠付 {Screen.Amount(Commodity.Fen, owed)} 元");
    }
}
