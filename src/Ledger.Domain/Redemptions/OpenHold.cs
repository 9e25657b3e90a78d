namespace Ledger.Domain.Redemptions;

/// <summary>A hold that has not ended, by its holder: what a loss report ends, and what one's list of codes shows.</summary>
public sealed record OpenHold(RedemptionId Redemption)
{
    /// <summary>So many may be open at once for one person: all of them can be ended in one decision.</summary>
    public const int Most = 20;

    public static string Prefix(PersonId person) => $"{person}|";

    public static string Key(PersonId person, RedemptionId redemption) => Prefix(person) + redemption;

    /// <summary>Ends every hold that is open, whoever waits for its code: the points go back to their lots.</summary>
    public static int VoidAll(Books books, PersonId person, Code reason)
    {
        var open = books.StartingWith<OpenHold>(Prefix(person));
        foreach (var (_, hold) in open)
            if (books.Find<Redemption>(hold.Redemption.ToString()) is { } redemption) Ending.Void(books, redemption, reason);
        return open.Count;
    }
}

/// <summary>So many codes are open for the person already: redeem or give up one of them first.</summary>
public sealed record TooManyOpenHolds(long Most) : Rejection;
