using Ledger.Domain.Merchants;
using Ledger.Domain.Acts;
using Ledger.Domain.Offers;
using Ledger.Domain.Passages;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Redemptions;

/// <summary>Reserves points for an offer and makes a code good: the volunteer himself, his guardian or helper, or somebody of the office or grid who acts for him.</summary>
/// <param name="Quantity">Units: 1 to 100.</param>
/// <param name="CodeHashes">Keyed hashes of the codes of attempts 0, 1, …; the first that is free is taken.</param>
/// <param name="Account">Whose points: absent: the person's; otherwise those of his household or team.</param>
/// <param name="Vault">What only the vault knows of him today; <paramref name="ReceiversVault"/>: of whom he pays for.</param>
/// <param name="Asking">What is asked for beside the units, where the offer is of an item of the rulebook.</param>
/// <param name="AgeBand">The band today, from the vault, of who asks for himself: a child under 14 spends with a guardian's consent.</param>
[Refuses(typeof(NotFound), typeof(GuardianMustConsent), typeof(PersonWasMerged), typeof(IdAlreadyUsed), typeof(AccountSuspended), typeof(ReportedLost), typeof(TooManyOpenHolds), typeof(NoRulebookInForce), typeof(RulebookIsBeingFilled), typeof(OfferIsWithdrawn),
    typeof(OfferIsClosed), typeof(MerchantHasDayOff), typeof(OfferIsSoldOut), typeof(OutOfStock), typeof(OfferLimitReached), typeof(InsufficientPoints), typeof(NoCodeFree),
    typeof(NoSuchPassage), typeof(ChannelNotOffered), typeof(InputOutOfRange), typeof(PassageIsClosed), typeof(NotEligible), typeof(DenominationNotOffered), typeof(QuantityNotOffered), typeof(LimitReached))]
public sealed record PlaceHold(Actor By, RedemptionId Redemption, PersonId Person, OfferId Offer, long Quantity, IReadOnlyList<string> CodeHashes, string? AgeBand = null, Asking? Asking = null, FromVault? Vault = null, Subject? Account = null, FromVault? ReceiversVault = null) : ICommand<HoldIsPlaced>
{
    public long Quantity { get; init => field = Bounds.Units(value); } = Bounds.Units(Quantity);

    /// <summary>Who may act for a volunteer: recorded as such.</summary>
    public static readonly Role[] Helpers = [Role.Office, Role.GridOfficer, Role.GridAssistant];

    private Placing Placing => new(Redemption, Person, Offer, Quantity, CodeHashes, Asking, Vault, Account, ReceiversVault);

    /// <summary>Whether somebody acts for a person, and so is named beside him: by his office, or as guardian or helper of this one.</summary>
    public static bool HelpedBy(Actor by, Books books, PersonId person) => by.Reaches(books, Helpers, person) || by.ActsFor(books, person);

    public int MostReadings => Placing.MostReadings;

    public void Name(Needs needs) => Placing.Name(needs);

    public Decision<HoldIsPlaced> Decide(Books books)
    {
        if (!By.IsOrWas(books, Person) && !HelpedBy(By, books, Person)) return new NotFound("person", Person.ToString());
        if (By.Is(Person) && ChildConsent.Missing(books, Person, AgeBand, ChildMay.Spend) is { } missing) return missing;
        return Placing.Decide(books, By.Is(Person) ? null : By.Person, isPaper: false);
    }
}

/// <summary>
/// Prints a paper voucher (纸质兑换券) for somebody without a phone: a hold with a longer life, whose code is handed over on paper. Who
/// prints it is named in the event and on the passbook line.
/// </summary>
/// <param name="Quantity">Units: 1 to 100.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(PersonWasMerged), typeof(IdAlreadyUsed), typeof(AccountSuspended), typeof(ReportedLost), typeof(TooManyOpenHolds), typeof(NoRulebookInForce), typeof(RulebookIsBeingFilled),
    typeof(OfferIsWithdrawn), typeof(OfferIsClosed), typeof(MerchantHasDayOff), typeof(OfferIsSoldOut), typeof(OutOfStock), typeof(OfferLimitReached), typeof(InsufficientPoints), typeof(NoCodeFree),
    typeof(NoSuchPassage), typeof(ChannelNotOffered), typeof(InputOutOfRange), typeof(PassageIsClosed), typeof(NotEligible), typeof(DenominationNotOffered), typeof(QuantityNotOffered), typeof(LimitReached))]
public sealed record IssueVoucher(Actor By, RedemptionId Redemption, PersonId Person, OfferId Offer, long Quantity, IReadOnlyList<string> CodeHashes, Asking? Asking = null, FromVault? Vault = null, Subject? Account = null, FromVault? ReceiversVault = null) : ICommand<HoldIsPlaced>
{
    public long Quantity { get; init => field = Bounds.Units(value); } = Bounds.Units(Quantity);

    private Placing Placing => new(Redemption, Person, Offer, Quantity, CodeHashes, Asking, Vault, Account, ReceiversVault);

    public int MostReadings => Placing.MostReadings;

    public void Name(Needs needs) => Placing.Name(needs);

    public Decision<HoldIsPlaced> Decide(Books books) =>
        By.Person is { } helper && PlaceHold.HelpedBy(By, books, Person) ? Placing.Decide(books, helper, isPaper: true) : new NotAllowed(PlaceHold.Helpers);
}

/// <param name="AvailableAfterHundredths">What can still be spent after it.</param>
/// <param name="CashFen">What is paid in money beside the points.</param>
/// <param name="Commodity">What it is paid in; absent: the first.</param>
/// <param name="Attempt">From it and the id the code is computed; the code itself is not kept.</param>
public sealed record HoldIsPlaced(
    RedemptionId Redemption, MerchantId Merchant, OfferId Offer, long Quantity, Points PriceHundredths, Points AvailableAfterHundredths, DateTimeOffset ExpiresAt, int Attempt, Fen? CashFen = null, Code? Commodity = null);
