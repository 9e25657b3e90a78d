using System.Text.Json.Serialization;

namespace Ledger.Domain.Rulebooks;

/// <summary>
/// A community's rulebook (积分细则) as a document. The first, small form: points per hour or per act, one cap a day, a quantum,
/// a filing window and an expiry. Amounts in the smallest unit.
/// </summary>
/// <param name="Version">The community's own name for this version.</param>
/// <param name="EffectiveFrom">The first occurred date it applies to.</param>
/// <param name="QuantumHundredths">Only multiples of it are posted; rest is dropped.</param>
/// <param name="DailyCapHundredths">The most a person's acts of one local date can earn; absent is no cap.</param>
/// <param name="FilingDays">How many days after it happened an act may still be recorded: 0 to 366.</param>
/// <param name="UndoMinutes">How long a counter can undo a capture: 0 to 1440; absent: 10.</param>
/// <param name="LongestActMinutes">A longer act is refused: 1 to 1440.</param>
/// <param name="NoticeWorkingDays">Working days of public notice (公示) before an attested act posts: 1 to 60; absent: it posts at once.</param>
/// <param name="DebtLimitHundredths">The most a person may come to owe by a deduction or a late capture; absent: nothing. A clawback knows no limit.</param>
/// <param name="Deductions">What is taken for which conduct (扣分).</param>
/// <param name="Redemptions">Paper vouchers and shops without network; absent: the defaults.</param>
/// <param name="Closing">What becomes of what is left on a closed account; absent: it lapses.</param>
public sealed record RulebookDocument(
    Code Version, Title Title, DateOnly EffectiveFrom, long QuantumHundredths, long? DailyCapHundredths, int FilingDays, int LongestActMinutes,
    Expiry Expiry, LapsedRefund RefundIntoLapsed, IReadOnlyList<Board> Boards, IReadOnlyList<ActType> ActTypes,
    int? NoticeWorkingDays = null, long? DebtLimitHundredths = null, IReadOnlyList<DeductionRule>? Deductions = null, int? UndoMinutes = null,
    RedemptionRules? Redemptions = null, ClosingRules? Closing = null)
{
    public DeductionRule? FindDeduction(Code rule) => Deductions?.FirstOrDefault(one => one.Code == rule);
}

public sealed record Board(Code Code, Title Title);

/// <summary>One line of the catalogue. Exactly one of the two amounts is given.</summary>
/// <param name="PerHourHundredths">Points per 60 minutes of service.</param>
/// <param name="EachHundredths">Points for each act, however long.</param>
/// <param name="RecorderMayAttest">Micro-acts: who recorded may attest too, never for himself or his household.</param>
/// <param name="NoticeWorkingDays">Another public notice than the document's: 0 to 60, 0 is none.</param>
public sealed record ActType(
    Code Code, Title Title, Code Board, long? PerHourHundredths, long? EachHundredths, bool RecorderMayAttest, int? NoticeWorkingDays = null);

/// <summary>One line of the catalogue of deductions.</summary>
/// <param name="EachHundredths">Points taken each time, above 0.</param>
public sealed record DeductionRule(Code Code, Title Title, Code Board, long EachHundredths);

[JsonConverter(typeof(KebabEnum<CountFrom>))]
public enum CountFrom { Occurred, Booked }

[JsonConverter(typeof(KebabEnum<ExpiryKind>))]
public enum ExpiryKind { Never, AfterYears, YearEnd }

/// <param name="Years">AfterYears: the day so many years later is the last; YearEnd: 31 December so many years later (0: of the same year).</param>
/// <param name="AtLeastDays">A lot lives at least so many days after posting, so that a late attestation does not eat it.</param>
public sealed record Expiry(ExpiryKind Kind, CountFrom CountFrom, int Years, int AtLeastDays)
{
    /// <summary>The last day on which points can be spent; null when they do not expire.</summary>
    public DateOnly? LastDay(DateOnly occurred, DateOnly booked)
    {
        var from = CountFrom == CountFrom.Occurred ? occurred : booked;
        var last = Kind switch
        {
            ExpiryKind.AfterYears => from.AddYears(Years),
            ExpiryKind.YearEnd => new DateOnly(from.Year + Years, 12, 31),
            _ => (DateOnly?)null,
        };
        var floor = booked.AddDays(AtLeastDays);
        return last < floor ? floor : last;
    }
}

/// <summary>What becomes of a refund whose lot lapsed meanwhile.</summary>
/// <param name="GraceDays">Days from the refund on which it can still be spent; absent: it lapses at once.</param>
public sealed record LapsedRefund(int? GraceDays);
