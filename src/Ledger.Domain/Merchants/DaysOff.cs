namespace Ledger.Domain.Merchants;

/// <summary>A merchant is closed for days (歇业): nothing can be reserved there, what is reserved stays good.</summary>
/// <param name="From">The first local day; today for closed today.</param>
/// <param name="SetOn">The local day on which it was said.</param>
public sealed record MerchantDaysOffSet(MerchantId Merchant, DateOnly From, DateOnly Until, Code Reason, DateOnly SetOn) : IFact;

/// <summary>A merchant is open after all: today's and all planned days off are lifted.</summary>
public sealed record MerchantDaysOffLifted(MerchantId Merchant) : IFact;

public sealed record DayRange(DateOnly From, DateOnly Until);

/// <summary>A merchant's days off, past ones left out. There is a row only for who has some.</summary>
public sealed record DaysOff(IReadOnlyList<DayRange> Days)
{
    /// <summary>The days off that hold the day.</summary>
    public DayRange? On(DateOnly day) => Days.FirstOrDefault(range => range.From <= day && day <= range.Until);

    public static void Evolve(IStates states, MerchantDaysOffSet fact)
    {
        var kept = states.Find<DaysOff>(fact.Merchant.ToString())?.Days.Where(old => old.Until >= fact.SetOn && !(fact.From <= old.From && old.Until <= fact.Until)) ?? [];
        states.Put(fact.Merchant.ToString(), new DaysOff([.. kept.Append(new DayRange(fact.From, fact.Until)).OrderBy(range => range.From).ThenBy(range => range.Until)]));
    }

    public static void Evolve(IStates states, MerchantDaysOffLifted fact) => states.Remove<DaysOff>(fact.Merchant.ToString());
}

/// <summary>Closes a merchant's counter for days: its owner, clerk or terminal, or the office. Today is a day like others.</summary>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(MerchantIsClosed), typeof(Persons.PeriodIsEmpty), typeof(DaysOffOutOfRange))]
public sealed record SetDaysOff(Actor By, MerchantId Merchant, DateOnly From, DateOnly Until, Code Reason) : ICommand<DaysOffChanged>
{
    /// <summary>How far ahead days off are planned, and how many there are in one go.</summary>
    public const int MostDays = 366;

    public void Name(Needs needs) => needs.AddsTo(Stream.Merchant(Merchant)).Row<Merchant>(Merchant.ToString()).Row<DaysOff>(Merchant.ToString());

    public Decision<DaysOffChanged> Decide(Books books)
    {
        if (!By.MayShut(books, Merchant)) return new NotAllowed(Role.Administrator, Role.Office, Role.MerchantOwner, Role.MerchantClerk);
        if (books.Find<Merchant>(Merchant.ToString()) is not { } merchant) return new NotFound("merchant", Merchant.ToString());
        if (merchant.ClosedOn is { } since) return new MerchantIsClosed(Merchant, since);
        if (Until < From) return new Persons.PeriodIsEmpty("until", From, Until);
        if (From < books.Today || Until.DayNumber - books.Today.DayNumber > MostDays) return new DaysOffOutOfRange(From, Until, books.Today, books.Today.AddDays(MostDays));
        books.Add(Stream.Merchant(Merchant), new MerchantDaysOffSet(Merchant, From, Until, Reason, books.Today));
        return books.Accept(new DaysOffChanged(Merchant));
    }
}

/// <summary>Opens the counter again: today's and all planned days off are gone.</summary>
[Refuses(typeof(NotAllowed), typeof(NotFound))]
public sealed record LiftDaysOff(Actor By, MerchantId Merchant) : ICommand<DaysOffChanged>
{
    public void Name(Needs needs) => needs.AddsTo(Stream.Merchant(Merchant)).Row<Merchant>(Merchant.ToString()).Row<DaysOff>(Merchant.ToString());

    public Decision<DaysOffChanged> Decide(Books books)
    {
        if (!By.MayShut(books, Merchant)) return new NotAllowed(Role.Administrator, Role.Office, Role.MerchantOwner, Role.MerchantClerk);
        if (books.Find<Merchant>(Merchant.ToString()) is null) return new NotFound("merchant", Merchant.ToString());
        if (books.Find<DaysOff>(Merchant.ToString()) is not null) books.Add(Stream.Merchant(Merchant), new MerchantDaysOffLifted(Merchant));
        return books.Accept(new DaysOffChanged(Merchant));
    }
}

public sealed record DaysOffChanged(MerchantId Merchant);

/// <summary>The merchant is closed today.</summary>
/// <param name="Until">The last day off.</param>
public sealed record MerchantHasDayOff(MerchantId Merchant, DateOnly From, DateOnly Until, DateOnly Today) : Rejection;

/// <summary>Days off are planned from today on, at most a year ahead.</summary>
public sealed record DaysOffOutOfRange(DateOnly From, DateOnly Until, DateOnly Earliest, DateOnly Latest) : Rejection;

internal static class Shutting
{
    /// <summary>Whoever stands behind the counter, and the office.</summary>
    public static bool MayShut(this Actor by, Books books, MerchantId merchant) => by.ServesAt(books, merchant) || by.Holds(books, Role.Administrator, Role.Office);
}
