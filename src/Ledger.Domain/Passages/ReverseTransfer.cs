using Ledger.Domain.Accounts;
using Ledger.Domain.Offers;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Passages;

/// <summary>
/// Undoes a gift or a grant that was made by mistake (撤销转赠): all of it, while who got it still has it in the very lots it joined. It is
/// back with who gave it, in the lots it left, or as the rulebook gives back what has lapsed, and counts in no window any more.
/// </summary>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(TransferIsReversed), typeof(GainsBySigning), typeof(InsufficientPoints))]
public sealed record ReverseTransfer(Actor By, TransferId Transfer, Code Reason) : ICommand<TransferIsUndone>
{
    public static readonly Role[] Undoers = [Role.Office];

    /// <summary>Whose accounts they are now, their lots, and the windows of both.</summary>
    public int MostReadings => 6;

    public void Name(Needs needs) => needs.Row<PointsTransfer>(Transfer.ToString());

    public Decision<TransferIsUndone> Decide(Books books)
    {
        if (By.Person is not { } undoer || !By.HoldsEverywhere(books, Undoers)) return new NotAllowed(Undoers);
        if (books.Find<PointsTransfer>(Transfer.ToString()) is not { Arrived: { } arrived } transfer) return new NotFound("transfer", Transfer.ToString());
        if (transfer.IsReversed == true) return new TransferIsReversed(Transfer);
        if (transfer.Sent is { } given && Crossing.Gains(books, undoer, given.HeldBy ?? given.Person)) return new GainsBySigning(undoer);
        if (TakeBack(books, arrived, undoer) is { } missing) return missing;
        if (transfer.Sent is { } sent) GiveBack(books, sent, undoer);
        return books.Accept(new TransferIsUndone(Transfer, arrived.Points, arrived.Commodity));
    }

    private InsufficientPoints? TakeBack(Books books, PointsArrived arrived, PersonId by)
    {
        var (person, kept) = (Person.SurvivorOf(books, arrived.Person), arrived.Commodity?.Value ?? Commodity.Points);
        var (owner, was) = (arrived.HeldBy ?? person, AccountName.Available(arrived.HeldBy ?? arrived.Person));
        Lapse.PostIfDue(books, owner, person, kept);
        var live = Holding.Of(books, owner, kept).Live;
        var left = arrived.Legs.Where(leg => leg.Account == was).Sum(leg => Math.Min(leg.Amount, live.FirstOrDefault(lot => lot.Lot == leg.Lot)?.Amount ?? 0));
        if (left < arrived.Points.Hundredths) return new(new(left), arrived.Points, Rulebook.Of(books, arrived.Rulebook).UnitOf(arrived.Commodity));
        var posting = new Posting(books, owner, kept);
        posting.Reverse(arrived.Legs, was);
        Add(books, person, arrived.Passage, arrived.Points, by, posting, arrived.From, arrived.HeldBy, arrived.Commodity);
        return null;
    }

    private void GiveBack(Books books, PointsSent sent, PersonId by)
    {
        var (person, kept, rulebook) = (Person.SurvivorOf(books, sent.Person), sent.Commodity?.Value ?? Commodity.Points, Rulebook.Of(books, sent.Rulebook));
        var owner = sent.HeldBy ?? person;
        Lapse.PostIfDue(books, owner, person, kept);
        var posting = new Posting(books, owner, kept);
        foreach (var leg in sent.Legs.Where(leg => leg.Amount > 0)) posting.GiveBack(leg.Account, new(leg.Lot!, leg.Amount), rulebook.RefundOf(leg.Lot!, books.Today));
        Add(books, person, sent.Passage, sent.Points, by, posting, sent.To, sent.HeldBy, sent.Commodity);
        if (sent.HeldBy is null) AccountRest.Settle(books, person);
    }

    private void Add(Books books, PersonId person, Code passage, Points points, PersonId by, Posting posting, Subject? other, Subject? heldBy, Code? commodity) =>
        books.Add(Stream.Person(person), new TransferReversed(Transfer, person, passage, points, Reason, by, posting.Entries, posting.Legs, books.Today, books.Today, other, heldBy, commodity));
}

/// <param name="Hundredths">What went back; of another <paramref name="Commodity"/> than the first in its smallest unit.</param>
public sealed record TransferIsUndone(TransferId Transfer, Points Hundredths, Code? Commodity = null);

/// <summary>It is undone once.</summary>
public sealed record TransferIsReversed(TransferId Transfer) : Rejection;
