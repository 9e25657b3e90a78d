using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using Ledger.Domain.Accounts;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Rulebooks;

/// <summary>A rulebook version was published (公布). It applies to what happens from its first day on, and replaces a version with the same first day.</summary>
/// <param name="Hash">SHA-256 of the document's canonical JSON, in hexadecimal.</param>
public sealed record RulebookPublished(RulebookDocument Document, string Hash) : IFact;

/// <summary>A version as decisions find it.</summary>
public sealed record Rulebook(RulebookDocument Document, string Hash, long Number)
{
    private const int MostKept = 1_000;

    private static readonly ConcurrentDictionary<string, CompiledRulebook> Kept = [];

    public static string Key(Code version) => version.Value;

    [JsonIgnore]
    public RulebookStamp Stamp => new(Document.Version, Hash, Valuation.Version);

    /// <summary>Ready to be asked. The same document is compiled once.</summary>
    [JsonIgnore]
    public CompiledRulebook Compiled
    {
        get
        {
            if (Kept.Count > MostKept) Kept.Clear();
            return Kept.GetOrAdd(Hash, _ => CompiledRulebook.Of(Document).Rulebook ?? throw new InvalidOperationException($"Rulebook {Document.Version} cannot be understood any more."));
        }
    }

    /// <summary>What its first commodity is counted in: <c>points</c> or <c>minutes</c>.</summary>
    [JsonIgnore]
    public string Unit => Rulebooks.Document.Unit.Find(Document.Commodities[0].Unit)!.Counts;

    /// <summary>What a commodity is counted in; absent: the first.</summary>
    public string UnitOf(Code? commodity) => Document.Commodities.FirstOrDefault(one => one.Code == commodity) is { } found ? Rulebooks.Document.Unit.Find(found.Unit)!.Counts : Unit;

    public ActType? Find(Code actType) => Document.Acts.FirstOrDefault(type => type.Code == actType);

    /// <summary>What the document says of the bucket a lot lies in; null where it says nothing: such a lot may be used for everything.</summary>
    public Bucket? BucketOf(Lot lot) => Document.Buckets?.FirstOrDefault(bucket => bucket.Code == lot.Bucket);

    public static Rulebook? Of(IRows rows, Code version) => rows.Find<Rulebook>(Key(version));

    /// <exception cref="InvalidOperationException">There is none, although something was decided by it.</exception>
    public static Rulebook Of(IRows rows, RulebookStamp stamp) => Of(rows, stamp.Version) ?? throw new InvalidOperationException($"Rulebook {stamp.Version} is gone.");

    public static void Evolve(IStates states, RulebookPublished fact, At at)
    {
        var rulebook = new Rulebook(fact.Document, fact.Hash, at.Number);
        states.Put(Key(fact.Document.Version), rulebook);
        Adoption.RulebookDraft.End(states, fact.Document.Version);
        RulebookVersions.Evolve(states, fact, CompiledRulebook.Of(fact.Document).Rulebook, Communities.Community.DateOf(states, at));
    }

    /// <summary>The version of an occurred date.</summary>
    public static Rulebook? InForce(Books books, DateOnly day) => RulebookVersions.Of(books).On(day) is { } version ? Of(books, version.Version) : null;

    /// <summary>The first version that comes into force, where none is yet.</summary>
    public static Rulebook? Next(Books books) => books.Find<RulebookVersions>("")?.Versions.MinBy(version => version.From) is { } first ? Of(books, first.Version) : null;

    /// <summary>What becomes of a refund into a lot that has lapsed.</summary>
    public LapsedRefund RefundOf(Lot lot, DateOnly today) => TermsOf(lot, today)?.Refund ?? new(null);

    /// <summary>The last day of a lot that comes from no act.</summary>
    public DateOnly? LastDayOf(Lot lot, DateOnly booked) => TermsOf(lot, booked)?.LastDay(Compiled.Periods, booked, booked);

    /// <summary>How long a lot lives, and what becomes of it then; null where nothing is said.</summary>
    internal CompiledExpiry? TermsOf(Lot lot, DateOnly day) =>
        (lot.Terms is { } named ? Compiled.Named(named) : null) ?? Compiled.TermsOf(FactsOf(lot, day), null);

    internal FactRow FactsOf(Lot lot, DateOnly day) => new FactRow(Compiled.Facts).SayLot(this, lot, day);
}

/// <summary>The version an amount was computed by, exactly.</summary>
/// <param name="Evaluator">The evaluator's own version: the same document and facts give the same steps.</param>
public sealed record RulebookStamp(Code Version, string Hash, int Evaluator);

/// <summary>No rulebook version is in force on the date.</summary>
public sealed record NoRulebookInForce(DateOnly On) : Rejection;
