namespace Ledger.Model;

/// <summary>What is taken for a conduct.</summary>
public sealed record Penalty(string Code, string Board, long Each);

public sealed record ActKind(string Code, string Board, long? PerHour, long? Each, bool RecorderMayAttest, int? Notice = null);

/// <summary>What a community decides of vouchers and of shops without network.</summary>
public sealed record CounterRules(int VoucherDays = 30, int LateHours = 24, int OfflinePerDay = 50, long OfflinePointsPerDay = 50_000);

/// <summary>A rulebook as the model reads it. Amounts in hundredths.</summary>
/// <param name="Expiry">never, after-years or year-end.</param>
/// <param name="CountFrom">occurred or booked.</param>
/// <param name="GraceDays">Days on which a refund into a lapsed lot can still be spent; null: it lapses at once.</param>
public sealed record Rulebook(
    string Version, DateOnly From, long Quantum, long? DailyCap, int FilingDays, int LongestMinutes, string Expiry, string CountFrom, int Years, int AtLeastDays,
    int? GraceDays, IReadOnlyList<ActKind> Kinds, int? Notice = null, long? DebtLimit = null, IReadOnlyList<Penalty>? Penalties = null, int? UndoMinutes = null)
{
    /// <summary>What it says of them; where it says nothing, the usual holds.</summary>
    public CounterRules? CounterSaid { get; init; }

    /// <summary>What becomes of what is left on a closed account; where it says nothing, it lapses.</summary>
    public (string MovedAway, string Death)? Closing { get; init; }

    public CounterRules Counter => CounterSaid ?? new CounterRules();

    /// <summary>The last day of what was earned on a day and posts on another (rule 8).</summary>
    public DateOnly? LastDay(DateOnly occurred, DateOnly posted)
    {
        if (Expiry == "never") return null;
        var from = CountFrom == "booked" ? posted : occurred;
        var last = Expiry == "year-end" ? new DateOnly(from.Year + Years, 12, 31) : from.AddYears(Years);
        var least = posted.AddDays(AtLeastDays);
        return last > least ? last : least;
    }

    public ActKind? Find(string code) => Kinds.SingleOrDefault(kind => kind.Code == code);

    public bool SameAs(Rulebook other) => this with { Kinds = other.Kinds, Penalties = other.Penalties } == other && Kinds.SequenceEqual(other.Kinds) && (Penalties ?? []).SequenceEqual(other.Penalties ?? []);

    public object Json => new
    {
        version = Version,
        title = new { zh = "积分细则（示例）" },
        effectiveFrom = $"{From:yyyy-MM-dd}",
        quantumHundredths = Quantum,
        dailyCapHundredths = DailyCap,
        filingDays = FilingDays,
        longestActMinutes = LongestMinutes,
        expiry = new { kind = Expiry, countFrom = CountFrom, years = Years, atLeastDays = AtLeastDays },
        refundIntoLapsed = new { graceDays = GraceDays },
        boards = Kinds.Select(kind => kind.Board).Distinct().Select(board => new { code = board, title = new { zh = "板块" } }),
        actTypes = Kinds.Select(kind => new { code = kind.Code, title = new { zh = "行为" }, board = kind.Board, perHourHundredths = kind.PerHour, eachHundredths = kind.Each, recorderMayAttest = kind.RecorderMayAttest, noticeWorkingDays = kind.Notice }),
        noticeWorkingDays = Notice,
        debtLimitHundredths = DebtLimit,
        undoMinutes = UndoMinutes,
        redemptions = CounterSaid is not null
            ? new { paperVoucherDays = Counter.VoucherDays, offlineLateHours = Counter.LateHours, offlinePerDay = Counter.OfflinePerDay, offlineHundredthsPerDay = Counter.OfflinePointsPerDay }
            : null,
        closing = Closing is { } clause ? new { movedAway = clause.MovedAway, death = clause.Death } : null,
        deductions = Penalties?.Select(penalty => new { code = penalty.Code, title = new { zh = "扣分" }, board = penalty.Board, eachHundredths = penalty.Each }),
    };
}
