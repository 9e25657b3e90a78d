using FluentValidation;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Openings;

namespace Ledger.Api.Openings;

/// <summary>Paper passbooks entered by hand; a file goes through the imports.</summary>
public static class EnterOpeningEndpoint
{
    public const int MostByHand = 200;

    /// <param name="Opening">An id made by the client.</param>
    public sealed record Request(OpeningId Opening, IReadOnlyList<PaperPassbookEntry> Passbooks);

    /// <param name="Passbook">The number on the paper: 1 to 40 characters.</param>
    /// <param name="ClosedOn">The day on which the paper passbook ended.</param>
    public sealed record PaperPassbookEntry(PersonId Person, string Passbook, DateOnly ClosedOn, IReadOnlyList<PaperLot> Lots);

    /// <param name="Bucket"><c>opening</c> unless told.</param>
    /// <param name="Year">In which it was earned.</param>
    /// <param name="ExpiresOn">The last day on which the points can be spent; absent: they do not expire.</param>
    /// <param name="Points">In hundredths.</param>
    /// <param name="Minutes">Service time.</param>
    public sealed record PaperLot(Code Board, int Year, Points Points, Minutes Minutes, Code? Bucket = null, DateOnly? ExpiresOn = null)
    {
        internal OpeningLot Lot => new(Board, Bucket ?? OpeningLot.Usual, Year, Points.Hundredths > 0 ? ExpiresOn : null, Points, Minutes);
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Passbooks).Between(1, MostByHand).Once(passbook => passbook.Passbook);
            RuleForEach(request => request.Passbooks).ChildRules(passbook =>
            {
                passbook.RuleFor(one => one.Passbook).Must(number => number.Length is >= 1 and <= 40 && !string.IsNullOrWhiteSpace(number)).As("length", "须为 1 到 40 字", "1 to 40 characters");
                passbook.RuleFor(one => one.ClosedOn).InOurTimes();
                passbook.RuleFor(one => one.Lots).Between(1, 100).Once(lot => lot);
                passbook.RuleForEach(one => one.Lots).ChildRules(lot =>
                {
                    lot.RuleFor(one => one.Year).Must(year => year is >= 1900 and <= 2999).As("in-range", "须在 1900 年到 2999 年之间", "From 1900 to 2999");
                    lot.RuleFor(one => one.ExpiresOn).InOurTimes();
                    lot.RuleFor(one => one.Points).Amount();
                    lot.RuleFor(one => one.Minutes).Must(minutes => minutes.Count is >= 0 and <= Bounds.MostOpeningMinutes).As("in-range", $"须为 0 到 {Bounds.MostOpeningMinutes} 的整数分钟", $"0 to {Bounds.MostOpeningMinutes} minutes");
                    lot.RuleFor(one => one).Must(one => one.Points.Hundredths > 0 || one.Minutes.Count > 0).As("above-zero", "积分、服务时长至少一项大于 0", "Points or service time must be above 0");
                });
            });
        }
    }

    public static Task<IResult> Handle(WriteCall<Request> call)
    {
        var numbers = call.Service<PassbookNumbers>();
        var passbooks = call.Body.Passbooks.Select((one, place) =>
            new PassbookEntry(place + 1, numbers.HashOf(call.Community, one.Passbook), one.Person, one.ClosedOn, [.. one.Lots.Select(lot => lot.Lot)])).ToList();
        var vault = call.Body.Passbooks.Zip(passbooks, (one, entry) => numbers.Seal(call.Community, one.Person, entry.Passbook, one.Passbook));
        return call.Send(new EnterOpening(call.By, call.Body.Opening, passbooks, [.. vault]), location: entered => $"openings/{entered.Opening}");
    }
}
