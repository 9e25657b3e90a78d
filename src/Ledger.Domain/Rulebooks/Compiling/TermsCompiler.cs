using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Rulebooks.Compiling;

using Ledger.Domain.Rulebooks.Document;

/// <summary>The terms that are plain numbers: how late things may come, how long value lives, what is taken, what a counter may.</summary>
internal sealed class TermsCompiler(Compilation into)
{
    /// <summary>Checks the terms and answers how long credits live.</summary>
    public CompiledExpiry[] Compile()
    {
        var document = into.Document;
        Filing(document.Filing);
        Within("workdays", document.Notice?.Act, "/notice/act", 0, Bounds.MostNoticeDays);
        Within("workdays", document.Notice?.Deduction, "/notice/deduction", 0, Bounds.MostNoticeDays);
        Within(UnitOf(null), document.Debt?.Limit, "/debt/limit", 0, Bounds.MostAmount);
        Within("minutes", document.Counter?.Undo, "/counter/undo", 0, Bounds.MostUndoMinutes);
        Within("days", document.Paper?.Lasts, "/paper/lasts", 1, Bounds.LongestVoucherDays);
        if (document.Offline?.LateHours is < 0 or > Bounds.LongestOfflineHours) into.Fault("/offline/lateHours", "out-of-range");
        if (document.Offline?.PerDay is < 0 or > RedemptionRules.MostPerDay) into.Fault("/offline/perDay", "out-of-range");
        Within(UnitOf(null), document.Offline?.AmountPerDay, "/offline/amountPerDay", 0, Bounds.MostAmount);
        if (document.Adoption is { } adoption) Adoption(adoption);
        foreach (var (act, number) in RulebookCompiler.Numbered(document.Acts)) Act(act, $"/acts/{number}");
        return [.. RulebookCompiler.Numbered(document.Expiry).Select(pair => Expiry(pair.Item, $"/expiry/{pair.Number}"))];
    }

    private void Filing(Filing filing)
    {
        Within("days", filing.Within, "/filing/within", 0, Bounds.MostFilingDays);
        Within("minutes", filing.Longest, "/filing/longest", 1, 1440);
        if (filing.ClaimsUntil?.OfYear is < 0 or > 1) into.Fault("/filing/claimsUntil/ofYear", "out-of-range");
        Within("days", filing.WindowClosesAfter, "/filing/windowClosesAfter", 0, Document.Filing.LongestOpen);
    }

    private void Adoption(Adoption adoption)
    {
        Within("days", adoption.NoticeBefore, "/adoption/noticeBefore", 0, Bounds.MostNoticeDays);
        foreach (var (step, number) in RulebookCompiler.Numbered(adoption.Steps))
            if (step.Body is { } code && into.Document.Bodies?.Any(body => body.Code == code && body.Signers is >= 1 and <= 9) != true) into.Fault($"/adoption/steps/{number}/body", "unknown-body");
    }

    private void Act(ActType act, string at)
    {
        Within("workdays", act.Notice, $"{at}/notice", 0, Bounds.MostNoticeDays);
        Within("minutes", act.Longest, $"{at}/longest", 1, 1440);
        if (act.Expiry is { } code && into.Document.Expiry?.Any(entry => entry.Code == code) != true) into.Fault($"{at}/expiry", "unknown-expiry");
    }

    private CompiledExpiry Expiry(Expiry entry, string at)
    {
        Within("days", entry.AtLeast, $"{at}/atLeast", 0, Bounds.MostDays);
        Within("days", entry.Refund?.Grace, $"{at}/refund/grace", 0, Bounds.MostDays);
        if (entry.Idle is { } idle) Span(idle, $"{at}/idle", least: 1);
        foreach (var (end, number) in RulebookCompiler.Numbered(entry.EndsWith)) EndsWith(end, $"{at}/endsWith/{number}");
        return new(entry, at, into.Selector(entry.When, $"{at}/when"), Life(entry.Lasts, $"{at}/lasts"), entry.Carry is { } carry ? Carry(carry, $"{at}/carry") : null);
    }

    private CompiledCarry Carry(Carry carry, string at)
    {
        if (carry.AtMost is { } most) into.In(UnitOf(null), most, $"{at}/atMost");
        if (carry.IfBelow is { } below) into.In(UnitOf(null), below, $"{at}/ifBelow");
        return new(carry, at, into.Selector(carry.When, $"{at}/when"), Life(carry.Lasts, $"{at}/lasts"));
    }

    private void EndsWith(EndsWith end, string at)
    {
        if (into.Document.Marks?.FirstOrDefault(mark => mark.Code == end.Mark) is not { Of: MarkOf.Person or MarkOf.Household or MarkOf.Team }) into.Fault($"{at}/mark", "unknown-mark");
        foreach (var (after, number) in RulebookCompiler.Numbered(end.After)) Span(after, $"{at}/after/{number}");
    }

    /// <summary>The number of the calendar's own year whose end it is; -1: of none.</summary>
    private int Life(TextOr<Life, LifeEnd> lasts, string at)
    {
        if (lasts is not { Form: { } end })
        {
            if (lasts.Text.Span is { } span) Span(span, at);
            return -1;
        }
        if (end.YearEnd is null == end.PeriodEnd is null) into.Fault(at, "malformed");
        if ((end.YearEnd ?? end.Plus) is < 0 or > Bounds.MostExpiryYears) into.Fault(at, "out-of-range");
        var period = end.PeriodEnd is { } code ? (into.Document.Calendar?.Periods ?? []).ToList().FindIndex(one => one.Code == code) : -1;
        return end.PeriodEnd is not null && period < 0 ? into.Fault($"{at}/periodEnd", "unknown-period", -1) : period;
    }

    private void Span(Quantity span, string at, long least = 0)
    {
        if (span.Unit.Counts is not ("years" or "months" or "days")) into.Fault(at, "wrong-unit");
        else Within(span.Unit.Counts, span, at, least, span.Unit.Counts switch { "years" => Bounds.MostExpiryYears, "months" => 12 * Bounds.MostExpiryYears, _ => 366 * Bounds.MostExpiryYears });
    }

    private Commodity Find(Code? commodity) => into.Document.Commodities.FirstOrDefault(one => one.Code == commodity) ?? into.Document.Commodities[0];

    private string UnitOf(Code? commodity) => Unit.Find(Find(commodity).Unit)!.Counts;

    private void Within(string unit, Quantity? quantity, string at, long least, long most)
    {
        if (quantity is { } given && (into.In(unit, given, at) < least || given.Units > most)) into.Fault(at, "out-of-range");
    }
}
