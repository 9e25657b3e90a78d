using System.Globalization;

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

    /// <summary>What a person gets at most in a calendar month.</summary>
    public long? MonthCap { get; init; }

    /// <summary>What all of a household get at most in a calendar month.</summary>
    public long? HomeCap { get; init; }

    /// <summary>For how long nothing may happen on an account until what it has ends.</summary>
    public int? IdleDays { get; init; }

    /// <summary>Whether one may give to another.</summary>
    public GiftRule? Gifts { get; init; }

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

    /// <summary>In the order in which they are asked.</summary>
    public IReadOnlyList<(string Window, long Most)> Caps =>
        [.. new (string, long?)[] { ("day", DailyCap), ("month", MonthCap), ("home", HomeCap) }.Where(cap => cap.Item2 is not null).Select(cap => (cap.Item1, cap.Item2!.Value))];

    /// <summary>What it counts by windows: what caps ask for, and what was given.</summary>
    public IEnumerable<string> Counted => Caps.Select(cap => cap.Window).Concat(Gifts?.MonthMost is null ? [] : ["given"]);

    public ActKind? Find(string code) => Kinds.SingleOrDefault(kind => kind.Code == code);

    public bool SameAs(Rulebook other) => this with { Kinds = other.Kinds, Penalties = other.Penalties } == other && Kinds.SequenceEqual(other.Kinds) && (Penalties ?? []).SequenceEqual(other.Penalties ?? []);

    public object Json => new
    {
        format = 2,
        version = Version,
        title = new { zh = "积分细则（示例）" },
        effectiveFrom = $"{From:yyyy-MM-dd}",
        commodities = new[] { new { code = "points", title = new { zh = "积分" }, unit = "points", quantum = Points(Quantum), spendable = true } },
        boards = Kinds.Select(kind => kind.Board).Distinct().Select(board => new { code = board, title = new { zh = "板块" } }),
        acts = Kinds.Select(Act),
        measures = Counted.Any() ? Caps.Select(object (cap) => new { code = $"got-{cap.Window}", count = "points", whose = new[] { cap.Window == "home" ? "household" : "person" }, window = cap.Window == "day" ? "day" : "month" })
            .Concat(Counted.Contains("given") ? [new { code = "given", count = "sent", of = "gift", whose = new[] { "person" }, window = "month" }] : []) : null,
        limits = Counted.Any() ? Caps.Select(object (cap) => new { code = cap.Window, measure = $"got-{cap.Window}", atMost = Points(cap.Most) })
            .Concat(Gifts?.MonthMost is { } given ? [new { code = "given", measure = "given", atMost = Points(given), of = "gift", overflow = "refuse" }] : []) : null,
        passages = Gifts is null ? null : new[] { new { code = "gift", kind = "gift", keepsExpiry = Gifts.KeepsExpiry, limits = Gifts.MonthMost is null ? null : new[] { "given" } } },
        filing = new { within = $"{FilingDays} days", longest = $"{LongestMinutes} min" },
        expiry = new[]
        {
            new
            {
                code = "all", lasts = Expiry == "never" ? "never" : Expiry == "year-end" ? new { yearEnd = Years } : (object)$"{Years} years", from = CountFrom, atLeast = $"{AtLeastDays} days", idle = IdleDays is { } idle ? $"{idle} days" : null,
                refund = GraceDays is { } days ? new { grace = $"{days} days" } : null,
            },
        },
        notice = Notice is { } notice ? new { act = $"{notice} workdays", deduction = $"{notice} workdays" } : null,
        debt = DebtLimit is { } limit ? new { limit = Points(limit) } : null,
        counter = UndoMinutes is { } undo ? new { undo = $"{undo} min" } : null,
        paper = CounterSaid is null ? null : new { lasts = $"{Counter.VoucherDays} days" },
        offline = CounterSaid is null ? null : new { lateHours = Counter.LateHours, perDay = Counter.OfflinePerDay, amountPerDay = Points(Counter.OfflinePointsPerDay) },
        closing = Closing is { } clause ? new { movedAway = clause.MovedAway, death = clause.Death } : null,
        deductions = Penalties?.Select(penalty => new { code = penalty.Code, title = new { zh = "扣分" }, board = penalty.Board, of = "person", take = Points(penalty.Each) }),
    };

    /// <summary>As a secretary writes it: <c>1.5 points</c>.</summary>
    private static string Points(long hundredths) => string.Create(CultureInfo.InvariantCulture, $"{hundredths / 100m:0.##} points");

    /// <summary>Each of the two amounts that a line names: it gives both.</summary>
    private static object Act(ActKind kind) => new
    {
        code = kind.Code, title = new { zh = "行为" }, board = kind.Board,
        give = new[]
        {
            kind.PerHour is { } perHour ? Give("minutes", new { per = "1 h", give = Points(perHour) }) : null,
            kind.Each is { } each ? Give("act", new { each = Points(each) }) : null,
        }.OfType<object>(),
        attest = new { recorderMay = kind.RecorderMayAttest },
        notice = kind.Notice is { } days ? $"{days} workdays" : null,
    };

    private static object Give(string of, object stage) => new { into = new { commodity = "points" }, amount = new { of, then = new[] { stage } } };
}
