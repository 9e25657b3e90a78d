using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;
using Commodity = Ledger.Domain.Accounts.Commodity;

namespace Ledger.Domain.Passages;

/// <summary>
/// Gives points that come from a fund, by a passage of the rulebook: to somebody who is entitled (赠予), or to a merchant for what it collected (再发行).
/// They are received from the fund and not earned: they do not rank. Whoever gains by it does not sign it.
/// </summary>
/// <param name="Amount">Absent: what the passage says.</param>
/// <param name="ReceiversVault">What only the vault knows today of who gets it.</param>
[Refuses(typeof(NotAllowed), typeof(IdAlreadyUsed), typeof(NoRulebookInForce), typeof(NoSuchPassage), typeof(NotFound), typeof(PersonWasMerged), typeof(AccountIsClosed), typeof(GainsBySigning),
    typeof(RulebookIsBeingFilled), typeof(InputOutOfRange), typeof(PassageIsClosed), typeof(NotEligible), typeof(DenominationNotOffered), typeof(QuantityNotOffered), typeof(LimitReached))]
public sealed record GrantPoints(
    Actor By, TransferId Transfer, Code Passage, Subject To, Points? Amount = null, IReadOnlyList<ActInput>? Inputs = null, FromVault? ReceiversVault = null) : ICommand<PointsWent>
{
    public static readonly Role[] Granters = [Role.Office];

    /// <summary>Who gets it, where he belongs, his marks, account and windows.</summary>
    public int MostReadings => 6;

    public void Name(Needs needs)
    {
        needs.Row<PointsTransfer>(Transfer.ToString()).Row<Account>(Account.Key(To, Commodity.Points)).StartingWith<LotHeld>(LotHeld.Prefix(To, Commodity.Points));
        if (To.Person is { } receiver) needs.AddsTo(Stream.Person(receiver)).Row<Person>(receiver.ToString());
    }

    public Decision<PointsWent> Decide(Books books)
    {
        if (By.Person is not { } granter || !By.HoldsEverywhere(books, Granters)) return new NotAllowed(Granters);
        if (books.Find<PointsTransfer>(Transfer.ToString()) is not null) return new IdAlreadyUsed("transfer", Transfer.ToString());
        if (Rulebook.InForce(books, books.Today) is not { } rulebook) return new NoRulebookInForce(books.Today);
        if (Crossing.Find(rulebook, Passage, PassageKind.Grant, PassageKind.Reissue) is not { } passage || passage.Entry.Kind == PassageKind.Reissue != (To.Kind == Whose.Merchant)) return new NoSuchPassage(Passage);
        if (Crossing.Missing(books, To, null) is { } nobody) return nobody;
        if (Crossing.Gains(books, granter, To)) return new GainsBySigning(granter);

        var facts = new FactRow(rulebook.Compiled.Facts).SayTransfer(Passage, null, Inputs, books.Today).SayAll(SubjectFacts.Of(books, rulebook.Compiled, To, books.Today, ReceiversVault));
        var crossing = new Crossing(books, rulebook, passage, Happening.Issue, PointsTransfer.SubjectsOf(To, passage.Entry), facts, Amount, Inputs is { Count: > 0 } ? [.. Inputs.OrderBy(one => one.Input)] : null);
        if (crossing.Refuses(facts, out var points, out var steps) is { } refusal) return refusal;
        crossing.Arrive(Transfer, To.Person ?? granter, null, To, AccountName.Received(Crossing.BearerOf(rulebook, passage.Entry.Fund ?? passage.Entry.Into?.Fund).ToString()), [new(LotOf(books, rulebook, passage.Entry), points.Hundredths)], granter, steps);
        return books.Accept(new PointsWent(Transfer, Passage, To, points, null, crossing.Commodity));
    }

    /// <summary>What is granted comes from no act: its board is the passage.</summary>
    private static Lot LotOf(Books books, Rulebook rulebook, Passage passage)
    {
        var lot = new Lot(passage.Code, passage.Into?.Bucket ?? passage.Code, passage.Into?.Fund ?? passage.Fund ?? "community", books.Today.Year, null);
        return lot with { ExpiresOn = rulebook.LastDayOf(lot, books.Today) };
    }
}
