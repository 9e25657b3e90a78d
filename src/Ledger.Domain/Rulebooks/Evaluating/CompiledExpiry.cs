using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Rulebooks.Evaluating;

/// <summary>How long credits live: one entry, ready to be asked.</summary>
/// <param name="When">Null: of all credits.</param>
/// <param name="Period">Which year of the calendar's own ends it; -1: none.</param>
internal sealed record CompiledExpiry(Expiry Entry, CompiledSelector? When, int Period)
{
    public LapsedRefund Refund => new((int?)Entry.Refund?.Grace.Units);

    public bool Holds(FactRow facts) => When is null || When.Test(facts) == Truth.True;

    /// <summary>The last day on which they can be spent; null when they do not expire.</summary>
    public DateOnly? LastDay(Periods periods, DateOnly occurred, DateOnly booked)
    {
        var last = EndFrom(periods, Entry.From == CountFrom.Occurred ? occurred : booked);
        var floor = booked.AddDays((int)(Entry.AtLeast?.Units ?? 0));
        return last < floor ? floor : last;
    }

    private DateOnly? EndFrom(Periods periods, DateOnly from) => Entry.Lasts switch
    {
        { Form: { YearEnd: { } years } } => periods.LastDay(Window.Year, periods.Of(Window.Year, from) + years),
        { Form: { } end } => periods.LastDayOfOwn(Period, periods.OfOwn(Period, from) + (end.Plus ?? 0)),
        { Text.Span: { } span } => span.Unit.Counts switch
        {
            "years" => from.AddYears((int)span.Units),
            "months" => from.AddMonths((int)span.Units),
            _ => from.AddDays((int)span.Units),
        },
        _ => null,
    };
}
