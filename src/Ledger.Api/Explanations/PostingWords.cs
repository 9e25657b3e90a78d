using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Deductions;
using Ledger.Domain.Openings;
using Ledger.Domain.Passages;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Explaining;

namespace Ledger.Api.Explanations;

/// <summary>What a posting did, in the community's words: what happened and by which rule, and then what it did to the account.</summary>
internal sealed class PostingWords(FlowWords words)
{
    /// <summary>Who got it, or from whom it came. Who gave is not told by his id.</summary>
    public static string? PartyOf(IPostedFact fact) => fact switch
    {
        PointsSent f => f.To.ToString(),
        PointsArrived { From: { Kind: not Whose.Person } from } => from.ToString(),
        _ => null,
    };

    public IReadOnlyList<Title> Of(IPostedFact fact, PostingExplanation? told) => [Happened(fact, told), .. Moved(fact)];

    private Title Happened(IPostedFact fact, PostingExplanation? told)
    {
        var day = FlowWords.Day(fact.OccurredOn);
        return fact switch
        {
            PointsSent f when Points(f, f.Points) is var of && To(f.To) is var to => By(told, new($"{day.Zh}转出{of.Zh}，给{to.Zh}{(f.Helper is null ? "" : "，由他人代办")}。", $"{of.En} were given to {to.En} on {day.En}{(f.Helper is null ? "" : ", by somebody who acted for the giver")}.")),
            PointsArrived { From: { } giver } f when Points(f, f.Points) is var of && To(giver) is var from => By(told, new($"{day.Zh}收到{from.Zh}转来的{of.Zh}。", $"{of.En} came from {from.En} on {day.En}.")),
            PointsArrived f when Points(f, f.Points) is var of && Fund(f) is var fund => By(told, new($"{day.Zh}由{fund.Zh}赠予{of.Zh}。", $"{of.En} were granted by {fund.En} on {day.En}.")),
            PointsCashed f when Points(f, f.Points) is var of && Money(f.Amount) is var fen && Fund(f) is var fund => By(told, new($"{day.Zh}用{of.Zh}申请换现{fen.Zh}，由{fund.Zh}承担；款项由两人签字后支付。", $"{of.En} were given for {fen.En} on {day.En}, borne by {fund.En}; two people sign before it is paid.")),
            CashGivenBack f when Points(f, f.Points) is var of => new($"换现没有付款，{of.Zh}退回。", $"The money was not paid; {of.En} came back."),
            MoneyGranted f when Money(f.Amount) is var fen && Fund(f) is var fund => By(told, new($"{day.Zh}应得{fen.Zh}，由{fund.Zh}承担；款项由两人签字后支付。", $"{fen.En} are due since {day.En}, borne by {fund.En}; two people sign before it is paid.")),
            MoneyPaid f when Money(new(-f.Legs.Where(leg => leg.Amount < 0).Sum(leg => leg.Amount))) is var fen => new($"{day.Zh}支付{fen.Zh}。", $"{fen.En} were paid on {day.En}."),
            PointsDeducted f when Deducted(f) is var of => By(told, new($"因{day.Zh}的情形扣除{of.Zh}。", $"{of.En} were deducted for what was done on {day.En}.")),
            DeductionReversed => new("扣分撤销，退回原来的批次。", "The deduction was undone: it went back to its lots."),
            PointsExpired f when Sum(f, AccountName.Expired) is var of => By(told, new($"{of.Zh}到期。", $"{of.En} lapsed.")),
            LotsShortened => By(told, new("因为这一标记，有效期提前。", "because of this mark it lapses sooner.")),
            ActAccrued f when Act(f) is var act => f.Legs.Count > 0 ? new($"{day.Zh}的“{act.Zh}”计分入账。", $"“{act.En}” of {day.En} was valued and posted.") : new($"{day.Zh}的“{act.Zh}”已计分，公示或到期后入账。", $"“{act.En}” of {day.En} was valued; it posts after its notice or period."),
            AccrualPosted f when Act(f) is var act => new($"{day.Zh}的“{act.Zh}”入账。", $"“{act.En}” of {day.En} was posted."),
            ActCredited f when Act(f) is var act => new($"{day.Zh}的“{act.Zh}”给本人积分之外的部分。", $"what “{act.En}” of {day.En} gives beside its doer's points."),
            AccrualAdjusted f when Act(f) is var act => new($"另一件事项撤销后，{day.Zh}的“{act.Zh}”重新计分的差额。", $"the difference for “{act.En}” of {day.En} after another act was undone."),
            ActReversed f when Act(f) is var act => new($"{day.Zh}的“{act.Zh}”被撤销，追回已得的部分。", $"“{act.En}” of {day.En} was undone and what it gave was taken back."),
            OpeningPosted => new("纸质存折的期初余额。", "What the paper passbook held."),
            RestSettled => new("销户时结清余额。", "What was left when the account was closed."),
            PointsReceived or AccountHandedOn => new("账户合并或继承，余额移交。", "Accounts were joined, or one was inherited."),
            HoldPlaced => new("兑换预扣，等待核销。", "Points were held for a redemption."),
            RedemptionCaptured or RedemptionCapturedOffline => new("兑换核销。", "The redemption was handed over."),
            HoldVoided or HoldExpired => new("预扣取消或过期，退回。", "The hold ended unused and went back."),
            RedemptionRefunded => new("兑换退还。", "The redemption was given back."),
            _ => new("记账。", "A posting."),
        };
    }

