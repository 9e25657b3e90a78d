namespace Ledger.Model;

/// <param name="KeepsExpiry">Otherwise what is given has a new life from that day.</param>
/// <param name="MonthMost">What one person may give in a calendar month.</param>
public sealed record GiftRule(bool KeepsExpiry, long? MonthMost);

public sealed record Give(Guid By, Guid Transfer, Guid Person, Guid To, long Much) : Deed(By)
{
    public override string Kind => By == Person ? "give to another" : "give for somebody";
    public override string Path => "transfers";
    public override object Body => new { transfer = Transfer, person = Person, passage = "gift", amount = Much, to = $"person:{To}" };
}

public sealed record UndoGift(Guid By, Guid Transfer, string Reason) : Deed(By)
{
    public override string Kind => "undo a gift";
    public override string Path => $"transfers/{Transfer}/reversal";
    public override object Body => new { reason = Reason };
}

/// <param name="Left">The lots it was taken from.</param>
/// <param name="Joined">What is left of it in the lots it joined once debts were paid from it.</param>
public sealed record GiftKnown(Give Told, Rulebook Rulebook, DateOnly On, IReadOnlyList<Amount> Left, IReadOnlyList<Amount> Joined, bool IsUndone = false);

/// <summary>What people give each other, and what was given by mistake.</summary>
public sealed partial class Books
{
    public Dictionary<Guid, GiftKnown> Gifts { get; } = [];

    private Expected Do(Give deed)
    {
        Unless(deed.By == Self(deed.Person) || ReachesPerson(deed.By, deed.Person, Helpers), "not-found");
        Unless(People.TryGetValue(deed.Person, out var giver), "not-found");
        Unless(!IsMerged(deed.Person), "person-was-merged");
        Unless(!Gifts.ContainsKey(deed.Transfer), "id-already-used");
        Unless(!giver!.Suspended && !IsClosed(deed.Person), "account-suspended");
        Unless(!IsLost(deed.Person), "reported-lost");
        var rulebook = RulebookOf(Today) ?? throw new Refusal("no-rulebook-in-force");
        var rule = rulebook.Gifts ?? throw new Refusal("no-such-passage");
        Unless(People.ContainsKey(deed.To), "not-found");
        Unless(!IsMerged(deed.To), "person-was-merged");
        Unless(!IsClosed(deed.To), "account-is-closed");
        Unless(deed.To != deed.Person, "not-eligible");
        Unless(!_filling.Contains(rulebook), "rulebook-is-being-filled");
        Unless(deed.Much % rulebook.Quantum == 0, "quantity-not-offered");
        Unless(!(GivenThisMonth(deed.Person) + deed.Much > rule.MonthMost), "limit-reached");
        Unless(Available(deed.Person) >= deed.Much, "insufficient-points");
        var (left, before) = (SoonestOf(deed.Person, deed.Much), InPurse(deed.To));
        foreach (var part in left)
        {
            Put(deed.Person, Points, part.Lot, part.Much, "purse", "sent");
            var into = rule.KeepsExpiry ? part.Lot : part.Lot with { Last = rulebook.LastDay(Today, Today) };
            Put(deed.To, Points, into, part.Much, "received", "purse");
            PayDebts(deed.To, into, part.Much);
        }
        var joined = InPurse(deed.To).Select(now => now with { Much = now.Much - before.Where(was => was.Lot == now.Lot).Sum(was => was.Much) }).Where(more => more.Much > 0);
        Gifts.Add(deed.Transfer, new GiftKnown(deed, rulebook, Today, left, [.. joined]));
        return Expected.Yes([deed.Person, deed.To], ("hundredths", deed.Much), ("availableAfterHundredths", Available(deed.Person)));
    }

    /// <summary>All of it, while who got it still has it in the lots it joined.</summary>
    private Expected Do(UndoGift deed)
    {
        Unless(Is(deed.By, "office"), "not-allowed");
        Unless(Gifts.TryGetValue(deed.Transfer, out var gift), "not-found");
        Unless(!gift!.IsUndone, "transfer-reversed");
        var (giver, receiver) = (Self(gift.Told.Person), Self(gift.Told.To));
        Unless(!IsFor(deed.By, giver), "gains-by-signing");
        var purse = Purse(receiver);
        Unless(gift.Joined.Sum(part => Math.Min(part.Much, purse.Where(there => there.Lot == part.Lot).Sum(there => there.Much))) == gift.Told.Much, "insufficient-points");
        Gifts[deed.Transfer] = gift with { IsUndone = true };
        foreach (var part in gift.Joined) Put(receiver, Points, part.Lot, part.Much, "purse", "received");
        foreach (var part in gift.Left) GiveBack(giver, part, "sent", gift.Rulebook);
        return Expected.Yes([giver, receiver], ("hundredths", gift.Told.Much));
    }

    /// <summary>What was given by mistake counts no more.</summary>
    private long GivenThisMonth(Guid person) => Gifts.Values.Where(gift => !gift.IsUndone && Self(gift.Told.Person) == person && MonthOf(gift.On) == MonthOf(Today)).Sum(gift => gift.Told.Much);

    private List<Amount> InPurse(Guid person) => History.At(AllOf(person), Points, "purse");
}
