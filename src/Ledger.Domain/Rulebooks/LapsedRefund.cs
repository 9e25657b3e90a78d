namespace Ledger.Domain.Rulebooks;

/// <summary>What becomes of a refund whose lot lapsed meanwhile.</summary>
/// <param name="GraceDays">Days from the refund on which it can still be spent; absent: it lapses at once.</param>
public sealed record LapsedRefund(int? GraceDays);
