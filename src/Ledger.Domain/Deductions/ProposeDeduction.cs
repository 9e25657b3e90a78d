using Ledger.Domain.Acts;
using Ledger.Domain.Communities;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Teams;

namespace Ledger.Domain.Deductions;

/// <summary>Proposes to take points by a rule of the rulebook. The person is told first and may appeal.</summary>
/// <param name="Deduction">Made by the client: the same id again is the same deduction.</param>
/// <param name="Person">Of a deduction of households or teams: one of it, who is told and may appeal.</param>
/// <param name="OccurredOn">The local date of the conduct, within the filing window.</param>
/// <param name="Vault">Ciphertext of the note.</param>
/// <param name="Inputs">The numbers the rule asks for, in smallest units.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(PersonWasMerged), typeof(IdAlreadyUsed), typeof(AccountIsClosed), typeof(NoRulebookInForce), typeof(UnknownDeduction), typeof(DeductionOutOfTime),
    typeof(InputOutOfRange), typeof(AmountTooLarge))]
public sealed record ProposeDeduction(
    Actor By, DeductionId Deduction, PersonId Person, Code Rule, DateOnly OccurredOn, string? NoteHash, IReadOnlyList<SideRow> Vault, IReadOnlyList<ActInput>? Inputs = null) : ICommand<DeductionIsOpen>
{
    public static readonly Role[] Proposers = [Role.Office, Role.GridOfficer];

    public int MostReadings => Acts.Following.MostReadings;

    public void Name(Needs needs) => needs.Row<Person>(Person.ToString()).Row<Deduction>(Deduction.ToString());

    public Decision<DeductionIsOpen> Decide(Books books)
    {
        if (!By.Holds(books, Proposers)) return new NotAllowed(Proposers);
        if (Persons.Person.Missing(books, "person", Person) is { } missing) return missing;
        if (!By.Reaches(books, Proposers, Person)) return new NotFound("person", Person.ToString());
        if (books.Find<Deduction>(Deduction.ToString()) is { Proposed: var known })
            return (known.Person, known.Rule, known.OccurredOn) == (Person, Rule, OccurredOn) && (known.Inputs ?? []).SequenceEqual(InOrder ?? []) ? books.Accept(DeductionIsOpen.Of(known)) : new IdAlreadyUsed("deduction", Deduction.ToString());
        if (Persons.Person.IsClosed(books, Person) is { } closed) return closed;
        if (Rulebook.InForce(books, OccurredOn) is not { } rulebook) return new NoRulebookInForce(OccurredOn);
        if (rulebook.Document.Deductions?.FirstOrDefault(one => one.Code == Rule) is not { } rule) return new UnknownDeduction(Rule, rulebook.Document.Version);
        var earliest = books.Today.AddDays(-(int)rulebook.Document.Filing.Within.Units);
        if (OccurredOn > books.Today || OccurredOn < earliest) return new DeductionOutOfTime(OccurredOn, earliest, books.Today);
        if (Said.Wrong(rulebook.Document, rule.Inputs ?? [], null, Inputs ?? []) is { } wrong) return wrong;
        DeductionProposed proposed;
        try { proposed = Proposed(books, rulebook, rule, Deduction, Person, OccurredOn, NoteHash, By.Person!.Value, InOrder); }
        catch (OverflowException) { return new AmountTooLarge(null); }
        books.Add(Stream.Deduction(Deduction), proposed);
        SideRow.PutAll(books, Vault);
        return books.Accept(DeductionIsOpen.Of(proposed));
    }

    private IReadOnlyList<ActInput>? InOrder => Inputs is { Count: > 0 } ? [.. Inputs.OrderBy(one => one.Input)] : null;

    /// <summary>What a watch asked for and somebody agreed to: it has its notice, and a second person decides it.</summary>
    internal static void ByWatch(Books books, Rulebook rulebook, Code code, PersonId person, PersonId by)
    {
        var id = DeductionId.Of(Acts.Following.IdOf($"deduct|{code}|{person}|{books.LastNumber}"));
        var rule = rulebook.Document.Deductions!.First(one => one.Code == code);
        books.Add(Stream.Deduction(id), Proposed(books, rulebook, rule, id, person, books.Today, null, by));
    }

    private static Code? ReviewOf(Books books, Rulebook rulebook, Rulebooks.Document.Deduction rule, PersonId person)
    {
        if (rule.Review is { } named) return named;
        if (rulebook.Document.Review?.Any(one => one.Of == Reviewed.Deduction) != true) return null;
        var facts = new FactRow(rulebook.Compiled.Facts).Say("act.board", rule.Board.Value).SayAll(SubjectFacts.Of(books, rulebook.Compiled, person, books.Today));
        return rulebook.Compiled.ReviewOf(Reviewed.Deduction, facts, false, _ => null)?.Code;
    }

    private static DeductionProposed Proposed(Books books, Rulebook rulebook, Rulebooks.Document.Deduction rule, DeductionId id, PersonId person, DateOnly occurredOn, string? noteHash, PersonId by, IReadOnlyList<ActInput>? inputs = null)
    {
        var holder = HolderOf(books, rule.Of, person, occurredOn);
        var (points, steps) = Taken(books, rulebook, rule, holder ?? person, occurredOn, inputs);
        DateOnly? until = (int?)(rule.Notice ?? rulebook.Document.Notice?.Deduction)?.Units is > 0 and var days ? WorkCalendar.LastOf(books, books.Today, days) : null;
        return new(id, person, rule.Code, rule.Board, occurredOn, points, rulebook.Stamp, noteHash, until, by, ReviewOf(books, rulebook, rule, person),
            holder, rule.Commodity == rulebook.Document.Commodities[0].Code ? null : rule.Commodity, inputs, steps);
    }

    /// <summary>What the rule takes by what is stated and stands now: he is told so much, and no more is taken.</summary>
    private static (Points, IReadOnlyList<ArithmeticStep>?) Taken(Books books, Rulebook rulebook, Rulebooks.Document.Deduction rule, Subject holder, DateOnly occurredOn, IReadOnlyList<ActInput>? inputs)
    {
        if (rule.Take.Text is { } always) return (new(always.Units), null);
        var steps = new Steps();
        var take = rulebook.Compiled.Takes[rulebook.Document.Deductions!.ToList().IndexOf(rule)]!;
        return (new(new Valuation(rulebook.Compiled).Take(take, FactsOf(books, rulebook, rule.Board, holder, occurredOn, inputs), steps)), steps.All);
    }

    /// <summary>What clauses about a deduction see: the conduct, what was stated of it, and whose account it is.</summary>
    internal static FactRow FactsOf(Books books, Rulebook rulebook, Code board, Subject holder, DateOnly occurredOn, IReadOnlyList<ActInput>? inputs)
    {
        var facts = new FactRow(rulebook.Compiled.Facts).SayAll(SubjectFacts.Of(books, rulebook.Compiled, holder, occurredOn))
            .Say("act.board", board.Value).Say("act.date", occurredOn.DayNumber).Say("act.monthDay", occurredOn.Month * 100 + occurredOn.Day);
        foreach (var (input, value) in inputs ?? []) facts.Say($"input.{input}", value);
        return facts;
    }

    /// <summary>Who has no household or team on the day answers for himself.</summary>
    private static Subject? HolderOf(Books books, Whose of, PersonId person, DateOnly day) => of switch
    {
        Whose.Household when books.Find<Person>(person.ToString())?.HouseholdOn(day) is { } home => Subject.Of(home),
        Whose.Team when MemberOf.TeamOn(books, person, day) is { } team => Subject.Of(team),
        _ => null,
    };
}

