using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Merchants;
using Ledger.Domain.Offers;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Teams;
using Ledger.Domain.Watches;

namespace Ledger.Domain.Passages;

/// <summary>Whether points may go by a passage from one account to another today, and how many.</summary>
/// <param name="Happening">What it counts as: given away, or issued.</param>
/// <param name="Subjects">Whose windows bound it; <paramref name="Facts"/>: what the rulebook sees of him and of what he asks.</param>
/// <param name="To">Who gets it, where what he gets is bounded too.</param>
internal readonly record struct Crossing(Books Books, Rulebook Rulebook, CompiledPassage Passage, Happening Happening, Subjects Subjects, FactRow Facts, Points? Amount, IReadOnlyList<ActInput>? Inputs, Subject? To = null)
{
    /// <summary>The passage of that code, if it is of one of the kinds.</summary>
    public static CompiledPassage? Find(Rulebook rulebook, Code passage, params ReadOnlySpan<PassageKind> kinds)
    {
        foreach (var one in rulebook.Compiled.Passages)
            if (one.Entry.Code == passage && one.Entry.Item is null && kinds.Contains(one.Entry.Kind)) return one;
        return null;
    }

    /// <summary>Nobody by that id who could get anything; a household has no row of its own and is asked for by one of its members.</summary>
    public static Rejection? Missing(Books books, Subject to, Person? giver)
    {
        if (to.Person is { } person) return Person.Missing(books, "to", person) ?? Person.IsClosed(books, person);
        var isThere = to.Kind switch
        {
            Whose.Team => books.Find<Team>(to.Id) is not null,
            Whose.Merchant => books.Find<Merchant>(to.Id) is { IsClosed: false },
            Whose.Household => giver?.Household is { } home && to == Subject.Of(home),
            _ => false,
        };
        return isThere ? null : new NotFound("to", to.ToString());
    }

    /// <summary>Whether whoever signs would get something by it: he himself, his household, the team he is in, a merchant he owns.</summary>
    public static bool Gains(Books books, PersonId signer, Subject to) => to.Kind switch
    {
        Whose.Person => TwoPeople.Gains(books, signer, to.Person!.Value),
        Whose.Household => Person.AllOf(books, signer).Any(own => own.HouseholdOn(books.Today) is { } home && Subject.Of(home) == to),
        Whose.Team => MemberOf.TeamOn(books, signer, books.Today) is { } team && Subject.Of(team) == to,
        Whose.Merchant => books.StartingWith<Ownership>(Ownership.Prefix(MerchantId.Of(Guid.Parse(to.Id)))).Any(own => own.Value.Covers(books.Today) && TwoPeople.Gains(books, signer, own.Value.Person)),
        _ => false,
    };

    /// <summary>The fund that bears it; without one the community.</summary>
    public static Bearer BearerOf(Rulebook rulebook, Code? fund) => fund is not { } code ? new(BearerKind.Community)
        : new(rulebook.Document.Funds?.FirstOrDefault(one => one.Code == code)?.Kind == FundKind.Donation ? BearerKind.Donor : BearerKind.Fund, code);

    /// <summary>Everything but whether there is enough.</summary>
    public Rejection? Refuses(FactRow? receiver, out Points points, out IReadOnlyList<ArithmeticStep> steps)
    {
        (points, steps) = (Points.Zero, []);
        var entry = Passage.Entry;
        if (RulebookIsBeingFilled.Now(Books, Rulebook) is { } notYet) return notYet;
        if (Passing.Wrong(Rulebook.Document, entry, Inputs) is { } wrong) return wrong;
        if (!OpeningTimes.AreOpen(entry.Opens, Books.Today, Books.Community.LocalZone.MinuteOf(Books.Now))) return new PassageIsClosed($"{Passage.Rule}/opens", Books.Today);
        if (Gate(receiver) is { } gate) return new NotEligible(null, gate);
        if (NotOffered(out points, out steps) is { } notOffered) return notOffered;
        return Limit(points) is { } limit ? new LimitReached(null, limit.Code, limit.Rule) : null;
    }

    private string? Gate(FactRow? receiver)
    {
        if (Subjects.Has(Whose.Person) && Rights.Lost(Books, Subject.Parse(Subjects.Of(Whose.Person))!.Value, Books.Today, Rights.Of(Passage.Entry.Kind)) is { } lost) return Rights.RuleOf(Rulebook, lost);
        if (Happening == Happening.Cash && Rulebook.Compiled.Redeem is { } redeem && redeem.Test(Facts) != Truth.True) return "/members/redeem";
        if (Happening == Happening.Gift && Rulebook.Compiled.Transfer is { } members && members.Test(Facts) != Truth.True) return "/members/transfer";
        if (Passage.When is { } when && when.Test(Facts) != Truth.True) return $"{Passage.Rule}/when";
        if (Passage.Who is { } who && who.Test(Facts) != Truth.True) return $"{Passage.Rule}/who";
        return Passage.To is { } to && receiver is not null && to.Test(receiver) != Truth.True ? $"{Passage.Rule}/to" : null;
    }

    /// <summary>So much as is asked for, or as the price says; in whole quanta, steps and papers.</summary>
    private Rejection? NotOffered(out Points points, out IReadOnlyList<ArithmeticStep> steps)
    {
        var (entry, arithmetic) = (Passage.Entry, new Steps());
        steps = arithmetic.All;
        points = Amount ?? Points.Zero;
        if (Happening != Happening.Cash && Passage.Price is { } price)
        {
            points = new Points(new Valuation(Rulebook.Compiled).Price(price, Facts, arithmetic));
            if (Amount is { } asked && asked != points) return new QuantityNotOffered($"{Passage.Rule}/price");
        }
        var amount = points.Hundredths;
        if (entry.Denominations is { } papers && !papers.Any(paper => paper.Units == amount)) return new DenominationNotOffered($"{Passage.Rule}/denominations");
        if (amount <= 0 || amount > Bounds.MostAmount) return new QuantityNotOffered(Passage.Rule);
        if (entry.Steps is { } whole && amount % whole.Units != 0) return new QuantityNotOffered($"{Passage.Rule}/steps");
        if (entry.Pay?.AtLeast is { } least && amount < least.Units) return new QuantityNotOffered($"{Passage.Rule}/pay/atLeast");
        return !IsMoney && amount % Rulebook.Document.Commodities[Passage.Commodity].Quantum.Units != 0 ? new QuantityNotOffered($"/commodities/{Passage.Commodity}/quantum") : null;
    }

    /// <summary>What the books call the commodity that goes; <see cref="Commodity"/>: for facts, absent for the first.</summary>
    public string Kept => Rulebook.Document.KeptAs(Passage.Commodity);

    public Code? Commodity => Rulebook.Document.NameOf(Passage.Commodity);

    private bool IsMoney => Passage.Entry.Kind is PassageKind.Share or PassageKind.Subsidy;

    private PassageLimit? Limit(Points points) => Limit(Subjects, Facts, false, points) ?? (To is { } to
        ? Limit(PointsTransfer.SubjectsOf(to), new FactRow(Rulebook.Compiled.Facts).SayTransfer(Passage.Entry.Code, null, Inputs, Books.Today), true, points) : null);

    private PassageLimit? Limit(Subjects subjects, FactRow facts, bool isReceived, Points points)
    {
        var (rulebook, windows) = (Rulebook, new ActWindows(Rulebook.Compiled, new StandingMeters(Books), subjects, Books.Today));
        var counted = PointsTransfer.Counted(rulebook, Happening, isReceived, subjects, facts, IsMoney ? null : points, Passage.Commodity).ToDictionary(one => one.Measure.Number, one => one.Amount);
        foreach (var limit in Passage.Limits)
            if (limit.When?.Test(Facts) != Truth.False && counted.TryGetValue(limit.Measure, out var more) && windows.Of(limit.Measure).Got + more > limit.Bound.AtMost(Facts)) return limit;
        return null;
    }

    /// <summary>A limit on what who gets it may have (window <c>store</c>): whatever would be over it is not taken from who gives. What is granted is no store of his own.</summary>
    /// <param name="receiver">What the rulebook sees of him; what it cannot tell binds.</param>
    public LimitReached? Overflows(Subject to, FactRow receiver, Points points)
    {
        if (Passage.Commodity != 0) return null;
        var holding = Holding.Of(Books, to);
        var stands = holding.Available.Hundredths + holding.Account.Held - holding.Account.Debt;
        foreach (var limit in Rulebook.Compiled.Stores)
            if (Rulebook.Compiled.Measures[limit.Measure].Whose[0] == to.Kind && limit.When?.Test(receiver) != Truth.False && stands + points.Hundredths > limit.AtMost(receiver))
                return new LimitReached(null, Rulebook.Document.Limits![limit.Number].Code, limit.Law.Rule);
        return null;
    }

    /// <summary>The lots it may be paid from, in the order in which they are taken.</summary>
    public IReadOnlyList<LotAmount> Lots(Holding holding)
    {
        var (rulebook, from, facts, today) = (Rulebook, Passage.From, Facts, Books.Today);
        var usable = holding.Usable(rulebook, Passage.Entry.Kind switch { PassageKind.Gift => Right.Gift, PassageKind.Family => Right.Family, PassageKind.Cash => Right.Cash, _ => Right.Pool });
        return from is null ? usable : [.. usable.Where(lot => from.Test(facts.SayLot(rulebook, lot.Lot, today)) == Truth.True)];
    }

    /// <summary>Credits what was sent or granted: each lot keeps its origin.</summary>
    /// <param name="source">The account the legs come from.</param>
    public void Arrive(TransferId transfer, PersonId person, Subject? from, Subject to, string source, IReadOnlyList<LotAmount> lots, PersonId? by, IReadOnlyList<ArithmeticStep>? steps)
    {
        Lapse.PostIfDue(Books, to, person, Kept);
        var posting = new Posting(Books, to, Kept);
        foreach (var lot in lots) posting.Credit(source, lot, from is null ? null : LotNow(lot.Lot));
        Books.Add(Stream.Person(person), new PointsArrived(transfer, person, Passage.Entry.Code, from, new(lots.Sum(lot => lot.Amount)), Rulebook.Stamp,
            posting.Entries, posting.Legs, Books.Today, Books.Today, by, from is null ? Inputs : null, steps is { Count: > 0 } ? steps : null, to == person ? null : to, Commodity));
    }

    /// <summary>The lot a gift joins: into the bucket and fund the passage names; to its last day, unless the passage gives it a new life from today.</summary>
    private Lot LotNow(Lot lot)
    {
        var (into, entry) = (Passage.Entry.Into, Passage.Entry);
        lot = lot with { Bucket = into?.Bucket ?? lot.Bucket, Funding = into?.Fund ?? lot.Funding };
        return entry.KeepsExpiry == false ? lot with { ExpiresOn = Rulebook.LastDayOf(lot, Books.Today) } : lot;
    }
}
