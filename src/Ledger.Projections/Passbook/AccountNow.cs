using Ledger.Domain;
using Ledger.Domain.Accounts;

namespace Ledger.Projections.Passbook;

/// <summary>
/// What somebody has in a commodity, in the rows decisions read: of his lots only those in which something is left. It is also
/// what he had at every number and on every day since his account moved last, so a page that stands there need not add it up.
/// </summary>
/// <param name="Number">The journal number the rows stand at.</param>
/// <param name="Today">The local date then: nothing up to that number is booked beyond it.</param>
/// <param name="MovedAt">The number of the last change, of his service time too.</param>
/// <param name="Available">All that is not held, as posted.</param>
/// <param name="Lots">None of service time, which is never spent.</param>
/// <param name="ActiveOn">The booked day of the last activity, see <see cref="Idling"/>.</param>
public sealed record AccountNow(long Number, DateOnly Today, long MovedAt, long Available, IReadOnlyList<LotAmount> Lots, DateOnly? ActiveOn)
{
    public static Needs Name(Needs needs, Subject holder, string commodity) => needs
        .Row<Account>(Account.Key(holder, commodity)).Row<Account>(Account.Key(holder, Commodity.Minutes)).StartingWith<LotHeld>(LotHeld.Prefix(holder, commodity));

    /// <param name="books">In which the rows were named.</param>
    public static AccountNow Of(Books books, Subject holder, string commodity)
    {
        var (account, served) = (Find(commodity), Find(Commodity.Minutes));
        return new(books.LastNumber, books.Today, Math.Max(account.Number, served.Number), account.Available,
            [.. books.StartingWith<LotHeld>(LotHeld.Prefix(holder, commodity)).Select(row => new LotAmount(row.Value.Lot, row.Value.Amount))],
            served.ActiveOn > account.ActiveOn || account.ActiveOn is null ? served.ActiveOn : account.ActiveOn);

        Account Find(string of) => books.Find<Account>(Account.Key(holder, of)) ?? Account.Empty;
    }

    internal bool IsSo(long cut, DateOnly asOf) => MovedAt <= cut && cut <= Number && asOf >= Today;
}
