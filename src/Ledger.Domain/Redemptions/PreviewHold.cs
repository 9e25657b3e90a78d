using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Offers;
using Ledger.Domain.Passages;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Redemptions;

/// <summary>
/// What an offer would cost somebody now, and why, or why he may not take it: each gate and limit, and the lots it would be taken
/// from. Whoever may ask for the code may ask. Nothing is written.
/// </summary>
[Refuses(typeof(NotFound), typeof(GuardianMustConsent), typeof(PersonWasMerged), typeof(IdAlreadyUsed), typeof(NoRulebookInForce), typeof(RulebookIsBeingFilled), typeof(NoSuchPassage), typeof(ChannelNotOffered), typeof(InputOutOfRange))]
public sealed record PreviewHold(PlaceHold Hold) : ICommand<HoldPreview>
{
    public Actor By => Hold.By;

    public void Name(Needs needs) => Hold.Name(needs);

    public Decision<HoldPreview> Decide(Books books)
    {
        var asked = AskedBooks.On(books);
        if (Hold.Decide(asked) is Decision<HoldIsPlaced>.Rejected { Reason: (NotFound or GuardianMustConsent or PersonWasMerged or IdAlreadyUsed or NoRulebookInForce or RulebookIsBeingFilled or NoSuchPassage or ChannelNotOffered or InputOutOfRange) and var reason }) return reason;
        var (rulebook, offer) = (Rulebook.InForce(books, books.Today), books.Find<Offer>(Hold.Offer.ToString())!);
        if (rulebook is null) return new NoRulebookInForce(books.Today);
        var passing = new Passing(books, rulebook, Hold.Redemption, books.Find<Person>(Hold.Person.ToString())!, offer, Hold.Quantity, Hold.Asking ?? Asking.Plain, Hold.Vault, Hold.ReceiversVault);
        var commodity = passing.PaidIn();
        var holding = Holding.Of(asked, Hold.Account ?? Hold.Person, rulebook.Document.KeptAs(commodity));
        return books.Accept(new HoldPreview(rulebook, offer, asked.Find<Redemption>(Hold.Redemption.ToString())?.Placed, offer.Item is { } item ? passing.Explain(item) : null, holding.Available,
            rulebook.Document.NameOf(commodity)));
    }
}

/// <param name="Placed">The hold as it would be; absent where it is refused: asking for the hold itself tells why.</param>
/// <param name="Passage">What the rulebook says of it; absent: the offer is of no item of the rulebook.</param>
/// <param name="Left">What could still be spent: after it, or now where it is refused.</param>
/// <param name="Commodity">What it is paid in; absent: the first.</param>
public sealed record HoldPreview(Rulebook Rulebook, Offer Offer, HoldPlaced? Placed, PassageExplanation? Passage, Points Left, Code? Commodity = null);
