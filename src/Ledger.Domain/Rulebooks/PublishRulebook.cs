namespace Ledger.Domain.Rulebooks;

/// <summary>Publishes a rulebook version. It takes effect after publication; the very first may reach back, since nothing was computed before it.</summary>
/// <param name="Hash">SHA-256 of the document's canonical JSON, computed where the document is read.</param>
[Refuses(typeof(NotAllowed), typeof(IdAlreadyUsed), typeof(RulebookIsRetroactive), typeof(RulebookIsContradictory))]
public sealed record PublishRulebook(Actor By, RulebookDocument Document, string Hash) : ICommand<RulebookIsPublished>
{
    public Decision<RulebookIsPublished> Decide(Books books)
    {
        if (!By.Holds(books, Role.Administrator, Role.Office)) return new NotAllowed(Role.Administrator, Role.Office);
        if (books.Find<Rulebook>(Rulebook.Key(Document.Version)) is { } taken)
            return taken.Hash == Hash ? books.Accept(new RulebookIsPublished(Document.Version, Hash)) : new IdAlreadyUsed("version", Document.Version.Value);
        if (books.Find<RulebookVersions>("") is not null && Document.EffectiveFrom <= books.Today)
            return new RulebookIsRetroactive(Document.EffectiveFrom, books.Today);
        if (Contradiction() is { } contradiction) return contradiction;
        books.Add(Stream.Community, new RulebookPublished(Document, Hash));
        return books.Accept(new RulebookIsPublished(Document.Version, Hash));
    }

    private RulebookIsContradictory? Contradiction()
    {
        if (OutOfRange() is { } at) return new RulebookIsContradictory(at, "out-of-range");
        if (Document.DailyCapHundredths % Document.QuantumHundredths > 0) return new RulebookIsContradictory("dailyCapHundredths", "not-a-multiple");
        var boards = Document.Boards.Select(board => board.Code).ToHashSet();
        if (boards.Count < Document.Boards.Count) return new RulebookIsContradictory("boards", "duplicate");
        if (Document.ActTypes.Select(type => type.Code).Distinct().Count() < Document.ActTypes.Count) return new RulebookIsContradictory("actTypes", "duplicate");
        foreach (var type in Document.ActTypes)
        {
            if (!boards.Contains(type.Board)) return new RulebookIsContradictory($"actTypes/{type.Code}/board", "unknown-board");
            if ((type.PerHourHundredths ?? type.EachHundredths) is < 0 or > Bounds.MostAmount) return new RulebookIsContradictory($"actTypes/{type.Code}", "out-of-range");
            if (type.NoticeWorkingDays is < 0 or > Bounds.MostNoticeDays) return new RulebookIsContradictory($"actTypes/{type.Code}/noticeWorkingDays", "out-of-range");
            if (type.PerHourHundredths is null == type.EachHundredths is null) return new RulebookIsContradictory($"actTypes/{type.Code}", "one-amount");
        }
        return DeductionContradiction(boards);
    }

    private RulebookIsContradictory? DeductionContradiction(HashSet<Code> boards)
    {
        var rules = Document.Deductions ?? [];
        if (rules.Select(rule => rule.Code).Distinct().Count() < rules.Count) return new RulebookIsContradictory("deductions", "duplicate");
        foreach (var rule in rules)
        {
            if (!boards.Contains(rule.Board)) return new RulebookIsContradictory($"deductions/{rule.Code}/board", "unknown-board");
            if (rule.EachHundredths is < 1 or > Bounds.MostAmount) return new RulebookIsContradictory($"deductions/{rule.Code}", "out-of-range");
            if (rule.EachHundredths % Document.QuantumHundredths > 0) return new RulebookIsContradictory($"deductions/{rule.Code}", "not-a-multiple");
        }
        return null;
    }

    private string? OutOfRange() => Document switch
    {
        { QuantumHundredths: < 1 or > Bounds.MostAmount } => "quantumHundredths",
        { DailyCapHundredths: < 0 or > Bounds.MostAmount } => "dailyCapHundredths",
        { FilingDays: < 0 or > Bounds.MostFilingDays } => "filingDays",
        { UndoMinutes: < 0 or > Bounds.MostUndoMinutes } => "undoMinutes",
        { LongestActMinutes: < 1 or > 1440 } => "longestActMinutes",
        { Expiry.Years: < 0 or > Bounds.MostExpiryYears } => "expiry/years",
        { Expiry.AtLeastDays: < 0 or > Bounds.MostDays } => "expiry/atLeastDays",
        { RefundIntoLapsed.GraceDays: < 0 or > Bounds.MostDays } => "refundIntoLapsed/graceDays",
        { NoticeWorkingDays: < 1 or > Bounds.MostNoticeDays } => "noticeWorkingDays",
        { DebtLimitHundredths: < 0 or > Bounds.MostAmount } => "debtLimitHundredths",
        { Redemptions.PaperVoucherDays: < 1 or > Bounds.LongestVoucherDays } => "redemptions/paperVoucherDays",
        { Redemptions.OfflineLateHours: < 0 or > Bounds.LongestOfflineHours } => "redemptions/offlineLateHours",
        { Redemptions.OfflinePerDay: < 0 or > RedemptionRules.MostPerDay } => "redemptions/offlinePerDay",
        { Redemptions.OfflineHundredthsPerDay: < 0 or > Bounds.MostAmount } => "redemptions/offlineHundredthsPerDay",
        _ => null,
    };
}

public sealed record RulebookIsPublished(Code Version, string Hash);

/// <summary>A version may not reach back over days that were computed by another.</summary>
public sealed record RulebookIsRetroactive(DateOnly EffectiveFrom, DateOnly Today) : Rejection;

/// <summary>The document contradicts itself.</summary>
/// <param name="At">The place in the document.</param>
/// <param name="Why">duplicate, unknown-board, one-amount, out-of-range, not-a-multiple.</param>
public sealed record RulebookIsContradictory(string At, string Why) : Rejection;
