using FluentValidation;
using Ledger.Api.AccessRecords;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Passages;
using Ledger.Domain.Rulebooks;

namespace Ledger.Api.Passages;

internal static class PassageRoutes
{
    public static void Map(LedgerRoutes routes)
    {
        routes.Write<TransferEndpoints.Gift, PointsWent>("POST", "transfers", "Give points to another, to the family or into a pool, as the rulebook lets one; dryRun says what would happen 转赠、捐入", TransferEndpoints.Send, new TransferEndpoints.GiftValidator(), typeof(SendPoints))
            .LooksAt(LookedAt.WhomItFinds);
        routes.Write<TransferEndpoints.Undoing, TransferIsUndone>("POST", "transfers/{transfer}/reversal", "Undo a gift or a grant made by mistake, while who got it still has it 撤销转赠", TransferEndpoints.Undo, null, typeof(ReverseTransfer))
            .ShowsNoAccount("one gift, by the id of it");
        routes.Write<TransferEndpoints.Grant, PointsWent>("POST", "grants", "Give points from a fund to who is entitled, or to a merchant for what it collected 赠予、再发行", TransferEndpoints.GrantPoints, new TransferEndpoints.GrantValidator(), typeof(GrantPoints))
            .ShowsNoAccount("whoever grants is told what went, and not what there is");
        routes.Write<MoneyEndpoints.Asking, MoneyIsGranted>("POST", "subsidies", "Ask for money that the rulebook lets one have; dryRun says how much 申请补贴", MoneyEndpoints.Ask, new MoneyEndpoints.AskingValidator(), typeof(AskForMoney))
            .LooksAt(LookedAt.WhomItFinds);
        routes.Write<MoneyEndpoints.Cashing, PointsAreCashed>("POST", "cashings", "Ask for money in exchange for points, as the rulebook allows; dryRun says how much 申请换现", MoneyEndpoints.Cash, new MoneyEndpoints.CashingValidator(), typeof(CashPoints))
            .LooksAt(LookedAt.WhomItFinds);
        routes.Write<MoneyEndpoints.Sharing, MoneyIsGranted>("POST", "shares", "Share a sum among all whom the rulebook names, in proportion to a measure; dryRun says who would get what 按积分分红", MoneyEndpoints.ShareOut, new MoneyEndpoints.SharingValidator(), typeof(ShareOut))
            .LooksAt(LookedAt.WhomItFinds);
        routes.Read<MoneyEndpoints.Answer>("money-due", "Money that people, households and teams got by the rulebook, paid or not 应付款项", MoneyEndpoints.List, [Query.Limit, Query.Cursor], typeof(NotAllowed))
            .LooksAt(LookedAt.WhomItFinds);
        routes.Write<MoneyEndpoints.Approval, MoneyState>("POST", "money-due/{transfer}/approval", "Approve that it is paid: the first signature 审批付款", MoneyEndpoints.Approve, null, typeof(ApproveMoney))
            .ShowsNoAccount("one payment, by the id of it");
        routes.Write<MoneyEndpoints.Payment, MoneyState>("POST", "money-due/{transfer}/payment", "Record that it is paid: the second signature, by somebody else 登记付款", MoneyEndpoints.Pay, new MoneyEndpoints.PaymentValidator(), typeof(PayMoney))
            .ShowsNoAccount("one payment, by the id of it");
        routes.Write<MoneyEndpoints.Declining, MoneyState>("POST", "money-due/{transfer}/refusal", "Decide that it is not paid, or do without it while it is not approved; points given for it come back 不予付款，退回积分", MoneyEndpoints.Decline, null, typeof(DeclineMoney))
            .ShowsNoAccount("one payment, by the id of it");
    }
}

public static class TransferEndpoints
{
    /// <param name="Transfer">Made by the client.</param>
    /// <param name="Person">Who gives: oneself, or somebody one acts for.</param>
    /// <param name="Passage">The passage of the rulebook.</param>
    /// <param name="Amount">Absent: what the passage says.</param>
    /// <param name="To">Such as <c>person:…</c>, <c>household:…</c>, <c>team:…</c>, <c>merchant:…</c>; absent: the pool that the passage leads to.</param>
    /// <param name="Account">Whose points: absent: the person's; otherwise those of his household or team.</param>
    public sealed record Gift(TransferId Transfer, PersonId Person, Code Passage, Points? Amount = null, Subject? To = null, AskedFor? For = null, IReadOnlyList<ActInput>? Inputs = null, Subject? Account = null);

    /// <param name="To">Such as <c>person:…</c> or <c>merchant:…</c>.</param>
    public sealed record Grant(TransferId Transfer, Code Passage, Subject To, Points? Amount = null, IReadOnlyList<ActInput>? Inputs = null);

    /// <param name="Reason">A code, such as <c>wrong-person</c>.</param>
    public sealed record Undoing(Code Reason);

    public sealed class GiftValidator : AbstractValidator<Gift>
    {
        public GiftValidator()
        {
            RuleFor(request => request.Amount!.Value).Amount().When(request => request.Amount is not null);
            RuleFor(request => request.Inputs).Must(inputs => inputs is null || inputs.Count <= 20).As("too-many", "最多 20 个数", "At most 20 numbers");
        }
    }

    public sealed class GrantValidator : AbstractValidator<Grant>
    {
        public GrantValidator()
        {
            RuleFor(request => request.Amount!.Value).Amount().When(request => request.Amount is not null);
            RuleFor(request => request.Inputs).Must(inputs => inputs is null || inputs.Count <= 20).As("too-many", "最多 20 个数", "At most 20 numbers");
        }
    }

    public static async Task<IResult> Send(WriteCall<Gift> call)
    {
        var body = call.Body;
        call.Shows(call.IsDryRun ? [body.Person] : []);
        var (band, fromVault) = await call.BothFromVaultToday(body.Person);
        return await call.Send(new SendPoints(call.By, body.Transfer, body.Person, body.Passage, body.Amount, body.To, body.For ?? AskedFor.Self, body.Inputs, body.Account,
            band, fromVault, await VaultOf(call, body.To)), actingFor: body.Person);
    }

    public static Task<IResult> Undo(WriteCall<Undoing> call) => call.Send(new ReverseTransfer(call.By, call.Id<TransferId>("transfer"), call.Body.Reason));

    public static async Task<IResult> GrantPoints(WriteCall<Grant> call) => await call.Send(
        new GrantPoints(call.By, call.Body.Transfer, call.Body.Passage, call.Body.To, call.Body.Amount, call.Body.Inputs, await VaultOf(call, call.Body.To)));

    private static async Task<FromVault?> VaultOf<T>(WriteCall<T> call, Subject? to) where T : notnull => to?.Person is { } person ? await call.FromVaultToday(person) : null;
}
