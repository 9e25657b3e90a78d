using Ledger.Domain.Accounts;
using Ledger.Domain.Rulebooks;

namespace Ledger.Domain.Persons;

/// <summary>
/// What every decision that credits an account does last: on a closed one nothing stays, it goes where the closing clause says
/// (rule 16). Hours stay for ever.
/// </summary>
public static class AccountRest
{
    private const string Pool = "pool";

    public static void Settle(Books books, PersonId id)
    {
        if (books.Find<Person>(id.ToString())?.Closed is not { } closed) return;
        foreach (var commodity in Account.CommoditiesOf(books, id)) Settle(books, id, closed, commodity);
    }

    private static void Settle(Books books, PersonId id, ClosedAccount closed, string commodity)
    {
        Lapse.PostIfDue(books, id, id, commodity);
        var (holding, posting) = (Holding.Of(books, id, commodity), new Posting(books, id, commodity));
        foreach (var debt in holding.Account.Debts ?? []) posting.Move(AccountName.WrittenOff, AccountName.Debt(id), commodity, debt);
        var heir = closed is { Rest: Rest.Family, Family: { } family } ? Open(books, family) : null;
        // A dead person's family is not known on the day: what is left waits, and cannot be spent.
        var left = closed is { Rest: Rest.Family, Reason: CloseReason.Death, Family: null } ? [] : holding.Live;
        var to = heir is { } named ? AccountName.Sent(AccountName.Holder(named)) : closed.Rest == Rest.Pool ? AccountName.Sent(Pool) : AccountName.Forfeited;
        foreach (var lot in left) posting.Move(AccountName.Available(id), to, commodity, lot);
        if (posting.Legs.Count == 0) return;
        books.Add(Stream.Person(id), new RestSettled(id, heir is null && closed.Rest == Rest.Family ? Rest.Lapse : closed.Rest, heir, posting.Entries, posting.Legs, books.Today, books.Today));
        if (heir is { } receiver && left.Count > 0) Receive(books, receiver, id, commodity, left);
    }

    /// <summary>Points with the lots they had; what the receiver owes is paid from them first.</summary>
    private static void Receive(Books books, PersonId receiver, PersonId from, string commodity, IReadOnlyList<LotAmount> lots)
    {
        Lapse.PostIfDue(books, receiver, receiver, commodity);
        var posting = new Posting(books, receiver, commodity);
        foreach (var lot in lots) posting.Credit(AccountName.Received(AccountName.Holder(from)), lot);
        books.Add(Stream.Person(receiver), new PointsReceived(receiver, from, posting.Entries, posting.Legs, books.Today, books.Today));
    }

    /// <summary>Whoever of the family has an account: an heir who died too gets nothing, and the rest lapses.</summary>
    private static PersonId? Open(Books books, PersonId family) =>
        Person.SurvivorOf(books, family) is var now && books.Find<Person>(now.ToString()) is { Closed: null, IsForgotten: false } ? now : null;
}