    /// <summary>What it did to the account, by commodity.</summary>
    private IEnumerable<Title> Moved(IPostedFact fact)
    {
        foreach (var legs in fact.Legs.Where(leg => AccountName.PartyOf(leg.Account) == fact.Holder && leg.Commodity is not Domain.Accounts.Commodity.Fen).GroupBy(leg => leg.Commodity))
        {
            var unit = legs.Key == Domain.Accounts.Commodity.Minutes ? "minutes" : words.UnitOf(legs.Key);
            foreach (var (role, zh, en) in new[] { (AccountName.AvailableRole, "可用", "can be spent"), (AccountName.HeldRole, "预扣", "is held") })
                if (legs.Where(leg => AccountName.RoleOf(leg.Account) == role).Sum(leg => leg.Amount) is not 0 and var sum && Amounts.Of(Math.Abs(sum), unit) is var of)
                    yield return sum > 0 ? new($"{zh}增加{of.Zh}。", $"{of.En} more {en}.") : new($"{zh}减少{of.Zh}。", $"{of.En} less {en}.");
            if (legs.Where(leg => AccountName.RoleOf(leg.Account) == AccountName.DebtRole).Sum(leg => leg.Amount) is not 0 and var owed && Amounts.Of(Math.Abs(owed), unit) is var debt)
                yield return owed < 0 ? new($"欠分增加{debt.Zh}。", $"{debt.En} more are owed.") : new($"还清欠分{debt.Zh}。", $"{debt.En} of what was owed are paid.");
        }
        foreach (var lot in fact.Legs.Where(leg => fact is PointsExpired or LotsShortened && leg.Amount > 0 && AccountName.RoleOf(leg.Account) == AccountName.AvailableRole))
            if (Amounts.Of(lot.Amount, words.UnitOf(lot.Commodity)) is var of && lot.Lot?.ExpiresOn is { } last && FlowWords.Day(last) is var until) yield return new($"{of.Zh}的有效期到{until.Zh}。", $"{of.En} are good until {until.En}.");
    }

    private static Title By(PostingExplanation? told, Title said) => told?.Part is { } part ? Sentences.With(part.Clause is null && part.Title is null ? part with { Title = part.Code is { } code ? new(code.Value) : null } : part, said) : said;

    private Title Points(IPostedFact fact, Points points) => Amounts.Of(points.Hundredths, words.UnitOf(fact.Legs.First(leg => leg.Lot is not null).Commodity));

    private static Title Money(Fen fen) => Amounts.Of(fen.Count, "fen");

    private Title Deducted(PointsDeducted fact) => Amounts.Of(fact.Points.Hundredths, words.UnitOf(fact.Legs.FirstOrDefault()?.Commodity ?? Domain.Accounts.Commodity.Points));

    private Title Sum(IPostedFact fact, string role) => Amounts.Of(fact.Legs.Where(leg => leg.Account == role).Sum(leg => leg.Amount), words.UnitOf(fact.Legs[0].Commodity));

    private Title Act(IActValueFact fact) => words.ActType(fact.ActType) is var title ? new(title.Zh, title.En ?? title.Zh) : null!;

    /// <summary>The fund that bears it, from its legs.</summary>
    private Title Fund(IPostedFact fact)
    {
        var from = fact.Legs.FirstOrDefault(leg => AccountName.RoleOf(leg.Account) is AccountName.ExpenseRole or AccountName.ReceivedRole)?.Account;
        var party = from is null ? "community" : AccountName.PartyOf(from);
        var title = words.Fund(party[(party.IndexOf(':') + 1)..]);
        return new(title.Zh, title.En ?? title.Zh);
    }

    internal static Title To(Subject party) => party.Kind switch
    {
        Whose.Person => new("另一位居民", "another resident"),
        Whose.Household => new("家庭账户", "the household's account"),
        Whose.Team => new("队伍账户", "the team's account"),
        Whose.Merchant => new("商户", "a merchant"),
        _ => new("公益池", "a pool"),
    };
}
