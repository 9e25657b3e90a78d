using System.Globalization;

namespace Ledger.Domain.Marks;

/// <summary>A sign with its dates.</summary>
/// <param name="Within">The household or team in which it is counted.</param>
public sealed record MarkHeld(Code Mark, DateOnly From, DateOnly? Until, long? Value, Subject? Within)
{
    public bool Covers(DateOnly day) => From <= day && (Until is not { } last || day <= last);

    public static string Prefix(string subject) => $"{subject}|";

    public static string Prefix(string subject, Code mark) => $"{subject}|{mark}|";

    /// <summary>The sign on a day, with the first day of its unbroken run; null when it is not borne.</summary>
    public static MarkHeld? On(Books books, string subject, Code mark, DateOnly day)
    {
        MarkHeld? found = null;
        foreach (var (_, held) in books.StartingWith<MarkHeld>(Prefix(subject, mark)))
            if (held.From <= day) found = found?.Until?.AddDays(1) == held.From ? held with { From = found.From } : held;
        return found?.Covers(day) == true ? found : null;
    }

    public static void Evolve(IStates states, MarkSet fact)
    {
        End(states, fact.Of, fact.Mark, fact.From);
        states.Put(Key(fact.Of, fact.Mark, fact.From), new MarkHeld(fact.Mark, fact.From, fact.Until, fact.Value, fact.Within));
        if (fact.Within is { } within) states.Put(MarkWithin.Key(within, fact.Mark, fact.Of), new MarkWithin(fact.Until));
    }

    public static void Evolve(IStates states, MarkEnded fact) => End(states, fact.Of, fact.Mark, fact.From);

    private static void End(IStates states, Subject of, Code mark, DateOnly from)
    {
        var prefix = Prefix(of.ToString(), mark);
        foreach (var (key, held) in states.Range<MarkHeld>(prefix, prefix + '\uffff'))
        {
            if (held.Until < from) continue;
            if (held.From >= from) states.Remove<MarkHeld>(key);
            else states.Put(key, held with { Until = from.AddDays(-1) });
            if (held.Within is { } within) states.Remove<MarkWithin>(MarkWithin.Key(within, mark, of));
        }
    }

    private static string Key(Subject of, Code mark, DateOnly from) => string.Create(CultureInfo.InvariantCulture, $"{of}|{mark}|{from:yyyy-MM-dd}");
}

/// <summary>Who in a household or team bears a sign of which there are only so many.</summary>
public sealed record MarkWithin(DateOnly? Until)
{
    public static string Prefix(Subject within, Code mark) => $"{within}|{mark}|";

    public static string Key(Subject within, Code mark, Subject of) => Prefix(within, mark) + of;
}
