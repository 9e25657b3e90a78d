using System.Globalization;
using Ledger.Domain.Accounts;

namespace Ledger.Domain.Redemptions;

/// <summary>A capture that a terminal made without network and that was taken in: the same id again changes nothing.</summary>
public sealed record OfflineCapture(RedemptionId Redemption, long Quantity, DateTimeOffset CapturedAt)
{
    public static void Evolve(IStates states, RedemptionCapturedOffline fact)
    {
        states.Put(fact.Capture.ToString(), new OfflineCapture(fact.Redemption, fact.Quantity, fact.CapturedAt));
        var key = OfflineDay.Key(new Actor(fact.Clerk, fact.Terminal), fact.OccurredOn);
        var day = states.Find<OfflineDay>(key) ?? OfflineDay.None;
        states.Put(key, new OfflineDay(day.Count + 1, day.Points + new Points(fact.Legs.Where(leg => leg.Account == AccountName.Spent(fact.Merchant) && leg.Commodity == Commodity.Points).Sum(leg => leg.Amount))));
    }
}

/// <summary>What a counter captured without network on one local day, by its own time.</summary>
/// <param name="Points">In the first commodity: the limit is one of it.</param>
public sealed record OfflineDay(long Count, Points Points)
{
    public static readonly OfflineDay None = new(0, Points.Zero);

    public static string Key(Actor by, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{WrongCodes.Key(by)}|{day:yyyy-MM-dd}");
}
