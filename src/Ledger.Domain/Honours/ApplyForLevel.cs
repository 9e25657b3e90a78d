using Ledger.Domain.Acts;
using Ledger.Domain.Passages;
using Ledger.Domain.Persons;
using Ledger.Domain.Reviews;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Watches;

namespace Ledger.Domain.Honours;

/// <summary>Applies for a level: its needs must hold today, those of the levels below need not be held. The person himself, who acts for him, or the office and the team leader.</summary>
/// <param name="Application">Made by the client: the same id again is the same application.</param>
/// <param name="Vault">What only the vault knows of the person today.</param>
[Refuses(typeof(NotAllowed), typeof(OutsideScope), typeof(NotFound), typeof(PersonWasMerged), typeof(IdAlreadyUsed), typeof(NoRulebookInForce), typeof(PassageIsClosed), typeof(EvidenceMissing), typeof(NotEligible), typeof(LevelNotReached))]
public sealed record ApplyForLevel(
    Actor By, LevelApplicationId Application, Subject Subject, Code Ladder, Code Level, IReadOnlyList<ActPaper>? Papers = null, FromVault? Vault = null) : ICommand<ApplicationIs>
{
    public static readonly Role[] Helpers = [Role.Office, Role.TeamLeader];

    /// <summary>Who it is, where he belongs, the rulebook, and what its needs read.</summary>
    public int MostReadings => Following.MostReadings;

    public void Name(Needs needs)
    {
        needs.Row<Application>(Application.ToString()).Row<LevelHeld>(LevelHeld.Key(Subject.ToString(), Ladder));
        if (Subject.Person is { } person) needs.Row<Person>(person.ToString());
    }

    public Decision<ApplicationIs> Decide(Books books)
    {
        var isOwn = Subject.Person is { } own && (By.Is(own) || By.ActsFor(books, own));
        if (!isOwn && !By.Holds(books, Helpers)) return new NotAllowed(Helpers);
        if (!isOwn && Subject.Person is { } other && !By.Reaches(books, Helpers, other)) return new OutsideScope(null, other);
        if (Subject.Person is { } person && Person.Missing(books, "subject", person) is { } missing) return missing;
        if (books.Find<Application>(Application.ToString()) is { Applied: var known } applied)
            return (known.Subject, known.Ladder, known.Level) == (Subject, Ladder, Level) ? books.Accept(ApplicationIs.Of(books, applied)) : new IdAlreadyUsed("application", Application.ToString());
        if (Rulebook.InForce(books, books.Today) is not { } rulebook) return new NoRulebookInForce(books.Today);
        if (rulebook.Compiled.Ladders.FirstOrDefault(one => one.Entry.Code == Ladder && one.Entry.Of == Subject.Kind && one.Entry.Judged.Text == Judged.Application) is not { } ladder) return new NotFound("ladder", Ladder.Value);
        if (ladder.PositionOf(Level) is not (> 0 and var position)) return new NotFound("level", Level.Value);
        if (!OpeningTimes.AreOpen(ladder.Entry.Opens, books.Today, books.Community.LocalZone.MinuteOf(books.Now))) return new PassageIsClosed($"/ladders/{ladder.Number}/opens", books.Today);
        var facts = Laddering.Facts(books, rulebook, Subject, books.Today, Vault);
        var review = (ladder.Entry.Levels[position - 1].Review ?? ladder.Entry.Review) is { } named ? rulebook.Document.Review!.First(one => one.Code == named) : rulebook.Compiled.ReviewOf(Reviewed.Ladder, facts, false, _ => null);
        foreach (var paper in review?.Evidence ?? [])
            if (Papers?.Any(one => one.Kind == paper) != true) return new EvidenceMissing(null, paper);
        if (Laddering.Against(books, rulebook, Subject, facts) is { } gate) return new NotEligible(null, gate);
        Laddering.LeaveOutUsed(books, rulebook, ladder, Subject, facts);
        if (ladder.Lacking(position, facts) is { } lacking) return new LevelNotReached(Ladder, Level, lacking);
        books.Add(Stream.Of(Subject), new LevelApplied(Application, Subject, Ladder, Level, rulebook.Stamp, review?.Code, Papers is { Count: > 0 } ? Papers : null, By.Person!.Value));
        Watching.Look(books, Subject);
        if (Signing.Next(rulebook.Document, review, []) is null) Laddering.Reach(books, rulebook, ladder, Subject, position, books.Today, application: Application);
        return books.Accept(ApplicationIs.Of(books, books.Find<Application>(Application.ToString())!));
    }
}

