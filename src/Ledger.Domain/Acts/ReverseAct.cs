namespace Ledger.Domain.Acts;

/// <summary>
/// Undoes an attested act (冲正) with a coded reason: nothing is edited or deleted (rule 3). What was done really is recorded
/// again by an act that names this one in <c>replaces</c>.
/// </summary>
/// <param name="Reference">What it is reversed for, such as a correction request.</param>
/// <param name="Expected">The act's journal number the caller saw.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(OutsideScope), typeof(ChangedMeanwhile), typeof(NothingToReverse))]
public sealed record ReverseAct(Actor By, ActId Act, Code Reason, Source? Reference, long? Expected) : ICommand<ActIsReversed>
{
    public static readonly Role[] Reversers = [Role.Office, Role.GridOfficer];

    public int MostReadings => Accruing.MostReadings;

    public void Name(Needs needs) => needs.Row<Act>(Act.ToString());

    public Decision<ActIsReversed> Decide(Books books)
    {
        if (!By.Holds(books, Reversers)) return new NotAllowed(Reversers);
        if (books.Find<Act>(Act.ToString()) is not { } act) return new NotFound("act", Act.ToString());
        if (Reach.Refuses(books, By, Act, Reversers) is { } outside) return outside;
        if (Expected is { } expected && expected != act.Number) return new ChangedMeanwhile(expected, act.Number);
        if (act.Status != ActStatus.Attested) return new NothingToReverse(Act, act.Status);
        Accruing.LookAtUndoing(books, act);
        Accruing.Undo(books, act, By.Person!.Value, Reason, Reference);
        return books.Accept(ActIsReversed.Of(books, Act));
    }
}

/// <param name="PointsHundredths">What the act had got and was taken back.</param>
/// <param name="OwedHundredths">What the person owes now, because it was spent (欠分).</param>
/// <param name="Adjusted">Other acts that a cap had cut and that got more.</param>
public sealed record ActIsReversed(ActId Act, PersonId Person, Minutes Minutes, Points PointsHundredths, Points OwedHundredths, IReadOnlyList<ActPosted> Adjusted)
{
    internal static ActIsReversed Of(Books books, ActId act)
    {
        var reversed = books.Facts.Select(fact => fact.Fact).OfType<ActReversed>().Last(fact => fact.Act == act);
        var account = books.Find<Accounts.Account>(Accounts.Account.Key(reversed.Person, Accounts.Commodity.Points));
        return new(act, reversed.Person, reversed.Minutes, reversed.Points, new(account?.Debt ?? 0),
            [.. books.Facts.Select(fact => fact.Fact).OfType<AccrualAdjusted>().Select(fact => new ActPosted(fact.Act, fact.Person, new(0), fact.Points))]);
    }
}

/// <summary>Only an attested act can be reversed.</summary>
public sealed record NothingToReverse(ActId Act, ActStatus Status) : Rejection;
