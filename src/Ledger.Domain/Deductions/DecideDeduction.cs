using Ledger.Domain.Accounts;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Deductions;

/// <summary>
/// A second person takes the points, after the notice, or drops the deduction at any time. Of a person registered twice who stayed
/// pays; of a closed account nothing can be taken. Nobody lets himself or his household off (rule 11), nor decides what his own
/// household or team is deducted.
/// </summary>
/// <param name="Post">Whether the points are taken.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(DeductionIsDecided), typeof(SecondPersonNeeded), typeof(GainsBySigning), typeof(DeductionIsNotSigned), typeof(Marks.NotOfTheBody), typeof(AccountIsClosed), typeof(NoticeIsNotOver))]
public sealed record DecideDeduction(Actor By, DeductionId Deduction, bool Post, Code Reason) : ICommand<DeductionIsDone>
{
    public static readonly Role[] Deciders = [Role.Office, Role.CommitteeMember];

    public int MostReadings => Acts.Following.MostReadings;

    public void Name(Needs needs) => needs.Row<Deduction>(Deduction.ToString());

    public Decision<DeductionIsDone> Decide(Books books)
    {
        if (!By.Holds(books, Deciders)) return new NotAllowed(Deciders);
        if (Deductions.Deduction.Of(books, Deduction) is not { } deduction) return new NotFound("deduction", Deduction.ToString());
        if (!deduction.IsOpen) return new DeductionIsDecided(Deduction, deduction.Status);
        var (proposed, decider) = (deduction.Proposed, By.Person!.Value);
        if (deduction.Concerns(books, decider) || Person.IsOne(books, decider, proposed.ProposedBy)) return new SecondPersonNeeded("deduction");
        if (!Post)
        {
            if (TwoPeople.Gains(books, decider, proposed.Person)) return new GainsBySigning(decider);
            books.Add(Stream.Deduction(Deduction), new DeductionWithdrawn(Deduction, decider, Reason));
            return books.Accept(new DeductionIsDone(Deduction, DeductionStatus.Withdrawn, Points.Zero, Points.Zero));
        }
        if (DeductionReview.Lacks(books, By, deduction) is { } lacks) return lacks;
        if (proposed.HeldBy is null && Person.IsClosed(books, proposed.Person) is { } closed) return closed;
        if (proposed.NoticeUntil is { } until && books.Today <= until) return new NoticeIsNotOver(Deduction, until);
        return books.Accept(Take(books, deduction, decider));
    }

    private static DeductionIsDone Take(Books books, Deduction deduction, PersonId decider)
    {
        var (proposed, holder, kept) = (deduction.Proposed, deduction.Holder, deduction.Kept);
        Lapse.PostIfDue(books, holder, proposed.Person, kept);
        var rulebook = Rulebook.Of(books, proposed.Rulebook);
        var most = DebtLimit.MostThatCanBeTaken(books, rulebook, holder, kept).Hundredths;
        List<ArithmeticStep> steps =
        [
            .. proposed.Steps ??
            [
                new($"/deductions/{rulebook.Document.Deductions!.ToList().FindIndex(rule => rule.Code == proposed.Rule)}/take", StepKind.Fixed, 1, proposed.Points.Hundredths,
                    Factor: proposed.Points.Hundredths, Fact: "act", Unit: rulebook.UnitOf(proposed.Commodity)),
            ],
        ];
        steps.AddRange(Capped(books, rulebook, deduction, steps[^1].Output));
        if (most < steps[^1].Output) steps.Add(new("/debt/limit", StepKind.Cap, steps[^1].Output, most, Limit: most));
        var amount = new Points(steps[^1].Output);
        var posting = new Posting(books, holder, kept);
        var owed = posting.TakeOrOwe(amount, AccountName.Deducted, [new LotAmount(OwedLot(proposed), amount.Hundredths)]);
        books.Add(Stream.Person(proposed.Person), new PointsDeducted(proposed.Deduction, proposed.Person, proposed.Rule, proposed.Board, amount, proposed.Rulebook, steps, decider,
            posting.Entries, posting.Legs, proposed.OccurredOn, books.Today, proposed.HeldBy));
        Honours.Laddering.Judge(books, proposed.Person);
        Watches.Watching.Look(books, holder);
        return new DeductionIsDone(proposed.Deduction, DeductionStatus.Posted, amount, owed);
    }

