using FluentValidation;
using Ledger.Api.Http;
using Ledger.Domain.Months;
using Ledger.Journal;
using Ledger.Projections.Months;

namespace Ledger.Api.Months;

/// <summary>Makes the month's table at the head, and lets the books say whether it may be fixed.</summary>
public static class CloseMonthEndpoint
{
    /// <param name="TableHash">Of the table that was checked, as the month's own answer told it.</param>
    public sealed record Request(string TableHash);

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.TableHash).HexHash();
    }

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task<IResult> Handle(WriteCall<Request> call)
    {
        var look = await call.Look(needs => needs);
        // For who may not close it no table is made; a request of before he lost the role gets its first answer all the same.
        if (!call.By.Holds(look.Books, CloseMonth.Closers)) return await Send(call, new(0, default, "", ""));
        var head = await call.Service<IJournalReader>().Head(call.Community, call.Cancel) ?? throw new InvalidOperationException("The community vanished.");
        if (await call.NotThatFar(head.Number, Patience) is { } early) return early;
        var known = await call.Service<MonthReader>().Table(call.Community, call.Month(), head.Number, call.Cancel);
        return await Send(call, new(head.Number, head.RecordedAt, Convert.ToHexStringLower(head.Root), known.Table.Hash));
    }

    private static Task<IResult> Send(WriteCall<Request> call, MonthKnown known) =>
        call.Send(new CloseMonth(call.By, call.Month(), call.Body.TableHash, known), location: closed => $"months/{closed.Month}");
}
