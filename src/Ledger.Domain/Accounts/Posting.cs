namespace Ledger.Domain.Accounts;

/// <summary>Gathers the legs of one fact: every move is two legs, so the sum is zero by construction.</summary>
public sealed class Posting(Books books, PersonId person)
{
    private readonly List<Leg> _legs = [];

    /// <summary>Equal legs joined, zero legs gone, in a fixed order.</summary>
    public IReadOnlyList<Leg> Legs =>
    [
        .. _legs.GroupBy(leg => (leg.Account, leg.Commodity, leg.Lot))
            .Select(same => same.First() with { Amount = same.Sum(leg => leg.Amount) })
            .Where(leg => leg.Amount != 0)
    ];

    /// <summary>The next passbook line in each commodity of the holder that the legs touch.</summary>
    public IReadOnlyList<EntryNumber> Entries =>
    [
        .. _legs.Where(leg => AccountName.PartyOf(leg.Account) == AccountName.Holder(person))
            .Select(leg => leg.Commodity).Distinct()
            .Select(commodity => new EntryNumber(commodity, (books.Find<Account>(Account.Key(person, commodity))?.Entry ?? 0) + 1))
    ];

    public void Move(string from, string to, string commodity, LotAmount what) => Move(from, to, commodity, what.Lot, what.Amount);

    public void Move(string from, string to, string commodity, Lot? lot, long amount)
    {
        if (amount == 0) return;
        _legs.Add(new Leg(from, commodity, lot, -amount));
        _legs.Add(new Leg(to, commodity, lot, amount));
    }

    /// <summary>What a hold did not use goes back to its lot; past its date it expires in the same fact (rule 9).</summary>
    public void Release(PersonId holder, LotAmount lot) =>
        Move(AccountName.Held(holder), lot.Lot.HasLapsedOn(books.Today) ? AccountName.Expired : AccountName.Available(holder), Commodity.Points, lot);

    /// <summary>Value that comes back with another expiry: its origin stays.</summary>
    public void Renew(string from, string to, string commodity, LotAmount old, DateOnly expiresOn)
    {
        _legs.Add(new Leg(from, commodity, old.Lot, -old.Amount));
        _legs.Add(new Leg(to, commodity, old.Lot with { ExpiresOn = expiresOn }, old.Amount));
    }
}
