using FluentValidation;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Offers;

namespace Ledger.Api.Offers;

public static class OfferEndpoints
{
    public sealed record Publication(OfferId Offer, MerchantId Merchant, OfferTerms Terms);

    /// <param name="Reason">A code, such as <c>sold-out</c>.</param>
    public sealed record Withdrawal(Code Reason);

    public sealed class TermsValidator : AbstractValidator<OfferTerms>
    {
        public TermsValidator()
        {
            RuleFor(terms => terms.Title).Named();
            RuleFor(terms => terms.Price).Amount(least: 1);
            RuleFor(terms => terms.Settlement).Amount();
            RuleFor(terms => terms.Stock).InclusiveBetween(0, 1_000_000);
            RuleFor(terms => terms.OpensOn).InOurTimes();
            RuleFor(terms => terms.ClosesOn).InOurTimes();
        }
    }

    public sealed class PublicationValidator : AbstractValidator<Publication>
    {
        public PublicationValidator() => RuleFor(request => request.Terms).SetValidator(new TermsValidator());
    }

    public static Task<IResult> Publish(WriteCall<Publication> call) =>
        call.Send(new PublishOffer(call.By, call.Body.Offer, call.Body.Merchant, call.Body.Terms), location: changed => $"offers/{changed.Offer}");

    public static Task<IResult> Revise(WriteCall<OfferTerms> call) => call.Send(new ReviseOffer(call.By, call.Id<OfferId>("offer"), call.Body, call.Expected));

    public static Task<IResult> Withdraw(WriteCall<Withdrawal> call) => call.Send(new WithdrawOffer(call.By, call.Id<OfferId>("offer"), call.Body.Reason, call.Expected));
}
