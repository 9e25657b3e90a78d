using Ledger.Domain;
using Ledger.Projections.Tables;
using Npgsql;

namespace Ledger.Projections.MerchantRedemptions;

/// <summary>The two tables' columns, written and read.</summary>
internal static class RedemptionCells
{
    public const string Selected = """
        r.redemption, r.merchant, r.holder, r.offer, r.status, r.quantity, r.captured, r.refunded, r.unit_price, r.unit_settlement, r.bearer, r.terminal, r.expires_at,
        r.held_number, r.held_on, r.held_at, r.ended_number, r.ended_on, r.ended_at, r.refunded_number, r.refunded_on, r.refunded_at, r.commodity
        """;

    public const string SelectedMovement = "m.merchant, m.kind, m.redemption, m.refund, m.offer, m.quantity, m.points, m.fen, m.number, m.booked_on, m.recorded_at, m.commodity";

    public static readonly Table<MerchantRedemption> Redemptions = new("ledger.merchant_redemption", ["redemption"],
        Column<MerchantRedemption>.Uuid("redemption", row => row.Redemption.Value), Column<MerchantRedemption>.Uuid("merchant", row => row.Merchant.Value),
        Column<MerchantRedemption>.Text("holder", row => row.Holder), Column<MerchantRedemption>.Uuid("offer", row => row.Offer.Value),
        Column<MerchantRedemption>.Text("status", row => CodeOf(row.Status)), Column<MerchantRedemption>.Long("quantity", row => row.Quantity),
        Column<MerchantRedemption>.Long("captured", row => row.Captured), Column<MerchantRedemption>.Long("refunded", row => row.Refunded),
        Column<MerchantRedemption>.Long("unit_price", row => row.UnitPrice.Hundredths), Column<MerchantRedemption>.Long("unit_settlement", row => row.UnitSettlement.Count),
        Column<MerchantRedemption>.Text("bearer", row => row.Bearer), Column<MerchantRedemption>.Uuid("terminal", row => row.Terminal?.Value),
        Column<MerchantRedemption>.Instant("expires_at", row => row.ExpiresAt),
        Column<MerchantRedemption>.Long("held_number", row => row.Held.Number), Column<MerchantRedemption>.Date("held_on", row => row.Held.BookedOn),
        Column<MerchantRedemption>.Instant("held_at", row => row.Held.RecordedAt),
        Column<MerchantRedemption>.Long("ended_number", row => row.Ended?.Number), Column<MerchantRedemption>.Date("ended_on", row => row.Ended?.BookedOn),
        Column<MerchantRedemption>.Instant("ended_at", row => row.Ended?.RecordedAt),
        Column<MerchantRedemption>.Long("refunded_number", row => row.LastRefund?.Number), Column<MerchantRedemption>.Date("refunded_on", row => row.LastRefund?.BookedOn),
        Column<MerchantRedemption>.Instant("refunded_at", row => row.LastRefund?.RecordedAt), Column<MerchantRedemption>.Text("commodity", row => row.Commodity?.Value));

    public static readonly Table<MerchantMovement> Movements = new("ledger.merchant_movement", ["number"],
        Column<MerchantMovement>.Long("number", row => row.At.Number), Column<MerchantMovement>.Uuid("merchant", row => row.Merchant.Value),
        Column<MerchantMovement>.Text("kind", row => CodeOf(row.Kind)), Column<MerchantMovement>.Uuid("redemption", row => row.Redemption.Value),
        Column<MerchantMovement>.Uuid("refund", row => row.Refund?.Value), Column<MerchantMovement>.Uuid("offer", row => row.Offer.Value),
        Column<MerchantMovement>.Long("quantity", row => row.Quantity), Column<MerchantMovement>.Long("points", row => row.Points.Hundredths),
        Column<MerchantMovement>.Long("fen", row => row.Fen.Count), Column<MerchantMovement>.Date("booked_on", row => row.At.BookedOn),
        Column<MerchantMovement>.Instant("recorded_at", row => row.At.RecordedAt), Column<MerchantMovement>.Text("commodity", row => row.Commodity?.Value));

    public static MerchantRedemption Redemption(NpgsqlDataReader row, int at) => new(
        new(row.GetGuid(at)), new(row.GetGuid(at + 1)), row.GetString(at + 2), new(row.GetGuid(at + 3)), Parsed<MerchantRedemptionStatus>(row.GetString(at + 4)),
        row.GetInt64(at + 5), row.GetInt64(at + 6), row.GetInt64(at + 7), new(row.GetInt64(at + 8)), new(row.GetInt64(at + 9)), row.GetString(at + 10),
        row.Id<TerminalId>(at + 11), row.GetFieldValue<DateTimeOffset>(at + 12), MomentAt(row, at + 13)!.Value, MomentAt(row, at + 16), MomentAt(row, at + 19), row.Code(at + 22));

    public static MerchantMovement Movement(NpgsqlDataReader row, int at) => new(
        new(row.GetGuid(at)), Parsed<MovementKind>(row.GetString(at + 1)), new(row.GetGuid(at + 2)), row.Id<RefundId>(at + 3), new(row.GetGuid(at + 4)),
        row.GetInt64(at + 5), new(row.GetInt64(at + 6)), new(row.GetInt64(at + 7)), MomentAt(row, at + 8)!.Value, row.Code(at + 11));

    public static string CodeOf<TEnum>(TEnum value) where TEnum : struct, Enum => value.ToString().ToLowerInvariant();

    private static TEnum Parsed<TEnum>(string code) where TEnum : struct, Enum => Enum.Parse<TEnum>(code, ignoreCase: true);

    private static Moment? MomentAt(NpgsqlDataReader row, int at) =>
        row.IsDBNull(at) ? null : new Moment(row.GetInt64(at), row.GetFieldValue<DateOnly>(at + 1), row.GetFieldValue<DateTimeOffset>(at + 2));
}
