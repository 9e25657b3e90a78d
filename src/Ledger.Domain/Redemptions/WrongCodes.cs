namespace Ledger.Domain.Redemptions;

/// <summary>When somebody behind a counter gave wrong codes lately. Not derivable; the scheduler forgets it when it is over.</summary>
/// <param name="Times">At most <see cref="Most"/>, the oldest first.</param>
public sealed record WrongCodes(IReadOnlyList<DateTimeOffset>? Times)
{
    /// <summary>After so many wrong codes within <see cref="Window"/>, none is looked at until the oldest of them is that long ago.</summary>
    public const int Most = 10;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private static readonly WrongCodes None = new([]);

    /// <summary>A terminal's counter, or that of a person without one.</summary>
    public static string Key(Actor by) => by.Terminal?.ToString() ?? by.Person?.ToString() ?? throw new InvalidOperationException("Nobody stands behind no counter.");

    public static WrongCodes Of(Books books, Actor by) => books.Find<WrongCodes>(Key(by)) ?? None;

    public DateTimeOffset? BlockedUntil(DateTimeOffset now) => Lately(now) is { Count: >= Most } times ? times[^Most] + Window : null;

    public void Note(Books books, Actor by) => books.PutSide(Key(by), new WrongCodes([.. Lately(books.Now), books.Now]));

    public bool IsOver(DateTimeOffset now) => Lately(now).Count == 0;

    private List<DateTimeOffset> Lately(DateTimeOffset now) => [.. (Times ?? []).Where(time => now < time + Window)];
}

/// <summary>Forgets counters whose wrong codes are over. Sent by the scheduler.</summary>
/// <param name="Counters">Keys of rows that looked over when they were read.</param>
[Refuses(typeof(NotAllowed))]
public sealed record ForgetWrongCodes(Actor By, IReadOnlyList<string> Counters) : ICommand<WrongCodesForgotten>
{
    public void Name(Needs needs)
    {
        foreach (var counter in Counters) needs.Row<WrongCodes>(counter);
    }

    public Decision<WrongCodesForgotten> Decide(Books books)
    {
        if (!By.IsScheduler) return new NotAllowed();
        var over = Counters.Where(counter => books.Find<WrongCodes>(counter) is { } wrong && wrong.IsOver(books.Now)).ToList();
        foreach (var counter in over) books.RemoveSide<WrongCodes>(counter);
        return books.Accept(new WrongCodesForgotten(over.Count));
    }
}

public sealed record WrongCodesForgotten(int Counters);
