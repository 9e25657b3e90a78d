using FluentValidation;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Communities;

namespace Ledger.Api.Communities;

public static class WorkCalendarEndpoints
{
    /// <param name="Year">1900 to 2999.</param>
    /// <param name="Holidays">Days off by the state's calendar, at most 366.</param>
    /// <param name="WorkedWeekends">Saturdays and Sundays that are worked (调休), at most 366.</param>
    public sealed record Request(int Year, IReadOnlyList<DateOnly> Holidays, IReadOnlyList<DateOnly> WorkedWeekends);

    /// <param name="IsEntered">Whether somebody entered the year; otherwise Mondays to Fridays are worked.</param>
    public sealed record Answer(long JournalNumber, int Year, bool IsEntered, IReadOnlyList<DateOnly> Holidays, IReadOnlyList<DateOnly> WorkedWeekends);

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Year).InclusiveBetween(1900, 2999);
            RuleFor(request => request.Holidays).Between(0, 366);
            RuleFor(request => request.WorkedWeekends).Between(0, 366);
        }
    }

    public static Task<IResult> Set(WriteCall<Request> call) => call.Send(new SetWorkCalendar(call.By, call.Body.Year, call.Body.Holidays, call.Body.WorkedWeekends));

    public static async Task<IResult> Get(Call call)
    {
        var today = (await call.Look(needs => needs)).Books.Today;
        var year = (int)Math.Min(call.Number("year") ?? today.Year, 9999);
        var look = await call.Look(needs => needs.Row<WorkCalendar>(WorkCalendar.Key(year)));
        var calendar = look.Books.Find<WorkCalendar>(WorkCalendar.Key(year));
        return call.Ok(new Answer(look.Number, year, calendar is not null, calendar?.Holidays ?? [], calendar?.WorkedWeekends ?? []));
    }
}
