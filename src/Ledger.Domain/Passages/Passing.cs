using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Honours;
using Ledger.Domain.Offers;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Teams;
using Ledger.Domain.Watches;

namespace Ledger.Domain.Passages;

/// <summary>What a passage costs one who may take it, and from which lots.</summary>
/// <param name="Asked">Absent: the offer is of no item of the rulebook, and its own price holds.</param>
/// <param name="Lots">Those it may be paid from, in the order in which they are taken.</param>
internal sealed record Priced(Asked? Asked, Points UnitPrice, Fen Settlement, Bearer Bearer, IReadOnlyList<LotAmount> Lots, IReadOnlyList<ArithmeticStep> Steps)
{
    public Points Available => new(Lots.Sum(lot => lot.Amount));
}

/// <summary>Whether somebody may take an offer by the rulebook of the day, and for how much.</summary>
internal readonly partial record struct Passing(Books Books, Rulebook Rulebook, RedemptionId Redemption, Person Person, Offer Offer, long Quantity, Asking Asking, FromVault? Vault, FromVault? ReceiversVault = null)
{
    /// <summary>The number of the commodity it is paid in: the passage's, where the offer is of an item of the rulebook.</summary>
    public int PaidIn() => Offer.Item is { } item && Leading(item) is { } passage ? PriceOf(passage, item).Commodity : 0;

    public Rejection? Judge(Code item, Holding holding, out Priced priced)
    {
        priced = null!;
        if (RulebookIsBeingFilled.Now(Books, Rulebook) is { } notYet) return notYet;
        var (document, compiled, asking) = (Rulebook.Document, Rulebook.Compiled, Asking);
        if (Leading(item) is not { } passage) return new NoSuchPassage(asking.Passage);
        var entry = passage.Entry;
        if (asking.Channel is { } channel && entry.Channels is { } channels && !channels.Contains(channel)) return new ChannelNotOffered($"{passage.Rule}/channels");
        if (Wrong(document, entry, asking.Inputs) is { } wrong) return wrong;
        var asked = AskedBy(entry, item);
        var (today, subjects) = (Books.Today, CountedIn.SubjectsOf(Redemption, Person.Id, Offer.Merchant, asked));
        var windows = new ActWindows(compiled, new StandingMeters(Books), subjects, today);
        var facts = Facts(asked, subjects);
        var unclaimed = Claiming.Judge(Books, Rulebook, passage, asked, Person, Quantity, out var claims);
        if (!OpeningTimes.AreOpen(entry.Opens, today, MinuteOfDay())) return new PassageIsClosed($"{passage.Rule}/opens", today);
        if (Gate(passage, facts) is { } gate) return new NotEligible(null, gate);
        if (entry.Kind == PassageKind.Family && AgainstReceiver(passage, asked) is { } receiver) return receiver;
        if (Price(PriceOf(passage, item), facts, out var steps) is not { } price) return new NotEligible(null, $"{passage.Rule}/price");
        if (Offered(passage, price, out var unit, out var cash) is { } notOffered) return notOffered;
        if (LimitAgainst(passage, facts, windows, unit) is { } limit) return new LimitReached(null, limit.Code, limit.Rule);
        if (unclaimed is not null) return unclaimed;
        var (settlement, bearer) = Borne(entry, unit);
        priced = new(asked with { Cash = cash, Claims = claims }, unit, settlement, bearer, Lots(passage, facts, holding), steps);
        return null;
    }

    /// <summary>What a unit costs him, whether he may take it or not; null where that depends on what is asked for, or where no passage leads to it.</summary>
    public Points? CostOf(Code item)
    {
        if (RulebookIsBeingFilled.Now(Books, Rulebook) is not null || Leading(item) is not { Entry: { Denominations: null } entry } passage) return null;
        var asked = AskedBy(entry, item);
        return Price(PriceOf(passage, item), Facts(asked, CountedIn.SubjectsOf(Redemption, Person.Id, Offer.Merchant, asked)), out _);
    }

    private CompiledPassage? Leading(Code item)
    {
        var named = Asking.Passage;
        return Array.Find(Rulebook.Compiled.Passages, one => one.LeadsTo(item) && (one.Entry.Kind is PassageKind.Redeem or PassageKind.Service or PassageKind.Benefit ? (named ?? one.Entry.Code) == one.Entry.Code : one.Entry.Kind == PassageKind.Family && named == one.Entry.Code));
    }

    private Asked AskedBy(Passage entry, Code item) => new(entry.Code, item, Asking.Channel ?? entry.Channels?[0], Asking.For == AskedFor.Self ? null : Asking.For, Asking.Bill, Fund: entry.Fund,
        Inputs: Asking.Inputs is { Count: > 0 } inputs ? [.. inputs.OrderBy(one => one.Input)] : null, Household: Person.Household, Team: MemberOf.TeamOn(Books, Person.Id, Books.Today),
        To: entry.Kind == PassageKind.Family ? Asking.To : null);

    /// <summary>Another of the family is there, and is one for whom the passage lets one pay.</summary>
    private Rejection? AgainstReceiver(CompiledPassage passage, Asked asked)
    {
        if (asked.To is not { } to) return new NotFound("to", "");
        if (Persons.Person.Missing(Books, "to", to) is { } missing) return missing;
        var relation = Kinship.Of(Books, Person, to, Books.Today);
        var facts = new FactRow(Rulebook.Compiled.Facts).SayAsking(Rulebook.Document, asked, Offer.Merchant, Books.Today)
            .SayAll(SubjectFacts.Of(Books, Rulebook.Compiled, Subject.Of(to), Books.Today, ReceiversVault)).Say("person.relation", relation);
        return !Kinship.IsFamily(relation) || passage.To is { } gate && gate.Test(facts) != Truth.True ? new NotEligible(null, $"{passage.Rule}/to") : null;
    }

    /// <summary>Who pays for another pays what the item costs, unless the passage says otherwise.</summary>
    private CompiledPassage PriceOf(CompiledPassage passage, Code item) => passage.Entry.Kind == PassageKind.Family && passage.Price is null
        ? Array.Find(Rulebook.Compiled.Passages, one => one.LeadsTo(item) && one.Entry.Kind == PassageKind.Redeem) ?? passage : passage;

    private FactRow Facts(Asked asked, Subjects subjects) => new FactRow(Rulebook.Compiled.Facts).SayAsking(Rulebook.Document, asked, Offer.Merchant, Books.Today)
        .Say("asking.quantity", Quantity).Say("asking.time", MinuteOfDay())
        .SayAll(SubjectFacts.Of(Books, Rulebook.Compiled, subjects, Whose.Person, Books.Today, Vault, [.. Rulebook.Compiled.Facts.Slots.Select(slot => slot.Key)]));

    private int MinuteOfDay() => Books.Community.LocalZone.MinuteOf(Books.Now);

    /// <summary>Each number the passage asks for once and in its range, and no other.</summary>
    public static InputOutOfRange? Wrong(RulebookDocument document, Passage passage, IReadOnlyList<ActInput>? inputs)
    {
        var (wanted, told) = (passage.Inputs ?? [], inputs ?? []);
        foreach (var code in wanted)
        {
            var input = document.Inputs!.First(one => one.Code == code);
            var (least, most) = (input.Least * Unit.Find(input.Unit)!.Smallest, input.Most * Unit.Find(input.Unit)!.Smallest);
            if (told.Where(one => one.Input == code).ToList() is not [var only] || only.Value < least || only.Value > most) return new(null, code, least, most);
        }
        return told.FirstOrDefault(one => !wanted.Contains(one.Input)) is { } further ? new(null, further.Input, 0, 0) : null;
    }

    private string? Gate(CompiledPassage passage, FactRow facts)
    {
        if (Rights.Lost(Books, Person.Id, Books.Today, Rights.Of(passage.Entry.Kind)) is { } lost) return Rights.RuleOf(Rulebook, lost);
        if (Rulebook.Compiled.Redeem is { } members && members.Test(facts) != Truth.True) return "/members/redeem";
        if (passage.When is { } when && when.Test(facts) != Truth.True) return $"{passage.Rule}/when";
        return passage.Who is { } who && who.Test(facts) != Truth.True ? $"{passage.Rule}/who" : null;
    }

    /// <summary>What one unit costs by its price; for papers, as much as they are worth. Null where a fact it needs is missing.</summary>
    private Points? Price(CompiledPassage passage, FactRow facts, out IReadOnlyList<ArithmeticStep> steps)
    {
        var arithmetic = new Steps();
        steps = arithmetic.All;
        if (passage.Price is not { } amount) return Asking.Amount ?? Points.Zero;
        if (amount.Reads("asking.fen", Rulebook.Compiled.Facts) && Asking.Bill is null) return null;
        return new Points(new Valuation(Rulebook.Compiled).Price(amount, facts, arithmetic));
    }

    /// <summary>Whether so much may be paid in points, and what is paid in money then.</summary>
    private Rejection? Offered(CompiledPassage passage, Points price, out Points points, out Fen? cash)
    {
        var (entry, pay) = (passage.Entry, passage.Entry.Pay);
        (points, cash) = (pay?.Rest is not null ? Asking.Amount ?? price : price, null);
        if (entry.Denominations is { } papers && !papers.Any(paper => paper.Units == price.Hundredths)) return new DenominationNotOffered($"{passage.Rule}/denominations");
        if (entry.Steps is { } steps && points.Hundredths % steps.Units != 0) return new QuantityNotOffered($"{passage.Rule}/steps");
        if (pay is null) return entry.Denominations is null && Asking.Amount is { } other && other != price ? new QuantityNotOffered($"{passage.Rule}/price") : null;
        if (pay.PointsAtMost is { } most && points.Hundredths > (most.Unit == Unit.Percent ? price.Hundredths * most.Units / 10_000 : most.Units)) return new QuantityNotOffered($"{passage.Rule}/pay/pointsAtMost");
        if (pay.AtLeast is { } least && points.Hundredths < least.Units) return new QuantityNotOffered($"{passage.Rule}/pay/atLeast");
        if (points > price) return new QuantityNotOffered($"{passage.Rule}/price");
        if (pay is not { Rest: not null, Face: { } face } || Asking.Bill is not { } bill) return null;
        cash = new Fen(bill.Count - Worth(face, points).Count);
        return cash.Value.Count < 0 ? new QuantityNotOffered($"{passage.Rule}/pay/face") : null;
    }

    private PassageLimit? LimitAgainst(CompiledPassage passage, FactRow facts, ActWindows windows, Points unitPrice)
    {
        var counted = CountedIn.Of(Rulebook, windows, facts, Books.Today, PaidIn());
        foreach (var limit in passage.Limits)
        {
            var meter = windows.KeyOf(limit.Measure);
            if (limit.When?.Test(facts) == Truth.False || counted.FirstOrDefault(one => (one.Meter, one.Scope, one.Period) == (meter.Meter, meter.Scope, meter.Period)) is not { } window) continue;
            if (window.Standing(Books) + window.Change(Books, unitPrice, 0, Quantity) > limit.Bound.AtMost(facts)) return limit;
        }
        return null;
    }

    /// <summary>What the merchant is owed, by the face of the points where they have one; and who bears it.</summary>
    private (Fen, Bearer) Borne(Passage passage, Points points)
    {
        var fund = passage.Fund is { } code ? Rulebook.Document.Funds!.First(one => one.Code == code) : null;
        var bearer = fund is null ? Offer.Bearer : fund.Kind switch
        {
            FundKind.Merchant => new Bearer(BearerKind.Merchant),
            FundKind.Donation => new Bearer(BearerKind.Donor, fund.Code),
            _ => new Bearer(BearerKind.Fund, fund.Code),
        };
        var owed = (passage.Face ?? passage.Pay?.Face) is { } face ? Worth(face, points) : Offer.Settlement;
        return (bearer.Kind == BearerKind.Merchant ? new Fen(0) : owed, bearer);
    }

    private static Fen Worth(Face face, Points points) => new(CompiledStage.Proportion(points.Hundredths, face.Give.Units, face.Per.Units));

    private IReadOnlyList<LotAmount> Lots(CompiledPassage passage, FactRow facts, Holding holding)
    {
        var (rulebook, today) = (Rulebook, Books.Today);
        var usable = holding.Usable(rulebook, passage.Entry.Kind switch { PassageKind.Service => Right.Service, PassageKind.Family => Right.Family, _ => Right.Spend });
        return passage.From is { } from ? [.. usable.Where(lot => from.Test(facts.SayLot(rulebook, lot.Lot, today)) == Truth.True)] : usable;
    }
}
