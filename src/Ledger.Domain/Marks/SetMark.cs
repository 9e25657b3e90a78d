using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Grid;
using Ledger.Domain.Merchants;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Teams;
using Ledger.Domain.Watches;

namespace Ledger.Domain.Marks;

/// <summary>Puts a sign of the rulebook on somebody or something, from today on.</summary>
/// <param name="Value">In the smallest unit of the mark, where it bears a number.</param>
/// <param name="Until">The last day; absent: until it is ended.</param>
[Refuses(typeof(NoRulebookInForce), typeof(UnknownMark), typeof(NotOfTheBody), typeof(OutsideScope), typeof(NotFound), typeof(PersonWasMerged), typeof(InputOutOfRange), typeof(PeriodIsEmpty), typeof(LimitReached))]
public sealed record SetMark(Actor By, Subject Of, Code Mark, long? Value = null, DateOnly? Until = null, string? EvidenceHash = null) : ICommand<MarkIs>
{
    public int MostReadings => Following.MostReadings;

    public void Name(Needs needs) => MarkRules.Name(needs, Of, Mark);

    public Decision<MarkIs> Decide(Books books)
    {
        var (mark, refusal) = MarkRules.Find(books, By, Of, Mark);
        if (mark is null) return refusal!;
        if (mark.Value is null != Value is null || Value < Range(mark).Least || Value > Range(mark).Most) return new InputOutOfRange(null, Mark, Range(mark).Least, Range(mark).Most);
        if (Until < books.Today) return new PeriodIsEmpty("until", books.Today, Until.Value);
        if (MarkHeld.On(books, Of.ToString(), Mark, books.Today) is { } held && (held.Value, held.Until) == (Value, Until)) return books.Accept(new MarkIs(Of, Mark, held.From));
        var within = MarkRules.WithinOf(books, mark, Of);
        if (mark.Most is { } most && within is { } group && MarkRules.BearersIn(books, group, Mark, Of) >= most.Units) return new LimitReached(null, Mark);
        books.Add(Stream.Of(Of), new MarkSet(Of, Mark, books.Today, Until, Value, within, EvidenceHash, By.Person));
        Ending.Shorten(books, Of, Mark, By.Person);
        Following.Follow(books, $"mark.{Mark}", Of, Of.Person ?? By.Person);
        Watching.Look(books, Of);
        return books.Accept(new MarkIs(Of, Mark, books.Today));
    }

    private static (long Least, long Most) Range(Mark mark) =>
        mark.Value is { } value && Unit.Find(value.Unit)!.Smallest is var smallest ? (value.Least * smallest, value.Most * smallest) : (0, 0);
}

/// <summary>Ends a sign: it is not borne from today on.</summary>
[Refuses(typeof(NoRulebookInForce), typeof(UnknownMark), typeof(NotOfTheBody), typeof(OutsideScope), typeof(NotFound), typeof(PersonWasMerged))]
public sealed record EndMark(Actor By, Subject Of, Code Mark) : ICommand<MarkIs>
{
    public int MostReadings => Accruing.MostReadings;

    public void Name(Needs needs) => MarkRules.Name(needs, Of, Mark);

    public Decision<MarkIs> Decide(Books books)
    {
        var (mark, refusal) = MarkRules.Find(books, By, Of, Mark);
        if (mark is null) return refusal!;
        if (MarkHeld.On(books, Of.ToString(), Mark, books.Today) is null) return new NotFound("mark", Mark.Value);
        MarkRules.End(books, Of, Mark, By.Person);
        Watching.Look(books, Of);
        return books.Accept(new MarkIs(Of, Mark, null));
    }
}

/// <param name="Since">The first day on which it is borne; absent: it is not.</param>
public sealed record MarkIs(Subject Of, Code Mark, DateOnly? Since);

/// <summary>Only some roles may do or sign this, as the rulebook says.</summary>
public sealed record NotOfTheBody(Code Body, IReadOnlyList<Role> Roles) : Rejection;

internal static class MarkRules
{
    private static readonly Role[] Setters = [Role.Office];

    public static void Name(Needs needs, Subject of, Code mark)
    {
        needs.AddsTo(Stream.Of(of)).StartingWith<MarkHeld>(MarkHeld.Prefix(of.ToString(), mark));
        if (of.Person is { } person) needs.Row<Person>(person.ToString());
    }

    /// <summary>The mark as the rulebook of today declares it, if the caller may put it there; before the first version is in force, as that will.</summary>
    public static (Mark? Mark, Rejection? Refusal) Find(Books books, Actor by, Subject of, Code code, bool isInVault = false)
    {
        if ((Rulebook.InForce(books, books.Today) ?? Rulebook.Next(books)) is not { } rulebook) return (null, new NoRulebookInForce(books.Today));
        if (rulebook.Document.Marks?.FirstOrDefault(one => one.Code == code && IsOf(one, of) && one.Kept == KeptIn.Vault == isInVault) is not { } mark) return (null, new UnknownMark(null, code));
        var setters = mark.SetBy?.ToArray() ?? Setters;
        if (!by.Holds(books, setters)) return (null, new NotOfTheBody(code, setters));
        if (of.Person is { } person && !by.Reaches(books, setters, person)) return (null, new OutsideScope(null, person));
        return Missing(books, of) is { } missing ? (null, missing) : (mark, null);
    }

    /// <summary>The sign ends today, and with it what follows from that.</summary>
    /// <param name="by">Absent: the books themselves.</param>
    public static void End(Books books, Subject of, Code mark, PersonId? by)
    {
        if (MarkHeld.On(books, of.ToString(), mark, books.Today) is null) return;
        books.Add(Stream.Of(of), new MarkEnded(of, mark, books.Today, by));
        if (by is { } person) Following.Undo(books, mark, of, person);
        Following.Follow(books, $"mark-ended.{mark}", of, of.Person ?? by);
    }

    /// <summary>In whose midst only so many may bear it: the person's household or team.</summary>
    public static Subject? WithinOf(Books books, Mark mark, Subject of) => (mark.Within, of.Person) switch
    {
        (MarkOf.Household, { } person) => books.Find<Person>(person.ToString())?.Household is { } home ? Subject.Of(home) : of,
        (MarkOf.Team, { } person) => MemberOf.TeamOn(books, person, books.Today) is { } team ? Subject.Of(team) : of,
        _ => null,
    };

    public static int BearersIn(Books books, Subject within, Code mark, Subject but) => books.StartingWith<MarkWithin>(MarkWithin.Prefix(within, mark))
        .Count(row => row.Key != MarkWithin.Key(within, mark, but) && !(row.Value.Until < books.Today));

    /// <summary>Who has no household bears the signs of one himself.</summary>
    private static bool IsOf(Mark mark, Subject of) => mark.Of.ToString() == of.Kind.ToString() || (mark.Of == MarkOf.Household && of.Kind == Whose.Person);

    private static Rejection? Missing(Books books, Subject of) => of.Kind switch
    {
        Whose.Person => Person.Missing(books, "person", of.Person!.Value),
        Whose.Team when books.Find<Team>(of.Id) is null => new NotFound("team", of.Id),
        Whose.Merchant when books.Find<Merchant>(of.Id) is null => new NotFound("merchant", of.Id),
        Whose.Place or Whose.Node when books.Find<GridNode>(of.Id) is null => new NotFound("place", of.Id),
        _ => null,
    };
}
