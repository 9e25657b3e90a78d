using Ledger.Domain.Offers;
using Ledger.Domain.Redemptions;

namespace Ledger.Domain.Merchants;

/// <summary>
/// Closes a merchant for good (rule 16). From this number on nothing is handed over: offers are withdrawn and terminals revoked
/// in the same decision. Open codes are released after it, a few at a time. Statements stay; late refunds, and what was handed over without network before, settle.
/// </summary>
[Refuses(typeof(NotAllowed), typeof(NotFound))]
public sealed record CloseMerchant(Actor By, MerchantId Merchant, Code Reason) : ICommand<MerchantIsClosing>
{
    /// <summary>Why offers are withdrawn, terminals revoked and codes released.</summary>
    public static readonly Code Closed = "merchant-closed";

    public void Name(Needs needs) => needs.AddsTo(Stream.Merchant(Merchant)).Row<Merchant>(Merchant.ToString())
        .StartingWith<MerchantOffer>(MerchantOffer.Prefix(Merchant)).StartingWith<MerchantTerminal>(MerchantTerminal.Prefix(Merchant));

    public Decision<MerchantIsClosing> Decide(Books books)
    {
        if (!By.Holds(books, Role.Administrator, Role.Office)) return new NotAllowed(Role.Administrator, Role.Office);
        if (books.Find<Merchant>(Merchant.ToString()) is not { } merchant) return new NotFound("merchant", Merchant.ToString());
        var (offers, terminals) = (books.StartingWith<MerchantOffer>(MerchantOffer.Prefix(Merchant)), books.StartingWith<MerchantTerminal>(MerchantTerminal.Prefix(Merchant)));
        if (merchant.ClosedOn is { } since) return books.Accept(new MerchantIsClosing(Merchant, since));
        books.Add(Stream.Merchant(Merchant), new MerchantClosed(Merchant, Reason, books.Today));
        foreach (var (_, row) in offers) books.Add(Stream.Offer(row.Offer), new OfferWithdrawn(row.Offer, Closed));
        foreach (var (_, row) in terminals)
        {
            books.Add(Stream.Terminal(row.Terminal), new TerminalRevoked(row.Terminal, Merchant, Closed));
            books.RemoveSide<TerminalSecret>(TerminalSecret.Key(row.Terminal));
        }
        return books.Accept(new MerchantIsClosing(Merchant, books.Today));
    }
}

public sealed record MerchantIsClosing(MerchantId Merchant, DateOnly ClosedOn);

/// <summary>Releases one open code of a merchant that has closed. Sent by the scheduler; a hold that ended meanwhile is left alone.</summary>
[Refuses(typeof(NotAllowed), typeof(NotFound))]
public sealed record ReleaseHold(Actor By, MerchantId Merchant, RedemptionId Redemption) : ICommand<HoldIsEnded>
{
    public void Name(Needs needs) => needs.Row<Merchant>(Merchant.ToString()).Row<Redemption>(Redemption.ToString());

    public Decision<HoldIsEnded> Decide(Books books)
    {
        if (!By.IsScheduler) return new NotAllowed();
        if (books.Find<Merchant>(Merchant.ToString()) is not { IsClosed: true }) return new NotFound("merchant", Merchant.ToString());
        if (books.Find<Redemption>(Redemption.ToString()) is not { } redemption || redemption.Placed.Merchant != Merchant) return new NotFound("redemption", Redemption.ToString());
        if (redemption.Status != RedemptionStatus.Held) return books.Accept(new HoldIsEnded(Redemption, redemption.Status));
        var (hold, posting) = (redemption.Placed, Ending.Release(books, redemption));
        books.Add(Stream.Person(hold.Person), new HoldVoided(Redemption, hold.Person, Merchant, hold.Offer, CloseMerchant.Closed, posting.Entries, posting.Legs, books.Today, books.Today));
        return books.Accept(new HoldIsEnded(Redemption, RedemptionStatus.Voided));
    }
}

/// <summary>Says that a closed merchant has no open code left. Sent by the scheduler when it finds none.</summary>
[Refuses(typeof(NotAllowed), typeof(NotFound))]
public sealed record FinishClosing(Actor By, MerchantId Merchant) : ICommand<MerchantIsClosing>
{
    public void Name(Needs needs) => needs.AddsTo(Stream.Merchant(Merchant)).Row<Merchant>(Merchant.ToString()).Row<Closing>(Merchant.ToString());

    public Decision<MerchantIsClosing> Decide(Books books)
    {
        if (!By.IsScheduler) return new NotAllowed();
        if (books.Find<Merchant>(Merchant.ToString()) is not { ClosedOn: { } since }) return new NotFound("merchant", Merchant.ToString());
        if (books.Find<Closing>(Merchant.ToString()) is not null) books.Add(Stream.Merchant(Merchant), new MerchantCodesReleased(Merchant));
        return books.Accept(new MerchantIsClosing(Merchant, since));
    }
}

/// <summary>The merchant has closed for good.</summary>
public sealed record MerchantIsClosed(MerchantId Merchant, DateOnly ClosedOn) : Rejection;