/// <param name="NoticeUntil">Nothing is taken up to this day.</param>
public sealed record DeductionIsOpen(DeductionId Deduction, PersonId Person, Points PointsHundredths, DateOnly? NoticeUntil)
{
    internal static DeductionIsOpen Of(DeductionProposed proposed) => new(proposed.Deduction, proposed.Person, proposed.Points, proposed.NoticeUntil);
}

/// <summary>The person, or who acts for him, does not agree (申诉). It is decided with that in view.</summary>
/// <param name="Vault">Ciphertext of the note.</param>
[Refuses(typeof(NotFound), typeof(DeductionIsDecided), typeof(TooLateToObject))]
public sealed record AppealDeduction(Actor By, DeductionId Deduction, string? NoteHash, IReadOnlyList<SideRow> Vault) : ICommand<DeductionIsOpen>
{
    public void Name(Needs needs) => needs.Row<Deduction>(Deduction.ToString());

    public Decision<DeductionIsOpen> Decide(Books books)
    {
        if (Deductions.Deduction.Of(books, Deduction) is not { } deduction || !By.Is(deduction.Proposed.Person) && !By.ActsFor(books, deduction.Proposed.Person)) return new NotFound("deduction", Deduction.ToString());
        if (deduction.Status != DeductionStatus.Proposed) return new DeductionIsDecided(Deduction, deduction.Status);
        if (Rulebook.Of(books, deduction.Proposed.Rulebook).Document.Filing.Appeal is { } days && (deduction.Proposed.NoticeUntil ?? deduction.Proposed.OccurredOn).AddDays((int)days.Units) is var last && last < books.Today) return new TooLateToObject(last);
        books.Add(Stream.Deduction(Deduction), new DeductionAppealed(Deduction, By.Person!.Value, NoteHash));
        SideRow.PutAll(books, Vault);
        return books.Accept(DeductionIsOpen.Of(deduction.Proposed));
    }
}
