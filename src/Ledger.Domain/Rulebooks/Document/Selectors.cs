using System.Text.Json.Serialization;

namespace Ledger.Domain.Rulebooks.Document;

/// <summary>
/// Whether (primitive 1): all, any or not of others, or one test of one fact. A test of a fact that is not known is neither
/// true nor false, and a clause applies only where its selector is true.
/// </summary>
/// <param name="Fact">Its name: <c>act.board</c>, <c>person.mark.trained</c>.</param>
/// <param name="Measure">A measure instead of a fact; so too <paramref name="Level"/> (of a ladder) and <paramref name="Right"/> (not suspended).</param>
/// <param name="To">Of a time: not that minute any more; of a day: that day too. Before <paramref name="From"/>: over midnight, over the new year.</param>
/// <param name="Under">Nodes of the grid: the place is one of them or below.</param>
public sealed record When(
    IReadOnlyList<When>? All = null, IReadOnlyList<When>? Any = null, When? Not = null,
    string? Fact = null, Code? Measure = null, Code? Level = null, Code? Right = null,
    IReadOnlyList<Code>? In = null, bool? Is = null, bool? Known = null, Bound? AtLeast = null, Bound? AtMost = null, Bound? Below = null,
    Bound? From = null, Bound? To = null, IReadOnlyList<Code>? Under = null) : Node
{
    /// <summary>What is asked of the fact: the names of the members that are given.</summary>
    [JsonIgnore]
    public string Asks => Form.Of((nameof(In), In), (nameof(Is), Is), (nameof(Known), Known), (nameof(AtLeast), AtLeast), (nameof(AtMost), AtMost), (nameof(Below), Below),
        (nameof(From), From), (nameof(To), To), (nameof(Under), Under));

    /// <summary>What is asked about.</summary>
    [JsonIgnore]
    public string About => Form.Of((nameof(All), All), (nameof(Any), Any), (nameof(Not), Not), (nameof(Fact), Fact), (nameof(Measure), Measure), (nameof(Level), Level), (nameof(Right), Right));
}

/// <summary>What a fact is compared with: a quantity, a day, a day of the year, a time, or the code of a level. Which of them, the fact says.</summary>
[JsonConverter(typeof(TextJson<Bound>))]
public readonly record struct Bound(string Text) : ITextValue<Bound>
{
    public static Code Fault => "bad-quantity";

    public static Bound? Parse(string text) => Quantity.Parse(text) is not null || Code.IsCode(text) || TimeOfDay.Parse(text) is not null ? new Bound(text) : null;

    public override string ToString() => Text;
}

/// <summary>A part of the document that may name the clause of the scheme which it expresses.</summary>
public abstract record Node
{
    /// <summary>Such as <c>R01.6</c>; at most 32 characters.</summary>
    public string? Clause { get; init; }
}

/// <summary>Which of a record's members are given, as their names in order.</summary>
internal static class Form
{
    public static string Of(params (string Name, object? Value)[] members) => string.Join(' ', members.Where(member => member.Value is not null).Select(member => member.Name));
}
