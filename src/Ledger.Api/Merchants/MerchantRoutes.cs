using FluentValidation;
using Ledger.Api.Http;
using Ledger.Api.SignIn;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Merchants;

namespace Ledger.Api.Merchants;

internal static class MerchantRoutes
{
    public static void Map(LedgerRoutes routes)
    {
        routes.Write<EnrolMerchantEndpoint.Request, MerchantIsEnrolled>("POST", "merchants", "Enrol a merchant 商户入驻", EnrolMerchantEndpoint.Handle, new EnrolMerchantEndpoint.Validator(), typeof(EnrolMerchant));
        routes.Read<ListMerchants.Answer>("merchants", "The merchant circle 商圈商户", ListMerchants.Handle, [Query.Limit, Query.Cursor]);
        routes.Read<GetMerchant.Answer>("merchants/{merchant}", "A merchant 商户", GetMerchant.Handle, null, typeof(NotFound));
        routes.Write<TerminalEndpoints.Invitation, TerminalEndpoints.Invited>("POST", "merchants/{merchant}/terminals", "A one-time pairing code for a new terminal 配对码", TerminalEndpoints.Invite, new TerminalEndpoints.InvitationValidator(), typeof(InviteTerminal), dryRun: false);
        routes.Write<TerminalEndpoints.Pairing, TerminalEndpoints.Paired>("POST", "terminals/pairings", "Turn this device into the terminal; no sign-in 终端配对", TerminalEndpoints.Pair, new TerminalEndpoints.PairingValidator(), typeof(PairTerminal), dryRun: false, anonymous: true);
        routes.Read<GetTerminal.Answer>("terminals/{terminal}", "A terminal, and whether it may be used 终端", GetTerminal.Handle, null, typeof(NotFound));
        routes.Write<TerminalEndpoints.Revocation, TerminalIsRevoked>("POST", "terminals/{terminal}/revocation", "End a terminal at once 停用终端", TerminalEndpoints.Revoke, null, typeof(RevokeTerminal));
    }
}

public static class EnrolMerchantEndpoint
{
    /// <param name="Circle">The merchant circle (商圈) it belongs to.</param>
    public sealed record Request(MerchantId Merchant, Title Name, Code Category, Code Circle);

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Name).Named();
    }

    public static Task<IResult> Handle(WriteCall<Request> call) =>
        call.Send(new EnrolMerchant(call.By, call.Body.Merchant, call.Body.Name, call.Body.Category, call.Body.Circle), location: enrolled => $"merchants/{enrolled.Merchant}");
}

public static class ListMerchants
{
    /// <param name="ClosedOn">The local day on which it closed for good.</param>
    public sealed record Shown(MerchantId Merchant, Title Name, Code Category, Code Circle, DateOnly? ClosedOn)
    {
        internal static Shown Of(Merchant merchant) => new(merchant.Id, merchant.Name, merchant.Category, merchant.Circle, merchant.ClosedOn);
    }

    public sealed record Answer(long JournalNumber, IReadOnlyList<Shown> Merchants, string? NextCursor);

    public static async Task<IResult> Handle(Call call)
    {
        if (!call.TryCursor("merchants", out string? after, out var refusal)) return refusal;
        var look = await call.Look(needs => needs);
        var page = await call.FirstRows<Merchant>(after);
        return call.Ok(new Answer(look.Number, [.. page.Select(row => Shown.Of(row.Value))], call.NextAfter("merchants", page)));
    }
}

public static class GetMerchant
{
    /// <param name="DaysOff">Days on which its counter is closed, from today on.</param>
    public sealed record Answer(long JournalNumber, ListMerchants.Shown Merchant, IReadOnlyList<DayRange> DaysOff);

    public static async Task<IResult> Handle(Call call)
    {
        var id = call.Id<MerchantId>("merchant");
        var look = await call.Look(needs => needs.Row<Merchant>(id.ToString()).Row<DaysOff>(id.ToString()));
        return look.Books.Find<Merchant>(id.ToString()) is { } merchant
            ? call.Ok(new Answer(look.Number, ListMerchants.Shown.Of(merchant), [.. (look.Books.Find<DaysOff>(id.ToString())?.Days ?? []).Where(days => days.Until >= look.Books.Today)]), merchant.Number)
            : call.NotFound("merchant");
    }
}

public static class GetTerminal
{
    /// <param name="ExpiresAt">Until when its pairing code is good.</param>
    public sealed record Answer(long JournalNumber, TerminalId Terminal, MerchantId Merchant, TerminalStatus Status, DateTimeOffset ExpiresAt);

    public static async Task<IResult> Handle(Call call)
    {
        var id = call.Id<TerminalId>("terminal");
        var look = await call.Look(needs => needs);
        var counters = call.By.Counters(look.Books).Select(merchant => new { merchant });
        return await call.Find<Terminal>(id.ToString(), call.By.Holds(look.Books, MerchantDayRoutes.Payers) ? null : counters) is { } terminal
            ? call.Ok(new Answer(look.Number, id, terminal.Merchant, terminal.Status, terminal.ExpiresAt), terminal.Number)
            : call.NotFound("terminal");
    }
}

public static class TerminalEndpoints
{
    public sealed record Invitation(TerminalId Terminal, int LifeMinutes = 30);

    /// <param name="PairingCode">Said once, to whoever holds the device.</param>
    public sealed record Invited(TerminalId Terminal, string PairingCode, DateTimeOffset ExpiresAt);

    public sealed record Pairing(string PairingCode);

    /// <param name="Credential">The terminal's bearer token from now on.</param>
    public sealed record Paired(TerminalId Terminal, MerchantId Merchant, string Credential);

    public sealed record Revocation(Code Reason);

    public sealed class InvitationValidator : AbstractValidator<Invitation>
    {
        public InvitationValidator() => RuleFor(request => request.LifeMinutes).InclusiveBetween(1, Bounds.LongestPairingMinutes);
    }

    public sealed class PairingValidator : AbstractValidator<Pairing>
    {
        public PairingValidator() => RuleFor(request => request.PairingCode).Must(PairingCodes.IsWellFormed).As("check-digit", "配对码有误，请核对", "The pairing code is mistyped");
    }

    public static Task<IResult> Invite(WriteCall<Invitation> call)
    {
        var codes = call.Service<PairingCodes>();
        var code = codes.Code(call.Community, call.Body.Terminal);
        var command = new InviteTerminal(call.By, call.Id<MerchantId>("merchant"), call.Body.Terminal, codes.Hash(call.Community, code), call.Body.LifeMinutes);
        return call.Send(command, invited => new Invited(invited.Terminal, code, invited.ExpiresAt), invited => $"terminals/{invited.Terminal}");
    }

    /// <summary>The secret follows from the code and the community's key, so that a device whose answer got lost asks again with the same key and gets the same.</summary>
    public static Task<IResult> Pair(WriteCall<Pairing> call)
    {
        var codes = call.Service<PairingCodes>();
        var code = RedemptionCodes.Plain(call.Body.PairingCode);
        var secret = codes.Secret(call.Community, code);
        return call.Send(new PairTerminal(call.By, codes.Hash(call.Community, code), TerminalCredential.Hash(secret)),
            paired => new Paired(paired.Terminal, paired.Merchant, TerminalCredential.Of(call.Community, paired.Terminal, secret)));
    }

    public static Task<IResult> Revoke(WriteCall<Revocation> call) => call.Send(new RevokeTerminal(call.By, call.Id<TerminalId>("terminal"), call.Body.Reason));
}
