using FluentValidation;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Offers;

namespace Ledger.Api.Offers;

public static class OfferEndpoints
{
    public sealed record Publication(OfferId Offer, MerchantId Merchant, Terms Terms);

    /// <param name="Price">Points per unit, in hundredths; 0 for an item of the rulebook.</param>
    /// <param name="Settlement">What is owed to the merchant per unit, in fen; 0 if the merchant gives it.</param>
    /// <param name="Stock">Units there are; absent is without limit.</param>
    /// <param name="OpensOn">The first local day on which it can be taken.</param>
    /// <param name="ClosesOn">The last, when there is one.</param>
    /// <param name="PerPerson">How many units one person may take in a month or quarter; absent is without limit.</param>
    /// <param name="Item">An item of the rulebook, which then says who may have it and what it costs.</param>
    public sealed record Terms(Title Title, Points Price, Fen Settlement, Bearer Bearer, DateOnly OpensOn, long? Stock = null, DateOnly? ClosesOn = null, PerPerson? PerPerson = null, Code? Item = null)
    {
        internal OfferTerms Checked => new(Title, Price, Settlement, Bearer, Stock, OpensOn, ClosesOn, PerPerson is { } limit ? new PersonLimit(limit.Period, limit.Units) : null, Item);
    }

    /// <param name="Units">1 to 100.</param>
    public sealed record PerPerson(LimitPeriod Period, long Units);

    /// <param name="Reason">A code, such as <c>sold-out</c>.</param>
    public sealed record Withdrawal(Code Reason);

    public sealed class TermsValidator : AbstractValidator<Terms>
    {
        public TermsValidator()
        {
            RuleFor(terms => terms.Title).Named();
            RuleFor(terms => terms.Price).Amount(least: 1).When(terms => terms.Item is null);
            RuleFor(terms => terms.Price).Must(price => price == Points.Zero).As("no-price-beside-an-item", "兑换细则中的物品时，价格由细则决定，此处填 0", "The rulebook prices an item: say 0 here").When(terms => terms.Item is not null);
            RuleFor(terms => terms.Settlement).Amount();
            RuleFor(terms => terms.Stock).InclusiveBetween(0, 1_000_000);
            RuleFor(terms => terms.PerPerson!.Units).InclusiveBetween(1, Bounds.MostUnits).When(terms => terms.PerPerson is not null);
            RuleFor(terms => terms.OpensOn).InOurTimes();
            RuleFor(terms => terms.ClosesOn).InOurTimes();
        }
    }

    public sealed class PublicationValidator : AbstractValidator<Publication>
    {
        public PublicationValidator() => RuleFor(request => request.Terms).SetValidator(new TermsValidator());
    }

    public static Task<IResult> Publish(WriteCall<Publication> call) =>
        call.Send(new PublishOffer(call.By, call.Body.Offer, call.Body.Merchant, call.Body.Terms.Checked), location: changed => $"offers/{changed.Offer}");

    public static Task<IResult> Revise(WriteCall<Terms> call) => call.Send(new ReviseOffer(call.By, call.Id<OfferId>("offer"), call.Body.Checked, call.Expected));

    public static Task<IResult> Withdraw(WriteCall<Withdrawal> call) => call.Send(new WithdrawOffer(call.By, call.Id<OfferId>("offer"), call.Body.Reason, call.Expected));
}
