using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Storage;
using Ledger.Journal.Proof;

namespace Ledger.Projections.Months;

/// <summary>
/// The accountant's table of a month (月结账表), by booked date: what was there, what came and went, what is left, in all and
/// by origin; and in fen what is owed, by whom and to whom. Derived from legs alone, so it can be made again for ever.
/// </summary>
/// <param name="Commodities">Points in hundredths, service time in minutes; money stands apart.</param>
public sealed record MonthTable(Month Month, IReadOnlyList<MonthCommodity> Commodities, MonthMoney Money)
{
    /// <summary>What is zero is left out of what is hashed: a column that comes later leaves the hash of old months.</summary>
    private static readonly JsonSerializerOptions Hashed = new(DomainJson.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    /// <summary>SHA-256 of the canonical JSON, in hexadecimal: what a closing keeps.</summary>
    [JsonIgnore]
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Of(JsonSerializer.SerializeToUtf8Bytes(new MonthTableText(Month, Commodities, Money), Hashed))));

    /// <summary>Opening and movements make up the closing, in every line.</summary>
    public bool AddsUp => Commodities.All(commodity => commodity.Total.AddsUp && commodity.Origins.All(origin => origin.Line.AddsUp))
        && Money.Total.Owed == Money.Bearers.Sum(bearer => bearer.Line.Owed) && Money.Total.Owed == Money.Merchants.Sum(merchant => merchant.Owed) + (Money.Residents?.Owed ?? 0);

    /// <summary>What is hashed: the table's own members, whatever is computed from them left out.</summary>
    private sealed record MonthTableText(Month Month, IReadOnlyList<MonthCommodity> Commodities, MonthMoney Money);
}

public sealed record MonthCommodity(string Commodity, MonthLine Total, IReadOnlyList<MonthOrigin> Origins);

/// <summary>What came from one board and year of occurrence.</summary>
public sealed record MonthOrigin(Code? Board, int? Year, MonthLine Line);

/// <summary>
/// One line. What holders have is available + held − debt; it was <paramref name="Opening"/> before the month's first day and
/// is <paramref name="Closing"/> after its last. Between them stand the columns of rule 2.
/// </summary>
/// <param name="Spent">Net of refunds.</param>
/// <param name="Reattributed">A debt of this origin paid from another, or the other way round; zero over all origins.</param>
/// <param name="Overdue">Of what is available: past its date on the last day, its lapse not posted by then.</param>
public sealed record MonthLine(
    long Opening = 0, long Opened = 0, long Issued = 0, long Received = 0, long WrittenOff = 0,
    long Spent = 0, long Expired = 0, long Deducted = 0, long ClawedBack = 0, long Sent = 0, long Forfeited = 0, long Reattributed = 0,
    long Closing = 0, long Available = 0, long Held = 0, long Debt = 0, long Overdue = 0)
{
    internal bool AddsUp => Available + Held - Debt == Closing
        && Opening + Opened + Issued + Received + WrittenOff - Spent - Expired - Deducted - ClawedBack - Sent - Forfeited - Reattributed == Closing;

    /// <exception cref="InvalidOperationException">Nobody has said in which column the role stands.</exception>
    internal MonthLine Plus(string role, MonthSum sum) => role switch
    {
        "available" => Holding(sum) with { Available = Available + sum.After, Overdue = Overdue + sum.Overdue },
        "held" => Holding(sum) with { Held = Held + sum.After },
        "debt" => Holding(sum) with { Debt = Debt - sum.After },
        "opened" => this with { Opened = Opened - sum.Within },
        "issued" => this with { Issued = Issued - sum.Within },
        "received" => this with { Received = Received - sum.Within },
        "written-off" => this with { WrittenOff = WrittenOff - sum.Within },
        "spent" => this with { Spent = Spent + sum.Within },
        "expired" => this with { Expired = Expired + sum.Within },
        "deducted" => this with { Deducted = Deducted + sum.Within },
        "clawed-back" => this with { ClawedBack = ClawedBack + sum.Within },
        "sent" => this with { Sent = Sent + sum.Within },
        "forfeited" => this with { Forfeited = Forfeited + sum.Within },
        "reattributed" => this with { Reattributed = Reattributed + sum.Within },
        _ => throw new InvalidOperationException($"The month's table has no column for {role}."),
    };

    private MonthLine Holding(MonthSum sum) => this with { Opening = Opening + sum.Before, Closing = Closing + sum.After };
}

/// <summary>What the circle costs in fen: every line is owed before + cost − paid = owed.</summary>
/// <param name="Bearers">By who bears it: <c>community</c>, <c>donor:…</c>.</param>
/// <param name="Residents">What people, households and teams are owed by shares and subsidies, in all; absent: nothing ever.</param>
public sealed record MonthMoney(FenLine Total, IReadOnlyList<BearerLine> Bearers, IReadOnlyList<MerchantLine> Merchants, FenLine? Residents = null);

/// <param name="Cost">What became owed in the month, refunds taken off.</param>
/// <param name="Paid">What was paid in the month, returned payments taken off.</param>
public sealed record FenLine(long OwedBefore = 0, long Cost = 0, long Paid = 0, long Owed = 0);

public sealed record BearerLine(string Bearer, FenLine Line);

/// <param name="Owed">To the merchant (应付商户款); below zero where refunds came after payment.</param>
public sealed record MerchantLine(MerchantId Merchant, long OwedBefore, long Cost, long Paid, long Owed);

/// <summary>All legs of one role, party and origin: booked before the month, and within it.</summary>
/// <param name="Overdue">Of all of them: in lots whose last day is before the month's last.</param>
public readonly record struct MonthSum(long Before, long Within, long Overdue)
{
    public long After => Before + Within;

    public static MonthSum operator +(MonthSum a, MonthSum b) => new(a.Before + b.Before, a.Within + b.Within, a.Overdue + b.Overdue);
}

/// <param name="Party">In fen the bearer or the merchant; otherwise empty.</param>
/// <param name="Holder">In fen who is paid; otherwise empty.</param>
public readonly record struct MonthKey(string Commodity, string Role, string Party, string Holder, string Board, int Year);

/// <summary>What is added up of a month: legs of one role, party, origin and expiry date that were booked in it.</summary>
/// <param name="ExpiresOn">The lot's last day; the last there is where nothing expires.</param>
public readonly record struct BookedKey(Month Month, MonthKey Key, DateOnly ExpiresOn)
{
    public static IEnumerable<(BookedKey Of, long Amount)> Of(IPostedFact fact) => fact.Legs.Select(leg =>
    {
        var (isFen, lot) = (leg.Commodity == Commodity.Fen, leg.Lot);
        var key = new MonthKey(leg.Commodity, AccountName.RoleOf(leg.Account), isFen ? AccountName.PartyOf(leg.Account) : "", isFen ? fact.Holder : "", lot?.Board.Value ?? "", lot?.Year ?? 0);
        return (new BookedKey(Month.Of(fact.BookedOn), key, lot?.ExpiresOn ?? DateOnly.MaxValue), leg.Amount);
    });
}
