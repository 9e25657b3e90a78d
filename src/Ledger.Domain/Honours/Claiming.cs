using Ledger.Domain.Acts;
using Ledger.Domain.Passages;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Honours;

/// <summary>What a claim uses up: of whose benefits, and of which items, since those of one group are one choice.</summary>
public sealed record Claimed(Subject Of, IReadOnlyList<Code> Items);

/// <summary>Claims what a level or a rank brought (礼遇): nothing is spent, the units that were given get fewer.</summary>
internal static class Claiming
{
    /// <summary>What stands against it; null also where the item is no benefit of any level or rank, and the passage's own conditions say all.</summary>
    /// <param name="claims">His own units, or those of his household or team.</param>
    public static Rejection? Judge(Books books, Rulebook rulebook, CompiledPassage passage, Asked asked, Person person, long quantity, out Claimed? claims)
    {
        claims = null;
        if (passage.Entry.Kind != PassageKind.Benefit || !IsGiven(rulebook.Document, asked.Item)) return null;
        var items = Sharing(rulebook.Document, passage.Entry, asked.Item);
        var hadAny = false;
        foreach (var subject in Bearers(person, asked))
        {
            if (Left(books, subject, asked.Item) is not { } left) continue;
            hadAny = true;
            if (left >= quantity && claims is null) claims = new(subject, [.. items.Where(item => Left(books, subject, item) >= quantity)]);
        }
        return claims is not null ? null : hadAny ? new LimitReached(null, passage.Entry.Code, passage.Rule) : new NotEligible(null, passage.Rule);
    }

    /// <summary>A hold stands for so many units more or fewer than before.</summary>
    /// <param name="person">Who held it then, and who holds it now: a merge may lie between.</param>
    public static void Move(IStates states, Claimed? claims, (PersonId Then, PersonId Now) person, long more)
    {
        if (claims is null || more == 0) return;
        var of = claims.Of == person.Then ? Subject.Of(person.Now) : claims.Of;
        foreach (var item in claims.Items)
            if (BenefitLeft.Key(of.ToString(), item) is var key && states.Find<BenefitLeft>(key) is { } left) states.Put(key, new BenefitLeft(left.Units - more));
    }

    private static bool IsGiven(RulebookDocument document, Code item) => (document.Ladders ?? []).SelectMany(ladder => ladder.Levels).Select(level => level.Benefits)
        .Concat((document.Ranks ?? []).Select(rank => rank.Benefits)).Any(benefits => benefits?.Any(benefit => benefit.Item == item) == true);

    private static IReadOnlyList<Code> Sharing(RulebookDocument document, Passage passage, Code item) => passage.Group is not { } group ? [item]
        : [.. document.Passages!.Where(one => one.Group == group).SelectMany(one => one.AllItems).Distinct()];

    private static IEnumerable<Subject> Bearers(Person person, Asked asked)
    {
        yield return person.Id;
        if (asked.Household is { } home) yield return Subject.Of(home);
        if (asked.Team is { } team) yield return Subject.Of(team);
    }

    private static long? Left(Books books, Subject subject, Code item) => books.Find<BenefitLeft>(BenefitLeft.Key(subject.ToString(), item))?.Units;
}
