using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Offers;
using Ledger.Domain.Redemptions;

namespace Ledger.Api.Demo;

/// <summary>What people do with their points: holds, captures, voids, holds that run out, refunds; and what becomes of the offers.</summary>
internal sealed class Shopping(CommunitySample sample, DemoRequest request, Village village, DemoPen pen, Agenda agenda, Chance chance, RedemptionCodes codes, Attesting attesting)
{
    private const int HoldsADay = 7;

    /// <summary>As the sample rulebooks say.</summary>
    private const int GraceDays = 30;

    /// <summary>The persona keeps less than this, so that something stays out of reach.</summary>
    private const long Thrift = 5000;

    /// <summary>… and what she fetches leaves her this much: whoever is her finds something to spend, on whichever day the history ends.</summary>
    private const long Rest = 2000;

    private readonly IReadOnlyList<Good> _goods =
    [
        .. sample.Merchants.Index().SelectMany(merchant => merchant.Item.Offers.Index().Select(offer => new Good(
            Founding.OfferId(sample, request, merchant.Index, offer.Index), Founding.MerchantId(sample, request, merchant.Index), village.Owners[merchant.Index], offer.Item))),
    ];

    private long _redemptions, _refunds;

    private sealed record Good(OfferId Offer, MerchantId Merchant, Invented Owner, OfferSample Sample)
    {
        public long Price => Sample.Points * 100L;

        public bool IsOpenOn(DateOnly day) => (Sample.From is not { } from || from <= day) && (Sample.Until is not { } until || day <= until) && (Sample.WithdrawnOn is not { } gone || day < gone);
    }

    public void Plan(DateOnly day)
    {
        PlanOffers(day);
        // The persona fetches something every Wednesday from the merchant persona.
        if (day.DayOfWeek == DayOfWeek.Wednesday) agenda.At(LocalTime.On(day, new(7, 10)), at => Hold(at, village.Volunteer, _goods[0], certain: true));
        if (day.DayOfWeek == DayOfWeek.Saturday) agenda.At(LocalTime.On(day, new(10, 15)), Treat);
        var people = (IReadOnlyList<Invented>)[.. village.Volunteers.Skip(1).Where(person => !person.IsChild), .. village.Assistants, .. village.Leaders];
        for (var i = request.Scaled(HoldsADay); i > 0; i--)
            agenda.At(LocalTime.On(day, new(7, 0)).AddSeconds(chance.Below(12 * 3600)), at => GoShopping(at, chance.Some(people, 6)));
    }

    /// <summary>One of six who has something to spend; once in a while somebody tries without.</summary>
    private Task GoShopping(DateTimeOffset at, IReadOnlyList<Invented> six)
    {
        var open = _goods.Where(good => good.IsOpenOn(LocalTime.DayOf(at))).ToList();
        var person = six.MaxBy(one => one.Available)!;
        var affordable = open.Where(good => good.Price <= person.Available).ToList();
        return affordable.Count > 0 ? Hold(at, person, chance.Of(affordable)) : chance.Percent(10) ? Hold(at, person, chance.Of(open)) : Task.CompletedTask;
    }

    private Task Treat(DateTimeOffset at)
    {
        var person = village.Volunteer;
        var dearest = _goods.Where(good => good.IsOpenOn(LocalTime.DayOf(at)) && good.Price <= person.Available - Rest).MaxBy(good => good.Price);
        return dearest is not null && person.Available >= Thrift ? Hold(at, person, dearest, certain: true) : Task.CompletedTask;
    }

    private async Task Hold(DateTimeOffset at, Invented person, Good good, bool certain = false)
    {
        if (certain && person.Available < good.Price + Rest) return;
        var redemption = RedemptionId.Of(request.Id(sample.Code, "redemption", ++_redemptions));
        var quantity = !certain && person.Available >= good.Price * 3 && chance.Percent(12) ? chance.Between(2, 3) : 1;
        var by = person.HasNoPhone ? chance.Of(village.Assistants) : person;
        var hashes = codes.Hashes(sample.Code, redemption);
        // Out of stock, or lapsed meanwhile: it happens, and leaves no event. Whoever has no phone gets the code on paper.
        var placed = person.HasNoPhone
            ? await pen.Try(at, new IssueVoucher(by.Actor, redemption, person.Id, good.Offer, quantity, hashes), person.Id)
            : await pen.Try(at, new PlaceHold(by.Actor, redemption, person.Id, good.Offer, quantity, hashes), person.Id);
        if (placed is not { } held) return;
        person.Available = held.AvailableAfterHundredths.Hundredths;
        var outcome = certain ? 99 : chance.Below(100);
        if (outcome < 6) agenda.At(at.AddMinutes(chance.Between(10, 300)), now => GiveUp(now, person, held));
        else if (outcome < 14) agenda.At(held.ExpiresAt.AddSeconds(2), now => RunOut(now, person, held));
        else agenda.At(at.AddMinutes(chance.Between(4, 180)), now => Capture(now, person, good, held));
    }

    private async Task GiveUp(DateTimeOffset at, Invented person, HoldIsPlaced held)
    {
        await pen.Write(at, new VoidHold(person.Actor, held.Redemption, "changed-mind", null));
        person.Available += held.PriceHundredths.Hundredths;
    }

    private async Task RunOut(DateTimeOffset at, Invented person, HoldIsPlaced held)
    {
        await pen.Write(at, new ExpireHold(Actor.Scheduler, held.Redemption));
        person.Available += held.PriceHundredths.Hundredths;
    }

    private async Task Capture(DateTimeOffset at, Invented person, Good good, HoldIsPlaced held)
    {
        var units = held.Quantity > 1 && chance.Percent(40) ? held.Quantity - 1 : held.Quantity;
        var code = codes.Hash(sample.Code, codes.Code(sample.Code, held.Redemption, held.Attempt));
        var captured = await pen.Write(at, new CaptureRedemption(good.Owner.Actor, good.Merchant, code, units == held.Quantity ? null : units));
        person.Available += (held.PriceHundredths - captured.PriceHundredths).Hundredths;
        if (chance.Percent(4)) agenda.At(at.AddHours(chance.Between(1, 60)), now => GiveBack(now, person, good, held.Redemption));
    }

    private async Task GiveBack(DateTimeOffset at, Invented person, Good good, RedemptionId redemption)
    {
        var refund = RefundId.Of(request.Id(sample.Code, "refund", ++_refunds));
        var refunded = await pen.Write(at, new RefundRedemption(good.Owner.Actor, redemption, refund, 1, Restock: good.Sample.Stock is not null, "not-good"));
        person.Available += (refunded.PriceHundredths - refunded.LapsedHundredths).Hundredths;
        attesting.LapseAfter(LocalTime.DayOf(at).AddDays(GraceDays), person, isRefund: true);
    }

    private void PlanOffers(DateOnly day)
    {
        var morning = LocalTime.On(day, new(8, 0));
        foreach (var good in _goods)
        {
            if (good.Sample.WithdrawnOn == day) agenda.At(morning, at => pen.Write(at, new WithdrawOffer(village.Office.Actor, good.Offer, "season-over", null)));
            if (day.Day == 1 && good.Sample.Stock is not null && good.IsOpenOn(day))
                agenda.At(morning, at => pen.Write(at, new ReviseOffer(village.Office.Actor, good.Offer, Founding.TermsOf(good.Sample), null)));
        }
    }
}
