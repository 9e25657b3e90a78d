using System.Globalization;
using System.Text.Json.Serialization;
using Ledger.Domain.Redemptions;

namespace Ledger.Domain.Offers;

[JsonConverter(typeof(KebabEnum<LimitPeriod>))]
public enum LimitPeriod { Month, Quarter }

/// <summary>How many units of an offer one person may take in a calendar month or quarter.</summary>
/// <param name="Units">1 to 100.</param>
public sealed record PersonLimit(LimitPeriod Period, long Units)
{
    public long Units { get; init => field = Bounds.Units(value); } = Bounds.Units(Units);

    /// <summary>2026-05 or 2026-q2.</summary>
    public string PeriodOf(DateOnly day) => Period == LimitPeriod.Month
        ? day.ToString("yyyy-MM", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{day.Year:D4}-q{(day.Month + 2) / 3}");
}

/// <summary>
/// Units a person took of an offer in the period of the hold's date, by holds that froze a limit. What a hold does not use, and
/// what is wholly given back, comes back; the row goes with the last unit.
/// </summary>
public sealed record OfferUse(long Units)
{
    public static string Prefix(PersonId person, string period) => $"{person}|{period}|";

    public static string Key(PersonId person, OfferId offer, string period) => Prefix(person, period) + offer;

    public static long Of(Books books, PersonId person, Offer offer) =>
        offer.PerPerson is { } limit ? books.Find<OfferUse>(Key(person, offer.Id, limit.PeriodOf(books.Today)))?.Units ?? 0 : 0;

    /// <summary>Looks at the rows that a hold taken again will move, so that one more reading finds them all.</summary>
    public static void LookAt(Books books, HoldPlaced hold)
    {
        books.Find<Offer>(hold.Offer.ToString());
        if (hold.PerPerson is { } limit) books.Find<OfferUse>(Key(hold.Person, hold.Offer, limit.PeriodOf(hold.OccurredOn)));
    }

    public static void Move(IStates states, HoldPlaced hold, long units)
    {
        if (hold.PerPerson is not { } limit || units == 0) return;
        var key = Key(hold.Person, hold.Offer, limit.PeriodOf(hold.OccurredOn));
        var left = (states.Find<OfferUse>(key)?.Units ?? 0) + units;
        if (left == 0) states.Remove<OfferUse>(key);
        else states.Put(key, new OfferUse(left));
    }
}

/// <summary>The person has taken so many units of the offer in this period already.</summary>
public sealed record OfferLimitReached(OfferId Offer, PersonLimit Limit, long Used, long Requested) : Rejection;
