using Ledger.Domain.Accounts;

namespace Ledger.Domain.Redemptions;

/// <summary>Gives a hold up before it is used: the volunteer, who acts for him, or the merchant.</summary>
[Refuses(typeof(NotFound), typeof(ChangedMeanwhile), typeof(HoldHasEnded))]
public sealed record VoidHold(Actor By, RedemptionId Redemption, Code Reason, long? Expected) : ICommand<HoldIsEnded>
{
    public void Name(Needs needs) => needs.Row<Redemption>(Redemption.ToString());

    public Decision<HoldIsEnded> Decide(Books books)
    {
        if (books.Find<Redemption>(Redemption.ToString()) is not { } redemption) return new NotFound("redemption", Redemption.ToString());
        var owner = Persons.Person.SurvivorOf(books, redemption.Placed.Person);
        if (!By.Is(owner) && !PlaceHold.HelpedBy(By, books, owner) && !By.ServesAt(books, redemption.Placed.Merchant)) return new NotFound("redemption", Redemption.ToString());
        if (Expected is { } expected && expected != redemption.Number) return new ChangedMeanwhile(expected, redemption.Number);
        if (redemption.Status != RedemptionStatus.Held) return new HoldHasEnded(Redemption, redemption.Status);
        Ending.Void(books, redemption, Reason);
        return books.Accept(new HoldIsEnded(Redemption, RedemptionStatus.Voided));
    }
}

/// <summary>Ends a hold whose time is over. Sent by the scheduler.</summary>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(HoldIsNotOver))]
public sealed record ExpireHold(Actor By, RedemptionId Redemption) : ICommand<HoldIsEnded>
{
    public void Name(Needs needs) => needs.Row<Redemption>(Redemption.ToString());

    public Decision<HoldIsEnded> Decide(Books books)
    {
        if (!By.IsScheduler) return new NotAllowed();
        if (books.Find<Redemption>(Redemption.ToString()) is not { } redemption) return new NotFound("redemption", Redemption.ToString());
        if (redemption.Status != RedemptionStatus.Held) return books.Accept(new HoldIsEnded(Redemption, redemption.Status));
        var hold = redemption.Placed;
        if (books.Now < hold.ExpiresAt) return new HoldIsNotOver(Redemption, books.Local(hold.ExpiresAt));
        var posting = Ending.Release(books, redemption);
        books.Add(Stream.Person(hold.Person), new HoldExpired(Redemption, hold.Person, hold.Merchant, hold.Offer, posting.Entries, posting.Legs, books.Today, books.Today, hold.HeldBy));
        return books.Accept(new HoldIsEnded(Redemption, RedemptionStatus.Expired));
    }
}

public sealed record HoldIsEnded(RedemptionId Redemption, RedemptionStatus Status);

internal static class Ending
{
    public static void Void(Books books, Redemption redemption, Code reason)
    {
        var (hold, posting) = (redemption.Placed, Release(books, redemption));
        books.Add(Stream.Person(hold.Person), new HoldVoided(hold.Redemption, hold.Person, hold.Merchant, hold.Offer, reason, posting.Entries, posting.Legs, books.Today, books.Today, hold.HeldBy));
    }

    public static Posting Release(Books books, Redemption redemption)
    {
        var hold = redemption.Placed;
        Lapse.PostIfDue(books, hold.Owner, hold.Person, hold.Kept);
        var posting = new Posting(books, hold.Owner, hold.Kept);
        foreach (var lot in redemption.Reserved) posting.Release(lot);
        return posting;
    }
}
