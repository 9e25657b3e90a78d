using System.Security.Cryptography;
using System.Text;
using Ledger.Domain.Grid;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Teams;

namespace Ledger.Domain.Acts;

/// <summary>
/// Acts that the rulebook lets follow by themselves from a mark, a level, a registration or a referral: ordinary acts that nobody
/// needs to sign. Their ids are computed from what they follow from, so that each scores once.
/// </summary>
public static class Following
{
    /// <summary>How often a command that acts may follow from looks further: at their types, at whose they are, at his windows and lots.</summary>
    public const int MostReadings = 8;

    /// <param name="cause"><c>mark.…</c>, <c>level.…</c>, <c>registration</c>, <c>referral</c>, <c>period.…</c>.</param>
    /// <param name="doer">Who gets it, where that is not who it is about; of a household, which does nothing itself: who led to it, while the household gets it.</param>
    internal static void Follow(Books books, string cause, Subject about, PersonId? doer = null)
    {
        if (RulebookVersions.On(books, books.Today) is not { IsFollowing: true } || Rulebook.InForce(books, books.Today) is not { } rulebook || (doer ?? about.Person) is not { } person) return;
        foreach (var type in rulebook.Document.Acts.Where(type => type.Automatic?.On == cause))
            if (IdOf(rulebook, type, about, books.Today, books.LastNumber) is var id && books.Find<Act>(id.ToString()) is null)
                Attestation.AtOnce(books, rulebook, Told(books, id, type, person, about), []);
    }

    /// <summary>The periods with whose beginning something follows, and the first days of those that run; not of one that began before the rulebook was in force.</summary>
    public static IEnumerable<(Code Period, DateOnly First)> PeriodsOf(Books books)
    {
        if (RulebookVersions.On(books, books.Today) is not { IsFollowing: true, From: var from } || Rulebook.InForce(books, books.Today) is not { } rulebook) yield break;
        foreach (var period in rulebook.Document.Acts.Select(type => type.Automatic?.Period).OfType<Code>().Distinct())
            if (rulebook.Compiled.FirstDay(Automatic.Every(period), books.Today) is var first && first >= from) yield return (period, first);
    }

    /// <summary>… and of whose people some still have to get it, with how far that went.</summary>
    public static IEnumerable<(Code Period, PeriodState? State)> Due(Books books) => PeriodsOf(books).Select(one => (one.Period, one.First, State: books.Find<PeriodState>(one.Period.Value)))
        .Where(one => one.State?.First != one.First || !one.State.IsDone).Select(one => (one.Period, one.State?.First == one.First ? one.State : null));

    /// <summary>What followed from a mark that ends before its day is undone.</summary>
    internal static void Undo(Books books, Code mark, Subject about, PersonId by)
    {
        if (RulebookVersions.On(books, books.Today) is not { IsFollowing: true } || Rulebook.InForce(books, books.Today) is not { } rulebook) return;
        foreach (var type in rulebook.Document.Acts.Where(type => type.Automatic?.ReverseOn?.MarkEnded == mark && books.Today < type.Automatic.ReverseOn.Before.In(books.Today.Year)))
            if (books.Find<Act>(IdOf(rulebook, type, about, books.Today, 0).ToString()) is { Status: ActStatus.Attested } act)
            {
                Accruing.LookAtUndoing(books, act);
                Accruing.Undo(books, act, by, "mark-ended", null);
            }
    }

    private static ActId IdOf(Rulebook rulebook, ActType type, Subject about, DateOnly today, long number)
    {
        var periods = rulebook.Compiled.Periods;
        var period = type.Automatic!.Once switch
        {
            Once.Life => "life",
            Once.Year or Once.Period => $"{periods.Of(Window.Year, today)}",
            Once.Month => $"{today:yyyy-MM}",
            null when type.Automatic.Period is { } own => $"{rulebook.Compiled.FirstDay(Automatic.Every(own), today):yyyy-MM-dd}",
            _ => $"{number}",
        };
        return ActId.Of(IdOf($"{type.Code}|{about}|{period}"));
    }

    /// <summary>The id of what follows from something.</summary>
    internal static Guid IdOf(string what)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(what))[..16];
        (bytes[6], bytes[8]) = ((byte)(0x80 | bytes[6] & 0x0f), (byte)(0x80 | bytes[8] & 0x3f));
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>An act that a watch records.</summary>
    internal static void Record(Books books, Rulebook rulebook, Code type, Subject about, PersonId doer) =>
        Attestation.AtOnce(books, rulebook, Told(books, ActId.Of(IdOf($"{type}|{about}|{books.LastNumber}")), rulebook.Find(type)!, doer, about), []);

    private static ActRecorded Told(Books books, ActId id, ActType type, PersonId doer, Subject about)
    {
        var isOfHome = about.Kind == Whose.Household;
        var (home, now) = (isOfHome ? new Home(books.Today, null, HouseholdId.Of(Guid.Parse(about.Id))) : books.Find<Person>(doer.ToString())?.HomeOn(books.Today), books.Community.LocalZone.Local(books.Now));
        var path = home?.Node is { } node ? books.Find<GridNode>(GridNode.Key(node))?.Path ?? [] : [];
        // What happened nowhere in particular happened in the community.
        var place = path.Count > 0 ? new Place(path[^1], path) : new Place(books.Community.Root!.Value, [books.Community.Root.Value]);
        return new(id, doer, type.Code, books.Today, now, now, new(0), place, new(home?.Node, path, home?.Household), Evidence.SystemTimed, null, null, null, null, null, Team: isOfHome ? null : MemberOf.TeamOn(books, doer, books.Today));
    }
}
