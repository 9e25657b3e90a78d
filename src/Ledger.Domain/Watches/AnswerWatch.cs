using Ledger.Domain.Acts;
using Ledger.Domain.Honours;
using Ledger.Domain.Marks;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Watches;

/// <summary>Agrees to what a watch asks (同意): with the last who is asked, what waited happens, a deduction with its notice and its second person. Nobody answers for himself, his household or his team.</summary>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(WatchIsAnswered), typeof(NotOfTheBody), typeof(OutsideScope), typeof(GainsBySigning), typeof(SecondPersonNeeded))]
public sealed record AgreeWatch(Actor By, Code Watch, Subject Subject) : ICommand<WatchIs>
{
    public int MostReadings => Accruing.MostReadings;

    public void Name(Needs needs) => Answering.Name(needs, By, Watch, Subject);

    public Decision<WatchIs> Decide(Books books)
    {
        if (Answering.Refuses(books, By, Watch, Subject, out var asked) is { } refusal) return refusal;
        if (asked.Held.Agreed.Any(one => Person.IsOne(books, By.Person!.Value, one))) return new SecondPersonNeeded("watch");
        var isLast = asked.Held.Agreed.Count + 1 >= asked.Body.Signers;
        books.Add(Stream.Of(Subject), new WatchAgreed(Watch, Subject, asked.Held.Fired.On, By.Person!.Value, isLast));
        if (isLast) Effects.Agreed(books, asked.Rulebook, asked.Watch, Subject, By.Person.Value);
        return books.Accept(new WatchIs(Watch, Subject, isLast ? WatchStatus.Agreed : WatchStatus.Asked));
    }
}

/// <summary>Lets it be (不予处理): what waited does not happen.</summary>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(WatchIsAnswered), typeof(NotOfTheBody), typeof(OutsideScope), typeof(GainsBySigning))]
public sealed record DropWatch(Actor By, Code Watch, Subject Subject, Code Reason) : ICommand<WatchIs>
{
    public void Name(Needs needs) => Answering.Name(needs, By, Watch, Subject);

    public Decision<WatchIs> Decide(Books books)
    {
        if (Answering.Refuses(books, By, Watch, Subject, out var asked) is { } refusal) return refusal;
        books.Add(Stream.Of(Subject), new WatchDropped(Watch, Subject, asked.Held.Fired.On, By.Person!.Value, Reason));
        return books.Accept(new WatchIs(Watch, Subject, WatchStatus.Dropped));
    }
}

/// <summary>Gives a suspended right back before its time.</summary>
[Refuses(typeof(NotAllowed), typeof(OutsideScope), typeof(GainsBySigning), typeof(NotFound))]
public sealed record RestoreRight(Actor By, Subject Subject, Code Right, Code Reason) : ICommand<RightIs>
{
    public static readonly Role[] Restorers = [Role.Office];

    public void Name(Needs needs)
    {
        needs.AddsTo(Stream.Of(Subject)).StartingWith<RightLost>(RightLost.Prefix(Subject));
        if (By.Person is { } signer) needs.Row<Person>(signer.ToString());
    }

    public Decision<RightIs> Decide(Books books)
    {
        if (!By.Holds(books, Restorers)) return new NotAllowed(Restorers);
        if (Subject.Person is { } person && !By.Reaches(books, Restorers, person)) return new OutsideScope(null, person);
        if (SignLevel.Gains(books, By.Person!.Value, Subject)) return new GainsBySigning(By.Person.Value);
        if (!books.StartingWith<RightLost>(RightLost.Prefix(Subject)).Any(row => row.Value.Right == Right && row.Value.Covers(books.Today))) return new NotFound("right", Right.Value);
        books.Add(Stream.Of(Subject), new RightRestored(Subject, Right, books.Today, By.Person.Value, Reason));
        return books.Accept(new RightIs(Subject, Right));
    }
}

public sealed record WatchIs(Code Watch, Subject Subject, WatchStatus Status);

/// <summary>The right stands again.</summary>
public sealed record RightIs(Subject Subject, Code Right);

/// <summary>Those who were asked have answered.</summary>
public sealed record WatchIsAnswered(Code Watch, WatchStatus Status) : Rejection;

internal static class Answering
{
    public static void Name(Needs needs, Actor by, Code watch, Subject subject)
    {
        needs.AddsTo(Stream.Of(subject)).Row<WatchHeld>(WatchHeld.Key(subject, watch));
        foreach (var one in new[] { by.Person, subject.Person })
            if (one is { } person) needs.Row<Person>(person.ToString());
    }

    /// <summary>By the rulebook by which it fired.</summary>
    public static Rejection? Refuses(Books books, Actor by, Code code, Subject subject, out (WatchHeld Held, Rulebook Rulebook, CompiledWatch Watch, Body Body) asked)
    {
        asked = default;
        if (by.Person is not { } signer) return new NotAllowed();
        if (books.Find<WatchHeld>(WatchHeld.Key(subject, code)) is not { Status: not WatchStatus.Told } held) return new NotFound("watch", code.Value);
        if (held.Status != WatchStatus.Asked) return new WatchIsAnswered(code, held.Status);
        var rulebook = Rulebook.Of(books, held.Fired.Rulebook);
        var watch = rulebook.Compiled.Watches.First(one => one.Entry.Code == code);
        var roles = watch.AskedBody.Roles.ToArray();
        if (!Reviews.Signing.IsOf(books, by, watch.AskedBody, role => role.Reaches(books, subject))) return new NotOfTheBody(watch.AskedBody.Code, roles);
        if (subject.Person is { } person && !by.Reaches(books, roles, person)) return new OutsideScope(null, person);
        if (SignLevel.Gains(books, signer, subject)) return new GainsBySigning(signer);
        asked = (held, rulebook, watch, watch.AskedBody);
        return null;
    }
}
