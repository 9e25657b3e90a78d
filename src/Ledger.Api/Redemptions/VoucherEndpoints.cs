using Ledger.Api.Http;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Communities;
using Ledger.Domain.Merchants;
using Ledger.Domain.Offers;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;

namespace Ledger.Api.Redemptions;

/// <summary>Paper vouchers (纸质兑换券): for somebody without a phone, printed by who acts for him.</summary>
public static class VoucherEndpoints
{
    public sealed record Reprint;

    /// <param name="Print">The first print is 1.</param>
    /// <param name="Code">Printed on the new voucher; absent in a dry run. The one before is void.</param>
    public sealed record Reprinted(RedemptionId Redemption, int Print, string? Code);

    public static async Task<IResult> Issue(WriteCall<PlaceHoldEndpoint.Request> call)
    {
        var body = call.Body;
        call.Shows(call.IsDryRun ? [body.Person] : []);
        var command = new IssueVoucher(call.By, body.Redemption, body.Person, body.Offer, body.Quantity, call.Service<RedemptionCodes>().Hashes(call.Community, body.Redemption), body.Asking, await call.FromVaultToday(body.Person), body.Account, await PlaceHoldEndpoint.ReceiversVault(call));
        return await call.Send(command, placed => PlaceHoldEndpoint.Shown(call, placed), placed => $"redemptions/{placed.Redemption}", body.Person);
    }

    public static Task<IResult> PrintAgain(WriteCall<Reprint> call)
    {
        var (id, codes) = (call.Id<RedemptionId>("redemption"), call.Service<RedemptionCodes>());
        return call.Send(new ReprintVoucher(call.By, id, codes.Hashes(call.Community, id, RedemptionCodes.VoucherAttempts)),
            printed => new Reprinted(printed.Redemption, printed.Print, call.IsDryRun ? null : codes.Code(call.Community, printed.Redemption, printed.Attempt)));
    }

    /// <summary>The sheet of the present print. To load it again is the same print: a second sheet of it is worth nothing more.</summary>
    public static async Task<IResult> Sheet(Call call)
    {
        var id = call.Id<RedemptionId>("redemption");
        var first = await call.Look(needs => needs);
        var found = await call.Find<Redemption>(id.ToString(), await call.MayUseCodesOf(first.Books, person => new { placed = new { person, isPaper = true } }));
        if (found is not { Placed: { IsPaper: true, Helper: { } helper } hold } voucher || !call.MayUseCodes(first.Books, hold.Person)) return call.NotFound("redemption");
        if (voucher.Status != RedemptionStatus.Held) return call.Refuse(new HoldHasEnded(id, voucher.Status), first.Number);
        if (first.Books.Now >= hold.ExpiresAt) return call.Refuse(new HoldIsOver(id, first.Books.Local(hold.ExpiresAt)), first.Number);
        var look = await call.Look(needs => needs.Row<Offer>(hold.Offer.ToString()).Row<Merchant>(hold.Merchant.ToString()).Row<Rulebook>(Rulebook.Key(hold.Rulebook.Version)));
        var names = await call.Service<PersonVault>().Open(call.Community, [hold.Person, helper], call.Cancel);
        var zone = look.Books.Community.LocalZone;
        call.Shows(hold.Person);
        return PrintedSheet.Voucher(look.Books.Community.Name, look.Books.Find<Offer>(hold.Offer.ToString())!.Title, look.Books.Find<Merchant>(hold.Merchant.ToString())!.Name, hold, Rulebook.Of(look.Books, hold.Rulebook).UnitOf(hold.Commodity),
            call.Service<RedemptionCodes>().Code(call.Community, id, voucher.Attempt), zone.DateOf(hold.ExpiresAt.AddTicks(-1)), voucher.Replaced.Count + 1,
            PersonVault.Mask(names.GetValueOrDefault(hold.Person)?.Name ?? ""), names.GetValueOrDefault(helper)?.Name ?? "");
    }

    /// <summary>Whose points are held, who acts for him, and the helper who placed the hold; not everybody of the staff.</summary>
    internal static bool MaySeeCode(this Call call, Domain.Books books, HoldPlaced hold) =>
        call.By.Is(hold.Person) || call.By.ActsFor(books, hold.Person) || (call.By.Person is { } helper && helper == hold.Helper);

    /// <summary>The codes of a person are for himself and who may act for him.</summary>
    internal static bool MayUseCodes(this Call call, Domain.Books books, PersonId person) => call.By.Is(person) || PlaceHold.HelpedBy(call.By, books, person);

    /// <summary>The same as members of a row; null for those who help anybody.</summary>
    internal static async Task<IEnumerable<object>?> MayUseCodesOf(this Call call, Domain.Books books, Func<PersonId, object> of) =>
        call.By.Holds(books, PlaceHold.Helpers) ? null : (await call.OwnPeople(books)).Select(of);
}
