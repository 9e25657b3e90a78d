using Ledger.Domain.Months;
using Ledger.Domain.Openings;

namespace Ledger.Api.Problems;

public static partial class ProblemCatalogue
{
    private static void AddMonths()
    {
        Add<MonthAlreadyClosed>("month-already-closed", 409, "该月已结账", "Month already closed", "不必再办；可查看结账时的账表。", "Nothing more is to be done; read its table.",
            r => new($"{Say.Month(r.Month)} 已结账，凭证号 {r.Number}。", $"{r.Month} was closed with journal number {r.Number}."), _ => "month");
        Add<MonthNotEnded>("month-not-ended", 409, "该月尚未结束", "Month has not ended", "请在月末次日起办理。", "Close it from the next day on.",
            r => new($"{Say.Month(r.Month)} 到 {Say.Day(r.LastDay)} 才结束。", $"{r.Month} ends on {Say.Day(r.LastDay)}."), _ => "month");
        Add<EarlierMonthOpen>("earlier-month-open", 409, "上月尚未结账", "Earlier month is open", "请按月份先后结账。", "Close the months in order.",
            r => new($"结 {Say.Month(r.Month)} 之前，须先结 {Say.Month(r.Earlier)}。", $"{r.Earlier} must be closed before {r.Month}."), _ => "month");
        Add<MonthTableDiffers>("month-table-differs", 409, "账表与核对的不符", "Table is not the one checked", "请重新读取账表，核对后再结账。", "Read the table again, check it and send its hash.",
            r => new($"{Say.Month(r.Month)} 的账表摘要是 {r.TableHash}，不是您核对的 {r.Checked}。", $"The table of {r.Month} has the hash {r.TableHash}, not {r.Checked}."), _ => "tableHash");
        Add<BooksStillMoving>("books-still-moving", 409, "账目正在变动", "Books are still moving", "请稍后用新的幂等键重试。", "Try again in a moment, with a new Idempotency-Key.",
            r => new($"账表做到凭证号 {r.KnownOn}，此间又记到 {r.LastNumber}。", $"The table stood at journal number {r.KnownOn}; meanwhile {r.LastNumber} was recorded."));
    }

    private static void AddOpenings()
    {
        Add<PassbookAlreadyEntered>("passbook-already-entered", 409, "这本存折已经录入", "Passbook already entered", "请核对存折号和先前录入的内容。", "Check the passbook's number and what was entered before.",
            r => new($"此存折号已在期初 {r.Opening} 中录入，内容不同。", $"The passbook's number was entered with opening {r.Opening}, with other content."), _ => "passbook");
        Add<GainsByOpening>("gains-by-opening", 403, "经办人不得受益", "Whoever enters or signs gains", "请由本人及其同户以外的人办理。", "Let somebody outside the household do it.",
            r => new($"存折属于您本人或与您同户的人（{r.Person}）。", $"The passbook is your own or of somebody of your household ({r.Person})."), _ => "person");
        Add<PassbookNotEnded>("passbook-not-ended", 422, "纸质存折尚未截止", "Paper passbook has not ended", "请填写不晚于今天的截止日期。", "Give a day not after today.",
            r => new($"截止日期 {Say.Day(r.ClosedOn)} 晚于今天 {Say.Day(r.Today)}。", $"It would end on {Say.Day(r.ClosedOn)}, after today, {Say.Day(r.Today)}."), _ => "closedOn");
        Add<UnknownBoard>("unknown-board", 422, "细则没有此板块", "Unknown board", "请从细则中选择板块。", "Choose a board of the rulebook.",
            r => new($"细则 {r.RulebookVersion} 没有板块“{r.Board}”。", $"Rulebook {r.RulebookVersion} has no board '{r.Board}'."), _ => "board");
        Add<LotAfterPassbook>("lot-after-passbook", 422, "来源年度晚于存折截止", "Lot is younger than its passbook", "请核对年度。", "Check the year.",
            r => new($"来源年度 {r.Year} 晚于存折截止日 {Say.Day(r.ClosedOn)}。", $"Earned in {r.Year}, but the passbook ended on {Say.Day(r.ClosedOn)}."), _ => "year");
        Add<LotPastItsDate>("lot-past-its-date", 422, "积分批次已经到期", "Lot is past its date", "到期的积分不能作为期初。", "Points past their date cannot be opened.",
            r => new($"到期日 {Say.Day(r.ExpiresOn)} 早于今天 {Say.Day(r.Today)}。", $"Its last day was {Say.Day(r.ExpiresOn)}, before today, {Say.Day(r.Today)}."), _ => "expiresOn");
        Add<OpeningAlreadyDecided>("opening-already-decided", 409, "期初已处理", "Opening already decided", "不必再办。", "Nothing more is to be done.",
            r => new($"期初 {r.Opening} 已{(r.Status == OpeningStatus.Posted ? "复核入账" : "退回")}。", $"Opening {r.Opening} was {(r.Status == OpeningStatus.Posted ? "posted" : "rejected")} before."), _ => "opening");
    }
}