    /// <summary>What limits on what is deducted leave of it, in the windows of the day of the conduct.</summary>
    private static IEnumerable<ArithmeticStep> Capped(Books books, Rulebook rulebook, Deduction deduction, long left)
    {
        if (rulebook.Compiled.Deducted.Count == 0) yield break;
        var proposed = deduction.Proposed;
        var facts = ProposeDeduction.FactsOf(books, rulebook, proposed.Board, deduction.Holder, proposed.OccurredOn, proposed.Inputs);
        var (subjects, kind) = Deductions.Deduction.SubjectsOf(books, proposed, proposed.OccurredOn);
        var windows = new ActWindows(rulebook.Compiled, new StandingMeters(books), subjects, proposed.OccurredOn);
        foreach (var limit in rulebook.Compiled.Deducted)
        {
            var measure = rulebook.Compiled.Measures[limit.Measure];
            if (!MeasureCounting.IsOf(measure, subjects, kind) || !Deductions.Deduction.IsIn(measure, rulebook.Compiled, proposed) || limit.When?.Test(facts) == Truth.False) continue;
            var (before, most) = (windows.Of(limit.Measure).Got, limit.AtMost(facts));
            var output = Math.Min(left, Math.Max(0, most - before));
            yield return new(limit.Law.Rule, StepKind.Cap, left, output, Limit: most, Window: windows.WindowOf(limit.Measure, before));
            left = output;
        }
    }

    /// <summary>The origin of what is owed: the rule's board, the year of the conduct.</summary>
    internal static Lot OwedLot(DeductionProposed proposed) => new(proposed.Board, "deduction", "community", proposed.OccurredOn.Year, null);
}

/// <param name="PointsHundredths">What was taken or given back.</param>
/// <param name="OwedHundredths">The part of it that was missing and is owed.</param>
public sealed record DeductionIsDone(DeductionId Deduction, DeductionStatus Status, Points PointsHundredths, Points OwedHundredths);

/// <summary>
/// Undoes a deduction that was wrong: back to its lots, where they are still good; for a lot that lapsed meanwhile the
/// rulebook says days of grace, or it lapses at once. What is still owed of it is let off.
/// </summary>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(DeductionNotPosted), typeof(SecondPersonNeeded), typeof(GainsBySigning))]
public sealed record ReverseDeduction(Actor By, DeductionId Deduction, Code Reason) : ICommand<DeductionIsDone>
{
    public void Name(Needs needs) => needs.Row<Deduction>(Deduction.ToString());

    public Decision<DeductionIsDone> Decide(Books books)
    {
        if (!By.Holds(books, DecideDeduction.Deciders)) return new NotAllowed(DecideDeduction.Deciders);
        if (Deductions.Deduction.Of(books, Deduction) is not { } deduction) return new NotFound("deduction", Deduction.ToString());
        if (deduction.Status != DeductionStatus.Posted) return new DeductionNotPosted(Deduction, deduction.Status);
        var proposed = deduction.Proposed;
        if (deduction.Concerns(books, By.Person!.Value)) return new SecondPersonNeeded("deduction");
        if (TwoPeople.Gains(books, By.Person.Value, proposed.Person)) return new GainsBySigning(By.Person.Value);
        Lapse.PostIfDue(books, deduction.Holder, proposed.Person, deduction.Kept);
        var rulebook = Rulebook.Of(books, proposed.Rulebook);
        var (posting, owed) = (new Posting(books, deduction.Holder, deduction.Kept), DecideDeduction.OwedLot(proposed));
        // What is owed is let off before anything comes back that would pay it; what was paid of it by now comes back as points of today.
        foreach (var lot in deduction.Taken.OrderByDescending(lot => lot.Lot == owed))
            if (lot.Lot == owed) posting.Credit(AccountName.Deducted, lot, owed with { ExpiresOn = rulebook.LastDayOf(owed, books.Today) });
            else posting.GiveBack(AccountName.Deducted, lot, rulebook.RefundOf(lot.Lot, books.Today));
        var amount = new Points(deduction.Taken.Sum(lot => lot.Amount));
        books.Add(Stream.Person(proposed.Person), new DeductionReversed(Deduction, proposed.Person, proposed.Rule, proposed.Board, amount, Reason, By.Person.Value,
            posting.Entries, posting.Legs, proposed.OccurredOn, books.Today, proposed.HeldBy));
        AccountRest.Settle(books, proposed.Person);
        return books.Accept(new DeductionIsDone(Deduction, DeductionStatus.Reversed, amount, Points.Zero));
    }
}
