using FluentValidation;
using Ledger.Api.Books;
using Ledger.Api.Http;
using Ledger.Api.Problems;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;

namespace Ledger.Api.Redemptions;

/// <summary>
/// What a shop redeemed while it had no network (离线核销). The terminal could check a code's last digit and nothing else: what is
/// not good is the shop's risk. Each line is decided by itself; the whole can be sent again, with the same ids.
/// </summary>
public static class OfflineEndpoints
{
    public const int MostLines = 200;

    public sealed record Batch(IReadOnlyList<Line> Captures);

    /// <param name="Id">Made by the terminal: the same again changes nothing.</param>
    /// <param name="Code">Ten digits; spaces do not count.</param>
    /// <param name="CapturedAt">The terminal's own time.</param>
    /// <param name="Quantity">Units handed over; absent: all.</param>
    public sealed record Line(OfflineCaptureId Id, string Code, DateTimeOffset CapturedAt, long? Quantity = null);

    /// <param name="WhyNot">Absent when it was booked.</param>
    /// <param name="Commodity">What it was paid in, in its smallest unit; absent: the first.</param>
    public sealed record Verdict(OfflineCaptureId Id, bool IsBooked, RedemptionId? Redemption, long? Quantity, Points? PriceHundredths, Fen? SettlementFen, Reason? WhyNot, Code? Commodity = null);

    public sealed record Reason(string Type, string Zh, string En);

    public sealed record Answer(IReadOnlyList<Verdict> Verdicts);

    public sealed class Validator : AbstractValidator<Batch>
    {
        public Validator()
        {
            RuleFor(batch => batch.Captures).Between(1, MostLines).Once(line => line.Id);
            RuleForEach(batch => batch.Captures).ChildRules(line =>
            {
                line.RuleFor(one => one.Code).WellFormed();
                line.RuleFor(one => one.CapturedAt).InOurTimes();
                line.RuleFor(one => one.Quantity).InclusiveBetween(1, Bounds.MostUnits);
            });
        }
    }

    public static async Task<IResult> Take(WriteCall<Batch> call)
    {
        var (merchant, codes, verdicts) = (call.Id<MerchantId>("merchant"), call.Service<RedemptionCodes>(), new List<Verdict>());
        var (number, recordedAt) = (0L, DateTimeOffset.MinValue);
        foreach (var line in call.Body.Captures)
        {
            var command = new CaptureOffline(call.By, merchant, line.Id, codes.Hash(call.Community, RedemptionCodes.Plain(line.Code)), line.CapturedAt, line.Quantity);
            switch (await call.SendPart(command, line.Id.ToString()))
            {
                case Answer<RedemptionIsCaptured>.Accepted { Result: var r } booked:
                    verdicts.Add(new Verdict(line.Id, true, r.Redemption, r.Quantity, r.PriceHundredths, r.SettlementFen, null, r.Commodity));
                    (number, recordedAt) = Later(booked.Number, booked.RecordedAt);
                    break;
                // Who may not capture at all is told so once.
                case Answer<RedemptionIsCaptured>.Refused { Reason: NotAllowed } refused: return call.Refuse(refused.Reason, refused.Number);
                case Answer<RedemptionIsCaptured>.Refused refused:
                    verdicts.Add(new Verdict(line.Id, false, null, null, null, null, Said(refused.Reason)));
                    (number, recordedAt) = Later(refused.Number, refused.RecordedAt);
                    break;
                case Answer<RedemptionIsCaptured>.KeyReused: return ProblemResult.KeyReused();
                case Answer<RedemptionIsCaptured>.Unavailable away: return ProblemResult.Away(away.RetryAfter);
                case var other: throw new InvalidOperationException(other.GetType().Name);
            }
        }
        return new AcceptedResult(new Answer(verdicts), number, recordedAt, replayed: false, dryRun: false, location: null);

        // All of it is kept line by line, so that the whole sent again is answered to the letter as before.
        (long, DateTimeOffset) Later(long at, DateTimeOffset on) => (Math.Max(number, at), on > recordedAt ? on : recordedAt);
    }

    /// <summary>A shop is not told on what day somebody's account was closed.</summary>
    private static Reason Said(Rejection refusal)
    {
        var problem = ProblemCatalogue.Tell(refusal);
        var words = refusal is AccountIsClosed ? problem.Type.Advice : problem.Detail;
        return new Reason(problem.Type.Uri, words.Zh, words.En);
    }
}
