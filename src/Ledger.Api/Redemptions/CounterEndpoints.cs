using FluentValidation;
using Ledger.Api.Http;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Redemptions;

namespace Ledger.Api.Redemptions;

/// <summary>What happens at a merchant's counter: look, confirm, next.</summary>
public static class CounterEndpoints
{
    /// <param name="Code">Ten digits; spaces do not count.</param>
    public sealed record CodeCheck(string Code);

    /// <param name="Code">Ten digits; spaces do not count.</param>
    /// <param name="Quantity">Units handed over; absent: all.</param>
    public sealed record Capture(string Code, long? Quantity = null);

    public sealed class CodeValidator : AbstractValidator<CodeCheck>
    {
        public CodeValidator() => RuleFor(request => request.Code).WellFormed();
    }

    public sealed class CaptureValidator : AbstractValidator<Capture>
    {
        public CaptureValidator()
        {
            RuleFor(request => request.Code).WellFormed();
            RuleFor(request => request.Quantity).InclusiveBetween(1, Bounds.MostUnits);
        }
    }

    public static Task<IResult> Look(WriteCall<CodeCheck> call) => call.Send(new LookAtCode(call.By, call.Id<MerchantId>("merchant"), HashOf(call, call.Body.Code)));

    public static Task<IResult> CaptureRedemption(WriteCall<Capture> call) =>
        call.Send(new CaptureRedemption(call.By, call.Id<MerchantId>("merchant"), HashOf(call, call.Body.Code), call.Body.Quantity));

    private static string HashOf(Call call, string code) => call.Service<RedemptionCodes>().Hash(call.Community, RedemptionCodes.Plain(code));

    /// <summary>A slip of the finger is told before anything is asked, and is no guess.</summary>
    internal static IRuleBuilderOptions<T, string> WellFormed<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(RedemptionCodes.IsWellFormed).As("check-digit", "兑换码有误，请核对", "The code is mistyped");
}
