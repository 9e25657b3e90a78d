namespace Ledger.Domain.Rulebooks.Simulating;

/// <summary>What somebody earned by his acts and paid for what he could have either way: as it was, and as it would have been.</summary>
internal sealed class SimulatedPerson
{
    public long EarnedWas { get; set; }

    public long EarnedWould { get; set; }

    public long PaidWas { get; set; }

    public long PaidWould { get; set; }

    /// <summary>A lower price is a gain like a point more.</summary>
    public long Gain => EarnedWould - EarnedWas - (PaidWould - PaidWas);

    public void Add(SimulatedPerson other) =>
        (EarnedWas, EarnedWould, PaidWas, PaidWould) = (EarnedWas + other.EarnedWas, EarnedWould + other.EarnedWould, PaidWas + other.PaidWas, PaidWould + other.PaidWould);
}