/// <summary>Signs an application for a level; the last signature awards it. Nobody signs for himself, his household or his team.</summary>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(ApplicationIsDecided), typeof(Marks.NotOfTheBody), typeof(SecondPersonNeeded), typeof(OutsideScope), typeof(GainsBySigning))]
public sealed record SignLevel(Actor By, LevelApplicationId Application) : ICommand<ApplicationIs>
{
    public void Name(Needs needs)
    {
        needs.Row<Application>(Application.ToString());
        if (By.Person is { } signer) needs.Row<Person>(signer.ToString());
    }

    public Decision<ApplicationIs> Decide(Books books)
    {
        if (By.Person is not { } signer) return new NotAllowed();
        if (books.Find<Application>(Application.ToString()) is not { } application) return new NotFound("application", Application.ToString());
        var (applied, rulebook) = (application.Applied, Rulebook.Of(books, application.Applied.Rulebook));
        var review = rulebook.Document.Review?.FirstOrDefault(one => one.Code == applied.Review);
        if (application.IsDecided || Signing.Next(rulebook.Document, review, application.Signed) is not { } step) return new ApplicationIsDecided(Application);
        if (Signing.Refuses(books, By, Signing.BodyOf(rulebook.Document, review!, step), application.Signed, held => held.Reaches(books, applied.Subject)) is { } refusal) return refusal;
        if (applied.Subject.Person is { } person && !By.Reaches(books, Signing.BodyOf(rulebook.Document, review!, step).Roles.ToArray(), person)) return new OutsideScope(null, person);
        if (Gains(books, signer, applied.Subject)) return new GainsBySigning(signer);
        books.Add(Stream.Of(applied.Subject), new LevelReviewed(Application, step, review!.Steps[step].Body, signer));
        if (Signing.IsLast(rulebook.Document, review, application.Signed, step))
        {
            var ladder = rulebook.Compiled.Ladders.First(one => one.Entry.Code == applied.Ladder);
            Laddering.Reach(books, rulebook, ladder, applied.Subject, ladder.PositionOf(applied.Level), books.Today, application: Application);
        }
        return books.Accept(ApplicationIs.Of(books, books.Find<Application>(Application.ToString())!));
    }

    internal static bool Gains(Books books, PersonId signer, Subject subject) => subject.Kind switch
    {
        Whose.Person => TwoPeople.Gains(books, signer, Person.SurvivorOf(books, subject.Person!.Value)),
        Whose.Household => books.Find<Person>(signer.ToString())?.Household?.ToString() == subject.Id,
        Whose.Team => Teams.TeamMember.IsOne(books, TeamId.Of(Guid.Parse(subject.Id)), signer, books.Today),
        _ => false,
    };
}

/// <param name="Awaits">The body whose signature is next; absent: none.</param>
/// <param name="IsReached">Whether the level was awarded.</param>
public sealed record ApplicationIs(LevelApplicationId Application, Code? Awaits, bool IsReached)
{
    internal static ApplicationIs Of(Books books, Application application)
    {
        var rulebook = Rulebook.Of(books, application.Applied.Rulebook);
        var review = rulebook.Document.Review?.FirstOrDefault(one => one.Code == application.Applied.Review);
        return new(application.Applied.Application, Signing.Next(rulebook.Document, review, application.Signed) is { } step ? review!.Steps[step].Body : default(Code?), application.IsDecided);
    }
}

/// <summary>What the level needs does not hold.</summary>
/// <param name="Rule">JSON pointer to the need.</param>
public sealed record LevelNotReached(Code Ladder, Code Level, string Rule) : Rejection;

/// <summary>All have signed it.</summary>
public sealed record ApplicationIsDecided(LevelApplicationId Application) : Rejection;
