using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Rulebooks.Evaluating;

/// <summary>How long credits live: one entry, ready to be asked.</summary>
/// <param name="When">Null: of all credits.</param>
/// <param name="Period">Which year of the calendar's own ends it; -1: none.</param>
internal sealed record CompiledExpiry(Expiry Entry, string Rule, CompiledSelector? When, int Period, CompiledCarry? Carry)
{
    public LapsedRefund Refund => new((int?)Entry.Refund?.Grace.Units);

    public bool Holds(FactRow facts) => When is null || When.Test(facts) == Truth.True;

    /// <summary>The last day on which they can be spent; null when they do not expire.</summary>
    public DateOnly? LastDay(Periods periods, DateOnly occurred, DateOnly booked)
    {
        var last = EndFrom(Entry.Lasts, Period, periods, Entry.From == CountFrom.Occurred ? occurred : booked);
        var floor = booked.AddDays((int)(Entry.AtLeast?.Units ?? 0));
        return last < floor ? floor : last;
    }

    internal static DateOnly? EndFrom(TextOr<Life, LifeEnd> lasts, int period, Periods periods, DateOnly from) => lasts switch
    {
        { Form: { YearEnd: { } years } } => periods.LastDay(Window.Year, periods.Of(Window.Year, from) + years),
        { Form: { } end } => periods.LastDayOfOwn(period, periods.OfOwn(period, from) + (end.Plus ?? 0)),
        { Text.Span: { } span } => Later(from, span),
        _ => null,
    };

    internal static DateOnly Later(DateOnly from, Quantity span) => span.Unit.Counts switch
    {
        "years" => from.AddYears((int)span.Units),
        "months" => from.AddMonths((int)span.Units),
        _ => from.AddDays((int)span.Units),
    };
}

/// <summary>What of the credits whose last day is over goes into new ones.</summary>
/// <param name="When">Null: all of them may.</param>
internal sealed record CompiledCarry(Carry Clause, string Rule, CompiledSelector? When, int Period)
{
    /// <summary>The clause as it is written: entries that say the same are asked together.</summary>
    public string Text { get; } = System.Text.Encoding.UTF8.GetString(Storage.DomainJson.Write(Clause with { Clause = null }));

    /// <summary>Until when, from the day they would have lapsed on; null: for ever.</summary>
    public DateOnly? LastDay(Periods periods, DateOnly lapsing) => CompiledExpiry.EndFrom(Clause.Lasts, Period, periods, lapsing);
}
