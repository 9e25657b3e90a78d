using Ledger.Domain.Acts;
using Ledger.Domain.Grid;
using Ledger.Domain.Merchants;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Teams;

namespace Ledger.Domain.Watches;

/// <summary>
/// Lets a watch of certain days look at those it is for, when its day has come: after the last who was looked at, in the order of
/// their keys, up to one. Sent by the scheduler until all were looked at; a household is looked at with each of its members, and fires once.
/// </summary>
/// <param name="To">Absent: all there are, some 200 at most.</param>
[Refuses(typeof(NotAllowed), typeof(NoRulebookInForce), typeof(NotFound))]
public sealed record RunWatch(Actor By, Code Watch, string? After, string? To) : ICommand<WatchIsRun>
{
    public int MostReadings => Following.MostReadings;

    public void Name(Needs needs) => needs.Row<WatchState>(Watch.Value);

    public Decision<WatchIsRun> Decide(Books books)
    {
        if (!By.IsScheduler) return new NotAllowed();
        if (Rulebook.InForce(books, books.Today) is not { } rulebook) return new NoRulebookInForce(books.Today);
        if (rulebook.Compiled.Watches.FirstOrDefault(one => one.Entry.Code == Watch) is not { } watch || Watching.DayOf(rulebook, watch, books.Today) is not { } day) return new NotFound("watch", Watch.Value);
        var state = books.Find<WatchState>(Watch.Value);
        if (state?.On == day ? state.IsDone || state.To != After : After is not null) return books.Accept(new WatchIsRun(Watch, state?.On == day && state.IsDone));
        var subjects = SubjectsOf(books, watch.Entry.Of).Distinct().ToList();
        foreach (var subject in subjects) books.Find<WatchHeld>(WatchHeld.Key(subject, Watch));
        foreach (var subject in subjects) Watching.Judge(books, rulebook, watch, subject, day);
        books.Add(Stream.Community, new WatchRan(Watch, day, After, To, subjects.Count));
        return books.Accept(new WatchIsRun(Watch, To is null));
    }

    private IEnumerable<Subject> SubjectsOf(Books books, Whose kind) => kind switch
    {
        Whose.Person => People(books).Select(person => Subject.Of(person.Id)),
        Whose.Household => People(books).Select(person => person.HouseholdOn(books.Today)).OfType<HouseholdId>().Select(Subject.Of),
        Whose.Team => Range<Team>(books).Select(team => Subject.Of(team.Id)),
        Whose.Merchant => Range<Merchant>(books).Select(merchant => Subject.Of(merchant.Id)),
        Whose.Place => Range<GridNode>(books).Select(node => Subject.Place(node.Node)),
        Whose.Node => Range<GridNode>(books).Select(node => new Subject(Whose.Node, node.Node.Value)),
        _ => [Subject.Community],
    };

    private IEnumerable<Person> People(Books books) => Range<Person>(books).Where(person => person is { MergedInto: null, IsForgotten: false, Closed: null });

    private IEnumerable<T> Range<T>(Books books) where T : class => books.Range<T>(After is { } after ? $"{after} " : "", To is { } to ? $"{to} " : "\uffff").Select(row => row.Value);
}

/// <param name="IsDone">Whether everybody was looked at.</param>
public sealed record WatchIsRun(Code Watch, bool IsDone);
