using Ledger.Domain;
using Ledger.Domain.Grid;
using Ledger.Domain.Offers;

namespace Ledger.Api.Demo;

/// <summary>One community of the demo: its own words, invented people.</summary>
internal sealed record CommunitySample
{
    public required string Code { get; init; }
    public required Title Name { get; init; }
    public required int HoldMinutes { get; init; }
    public required Code Root { get; init; }
    public required Code Circle { get; init; }

    /// <summary>Rulebook documents with the day on which each is published; the first on the first day.</summary>
    public required IReadOnlyList<(string Document, DateOnly PublishedOn)> Rulebooks { get; init; }

    public required IReadOnlyList<NewNode> Tree { get; init; }

    /// <summary>What a grid officer answers for.</summary>
    public IEnumerable<Code> Grids => Tree.Where(node => node.Kind == NodeKind.Grid).Select(node => node.Node);

    /// <summary>What each grid assistant, in the community's own word for the post, answers for.</summary>
    public required IReadOnlyList<Code> Posts { get; init; }

    /// <summary>Where volunteers live.</summary>
    public required IReadOnlyList<Code> Homes { get; init; }

    public required int Volunteers { get; init; }

    /// <summary>How many of the volunteers take part without living here: riders, couriers, partner units.</summary>
    public required int NonResidents { get; init; }

    /// <summary>How many are children of the corps, with a household.</summary>
    public int Children { get; init; }

    public required IReadOnlyList<Gathering> Gatherings { get; init; }
    public required IReadOnlyList<Errand> Errands { get; init; }
    public required IReadOnlyList<Code> MicroActs { get; init; }
    public required IReadOnlyList<MerchantSample> Merchants { get; init; }

    /// <summary>The volunteer persona's own day-to-day act.</summary>
    public required Errand Habit { get; init; }

    public required IReadOnlyList<Persona> Personas { get; init; }

    public Persona PersonaOf(PersonaKind kind) => Personas.First(persona => persona.Kind == kind);
}

/// <summary>Something people do together, recorded in one request by whoever leads it (一场一统计).</summary>
/// <param name="EveryWeeks">1: each week on these days; 4: each fourth.</param>
/// <param name="People">How many take part.</param>
internal sealed record Gathering(Code ActType, IReadOnlyList<DayOfWeek> Days, TimeOnly Start, int Minutes, int People, int EveryWeeks = 1, bool OfChildren = false);

/// <summary>Something one person does.</summary>
/// <param name="Minutes">0: without duration.</param>
/// <param name="Weight">How often, compared with the others.</param>
/// <param name="HasPhoto">A photo is its evidence.</param>
internal sealed record Errand(Code ActType, int Minutes, int Weight, bool HasPhoto = false);

/// <summary>A merchant of the circle with its offers.</summary>
internal sealed record MerchantSample(Title Name, Code Category, IReadOnlyList<OfferSample> Offers);

/// <summary>Price in points and, apart from it, what the merchant is owed and who bears it: no rate links the two.</summary>
/// <param name="Stock">Units; filled up again on the first of each month.</param>
/// <param name="Until">The last day, for a seasonal offer.</param>
/// <param name="WithdrawnOn">The day on which it is taken away.</param>
/// <param name="Item">Of the rulebook, which then says the price; <paramref name="Points"/> is the same.</param>
internal sealed record OfferSample(
    Title Title, int Points, int Fen, Bearer Bearer, long? Stock = null, DateOnly? From = null, DateOnly? Until = null, DateOnly? WithdrawnOn = null, Code? Item = null)
{
    public static readonly Bearer Community = new(BearerKind.Community);
    public static readonly Bearer Merchant = new(BearerKind.Merchant);
    public static Bearer Donor(string code) => new(BearerKind.Donor, code);
}
