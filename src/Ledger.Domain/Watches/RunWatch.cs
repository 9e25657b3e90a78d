using Ledger.Domain.Acts;
using Ledger.Domain.Honours;
using Ledger.Domain.Rulebooks;

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
        var subjects = Walking.Of(books, watch.Entry.Of, After, To, books.Today);
        foreach (var subject in subjects) books.Find<WatchHeld>(WatchHeld.Key(subject, Watch));
        foreach (var subject in subjects) Watching.Judge(books, rulebook, watch, subject, day);
        books.Add(Stream.Community, new WatchRan(Watch, day, After, To, subjects.Count));
        return books.Accept(new WatchIsRun(Watch, To is null));
    }
}

/// <param name="IsDone">Whether everybody was looked at.</param>
public sealed record WatchIsRun(Code Watch, bool IsDone);
