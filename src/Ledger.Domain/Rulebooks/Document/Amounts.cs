using System.Text.Json.Serialization;

namespace Ledger.Domain.Rulebooks.Document;

/// <summary>How much (primitive 2): a source through at most twelve stages, integers all the way.</summary>
/// <param name="Of"><c>act</c> (1), <c>minutes</c>, <c>input.…</c>, <c>measure.…</c>, <c>amount.…</c> (a named one above), <c>bill</c>, <c>quantity</c>, or parts added up.</param>
public sealed record Amount(TextOr<string, Parts> Of, IReadOnlyList<Stage>? Then = null) : Node;

/// <summary>Amounts added up, and others taken off. No parts within parts.</summary>
public sealed record Parts(IReadOnlyList<Amount> Sum, IReadOnlyList<Amount>? Less = null);

/// <summary>An amount that several clauses use.</summary>
public sealed record NamedAmount(Code Code, Amount Amount) : Node;

[JsonConverter(typeof(KebabEnum<Rounding>))]
public enum Rounding { Down, Up, Nearest }

/// <summary>One step of a pipeline: exactly one of the forms that <see cref="Given"/> tells.</summary>
/// <param name="Each">So much for each one.</param>
/// <param name="Per">With <paramref name="Give"/>: so much per so much, the rest of a unit dropped in proportion.</param>
/// <param name="Bands">Each part of the input by its own rate.</param>
/// <param name="Table">The whole input by one row; below the first row <paramref name="Below"/>, or nothing.</param>
/// <param name="Times">A ratio: <c>150 %</c> or [3, 2].</param>
/// <param name="Scale">In proportion to a fact, out of <paramref name="OutOf"/>.</param>
/// <param name="Need">Less than it is nothing.</param>
/// <param name="Over">The whole window of a measure is valued, less what it has got.</param>
/// <param name="Choose">The first that applies, otherwise <paramref name="Else"/>. No choice inside.</param>
/// <param name="Nothing">True: it is kept out.</param>
public sealed record Stage(
    Quantity? Each = null, Quantity? Per = null, Quantity? Give = null, Rounding? Round = null, Quantity? To = null,
    IReadOnlyList<Band>? Bands = null, IReadOnlyList<Row>? Table = null, Quantity? Below = null, TextOr<Quantity?, IReadOnlyList<long>>? Times = null,
    string? Scale = null, Quantity? OutOf = null, Quantity? Plus = null, Quantity? AtLeast = null, Quantity? AtMost = null, Quantity? Need = null, Code? Over = null,
    IReadOnlyList<Choice>? Choose = null, IReadOnlyList<Stage>? Else = null, When? When = null, IReadOnlyList<Stage>? Then = null, bool? Nothing = null) : Node
{
    /// <summary>The names of the members that are given.</summary>
    [JsonIgnore]
    public string Given => Form.Of((nameof(Each), Each), (nameof(Per), Per), (nameof(Give), Give), (nameof(Round), Round), (nameof(To), To), (nameof(Bands), Bands),
        (nameof(Table), Table), (nameof(Below), Below), (nameof(Times), Times), (nameof(Scale), Scale), (nameof(OutOf), OutOf), (nameof(Plus), Plus), (nameof(AtLeast), AtLeast),
        (nameof(AtMost), AtMost), (nameof(Need), Need), (nameof(Over), Over), (nameof(Choose), Choose), (nameof(Else), Else), (nameof(When), When), (nameof(Then), Then), (nameof(Nothing), Nothing));
}

/// <summary>Both ends are written, so that a hole or an overlap can be told.</summary>
/// <param name="UpTo">Absent on the last band only.</param>
public sealed record Band(Quantity From, Quantity Per, Quantity Give, Quantity? UpTo = null) : Node;

/// <param name="From">Included.</param>
public sealed record Row(Quantity From, Quantity Give) : Node;

public sealed record Choice(When When, IReadOnlyList<Stage> Then) : Node;
