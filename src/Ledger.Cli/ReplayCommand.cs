using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Storage;
using Ledger.Projections.Balances;
using Ledger.Projections.Passbook;
using Ledger.Projections.Replay;
using Npgsql;
using Spectre.Console;

namespace Ledger.Cli;

/// <summary>账目追溯: an account as it follows from the journal alone, at any pair of dates, compared with what the service shows.</summary>
internal static class ReplayCommand
{
    private static readonly JsonSerializerOptions Json = new(DomainJson.Options) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Make(Screen screen)
    {
        var account = new Argument<Guid>("ACCOUNT") { Description = "人员编号 / The person's id." };
        var (database, folder, community) = (Database.Named(), Database.Folder(), Database.Community());
        var commodity = new Option<string>("--commodity") { Description = "账目种类：points 积分、minutes 分钟、fen 分 / Commodity.", DefaultValueFactory = _ => Commodity.Points };
        var asOf = new Option<DateOnly?>("--as-of") { CustomParser = LocalDate, Description = "截至当地日期，如 2026-08-31；缺省为今天 / As of the end of this local date; today unless told." };
        var knownOn = new Option<DateTimeOffset?>("--known-on") { CustomParser = Instant, Description = "按此刻账面，如 2026-09-01T00:00:00+08:00；缺省为现在 / As the books knew it then; now unless told." };
        var json = new Option<bool>("--json") { Description = "输出 JSON / Answer in JSON." };
        var command = new Command("replay", "账目追溯：只凭凭证重放一个账户，并与存折对照 / Replay an account from the journal alone and compare it with the passbook.") { account, community, commodity, asOf, knownOn, json, database, folder };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var books = await Database.Open(parsed.GetValue(database), parsed.GetValue(folder), cancel);
            var found = await Replay(screen, books, parsed.GetRequiredValue(community), PersonId.Of(parsed.GetRequiredValue(account)), parsed.GetRequiredValue(commodity), parsed.GetValue(asOf), parsed.GetValue(knownOn), cancel);
            if (parsed.GetValue(json)) screen.Say(JsonSerializer.Serialize(found, Json));
            else Show(screen, found);
            return found.IsWell ? LedgerCtl.Well : LedgerCtl.Wrong;
        });
        return command;
    }

    /// <param name="Root">Of all events up to <see cref="Head"/>, recomputed.</param>
    /// <param name="JournalFaults">Gaps, changed events, a root that does not fit.</param>
    private sealed record Found(
        string Community, PersonId Account, string Commodity, DateOnly AsOf, long KnownOn, long Head, string Root, IReadOnlyList<string> JournalFaults,
        long Available, long Held, long Earned, long Debt, IReadOnlyList<LotAmount> Lots, IReadOnlyList<LotAmount> Lapsed, IReadOnlyList<PassbookLine> Lines, ComparedPassbook? ReadModel)
    {
        public bool IsWell => JournalFaults.Count == 0 && ReadModel is not { IsEqual: false };
    }

    private static async Task<Found> Replay(Screen screen, Database books, string community, PersonId person, string commodity, DateOnly? asOf, DateTimeOffset? knownOn, CancellationToken cancel)
    {
        var head = await books.Head(community, cancel);
        var zone = Zone.Find((await books.Opening(community, cancel)).Zone) ?? throw new CannotException("本机没有该社区的时区数据。 / This machine has no zone data for the community.");
        var day = asOf ?? zone.DateOf(TimeProvider.System.GetUtcNow() is var now && now > head.RecordedAt ? now : head.RecordedAt);
        var cut = knownOn is { } instant ? await books.Reader.NumberAt(community, instant.ToUniversalTime(), cancel) : head.Number;
        var holder = AccountName.Holder(person);
        var rulebookOn = await ReplayedRulebooks.Read(books.Reader, community, cut, cancel);
        var model = await ShownPassbook.Read(books.Source, community, holder, commodity, day, cut, rulebookOn, cancel);
        var (replay, compared) = (new AccountReplay(holder, commodity, day, cut), model is null ? null : new AccountReplay(holder, commodity, day, model.KnownOn));
        var (walk, stream, isKnown) = (new JournalWalk(books.Reader, community, head), Domain.Stream.Person(person).Id, false);
        await screen.Working($"重放 {head.Number} 号凭证 / replaying {head.Number} events", async progress =>
        {
            await walk.Run(recorded =>
            {
                isKnown |= recorded.Stream == stream;
                replay.Add(recorded);
                compared?.Add(recorded);
            }, progress, cancel);
            return 0;
        });
        if (!isKnown) throw new CannotException($"社区“{community}”没有人员 {person}。 / '{community}' has no person {person}.");
        var account = replay.Result(rulebookOn);
        if (model is not null) model = await model.With(compared!.Aliases, books.Source, community, day, cancel);
        return new Found(community, person, commodity, day, cut, head.Number, Convert.ToHexStringLower(walk.Root), walk.Faults,
            account.Available, account.Held, account.Earned, account.Debt, account.Live, account.Lapsed, account.Lines, model?.Compare(compared!.Result(rulebookOn)));
    }

    private static void Show(Screen screen, Found found)
    {
        screen.Say($"社区 {found.Community}　账户 {found.Account}　{found.Commodity}　截至 as of {Day(found.AsOf)}　按账面 known on 凭证 {found.KnownOn} / {found.Head}");
        var table = Screen.Table("行 line", "入账 booked", "发生 occurred", "事由 what", "增减 change", "预扣 held±", "结余 balance", "预扣余 held", "凭证 number", "关于 about");
        foreach (var figure in new[] { 0, 4, 5, 6, 7, 8 }) table.Columns[figure].RightAligned();
        foreach (var line in found.Lines)
            table.AddRow(Text(line.Line), Day(line.BookedOn), Day(line.OccurredOn), FactWords.Of(line.Fact), Amount(line.AvailableChange), Amount(line.HeldChange), Amount(line.Available), Amount(line.Held), Text(line.Number),
                line.ActType is { } type ? $"{type} {line.Act}" : line.Redemption?.ToString() ?? line.Act?.ToString() ?? "");
        screen.Show(table);
        foreach (var lot in found.Lots) screen.Say($"批次 lot  {lot.Lot.Board} {lot.Lot.Bucket} {lot.Lot.Year}  {Amount(lot.Amount)}  到期 expires {(lot.Lot.ExpiresOn is { } day ? Day(day) : "—")}");
        foreach (var lot in found.Lapsed) screen.Say($"已过期 lapsed  {lot.Lot.Board} {lot.Lot.Bucket} {lot.Lot.Year}  {Amount(lot.Amount)}  {(lot.Lot.ExpiresOn is { } day ? Day(day) : "")}");
        screen.Say($"可用 available {Amount(found.Available)}　预扣 held {Amount(found.Held)}　累计获得 earned {Amount(found.Earned)}　欠分 owed {Amount(found.Debt)}");
        screen.Say(found.JournalFaults.Count == 0
            ? $"凭证链完整，默克尔根 {found.Root} / The journal is whole; its Merkle root is {found.Root}"
            : string.Join('\n', found.JournalFaults.Select(fault => $"✗ {fault}")));
        screen.Say(found.ReadModel switch
        {
            null => "没有可对照的存折 / There is no read model to compare with.",
            { IsEqual: true } same => $"与存折一致（凭证 {same.KnownOn}） / Equal to the read model (at number {same.KnownOn}).",
            var other => $"✗ 与存折不一致（凭证 {other.KnownOn}） / Different from the read model (at number {other.KnownOn}):\n" + string.Join('\n', other.Differences),
        });

        string Amount(long units) => Screen.Amount(found.Commodity, units);
    }

    /// <summary>Without its offset a time would be another one on every machine.</summary>
    internal static DateTimeOffset? Instant(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text.Length > 16 && (text.EndsWith('Z') || text[^6] is '+' or '-') && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)) return instant;
        result.AddError($"{((OptionResult)result.Parent!).Option.Name}：“{text}”须带时区，如 2026-09-01T00:00:00+08:00 / '{text}' needs its offset, such as 2026-09-01T00:00:00+08:00");
        return null;
    }

    private static DateOnly? LocalDate(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        result.AddError($"--as-of：“{text}”不是日期，如 2026-08-31 / '{text}' is no date such as 2026-08-31");
        return null;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <param name="KnownOn">The number the two were compared at.</param>
internal sealed record ComparedPassbook(long KnownOn, bool IsEqual, IReadOnlyList<string> Differences);

/// <summary>What the read models show of an account.</summary>
internal sealed record ShownPassbook(long KnownOn, IReadOnlyList<PassbookLine> Lines, HolderLots Lots, Balance? Balance)
{
    private const int AtOnce = 200;

    /// <summary>Null when there are no read models in this database, or this community's are not followed yet.</summary>
    public static async Task<ShownPassbook?> Read(NpgsqlDataSource source, string community, string holder, string commodity, DateOnly asOf, long knownOn, Func<DateOnly, Rulebook?> rulebookOn, CancellationToken cancel)
    {
        try
        {
            var passbook = new PassbookReader(source);
            var lines = new List<PassbookLine>();
            var cut = knownOn;
            for (PassbookPage page; ; )
            {
                page = await passbook.Page(community, holder, commodity, lines.Count == 0 ? 0 : lines[^1].Line, AtOnce, asOf, cut, cancel, rulebookOn);
                if (page.JournalNumber == 0) return null;
                cut = page.KnownOn;
                lines.AddRange(page.Lines);
                if (page.Lines.Count < AtOnce) break;
            }
            var balances = new BalanceReader(source);
            // Minutes go by the date they occurred on in balances, by the date they were booked on in a passbook.
            var balance = commodity == Commodity.Minutes ? null : await balances.At(community, holder, commodity, asOf, cut, cancel, rulebookOn);
            return new ShownPassbook(cut, lines, await balances.Lots(community, holder, commodity, asOf, cut, cancel, rulebookOn), balance);
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return null;
        }
    }

    /// <summary>… with what was earned under the ids merged into the holder's: it stays there, and counts with his.</summary>
    public async Task<ShownPassbook> With(IReadOnlyCollection<PersonId> aliases, NpgsqlDataSource source, string community, DateOnly asOf, CancellationToken cancel)
    {
        if (Balance is not { } balance) return this;
        var earned = balance.Earned;
        foreach (var alias in aliases) earned += (await new BalanceReader(source).At(community, AccountName.Holder(alias), balance.Commodity, asOf, KnownOn, cancel)).Earned;
        return this with { Balance = balance with { Earned = earned } };
    }

    public ComparedPassbook Compare(ReplayedAccount replayed)
    {
        var differences = new List<string>();
        for (var at = 0; at < Math.Max(Lines.Count, replayed.Lines.Count) && differences.Count < 20; at++)
        {
            var (shown, due) = (at < Lines.Count ? Lines[at] : null, at < replayed.Lines.Count ? replayed.Lines[at] : null);
            if (shown is null) differences.Add($"  第 {due!.Line} 行存折没有 / line {due.Line} is missing from the passbook");
            else if (due is null) differences.Add($"  第 {shown.Line} 行凭证没有 / line {shown.Line} does not follow from the journal");
            else if (shown with { RecordedAt = due.RecordedAt } != due || shown.RecordedAt != due.RecordedAt) differences.Add($"  第 {shown.Line} 行不同 / line {shown.Line} differs: {shown.Available} ≠ {due.Available}");
        }
        if (Balance is { } balance)
        {
            if (balance.Available != replayed.Available) differences.Add($"  可用 / available: {balance.Available} ≠ {replayed.Available}");
            if (balance.Debt != replayed.Debt) differences.Add($"  欠分 / owed: {balance.Debt} ≠ {replayed.Debt}");
            if (balance.Held != replayed.Held) differences.Add($"  预扣 / held: {balance.Held} ≠ {replayed.Held}");
            if (balance.Earned != replayed.Earned) differences.Add($"  累计获得 / earned: {balance.Earned} ≠ {replayed.Earned}");
            if (!Lots.Live.SequenceEqual(replayed.Live)) differences.Add("  批次不同 / the lots differ");
        }
        return new ComparedPassbook(KnownOn, differences.Count == 0, differences);
    }
}
