namespace Ledger.Domain.Rulebooks.Document;

/// <summary>A community's rulebook (积分细则): a vocabulary, and nine kinds of clause over it. Declarations only; nothing in it is a program.</summary>
/// <param name="Format">2.</param>
/// <param name="Version">The community's own name for this version.</param>
/// <param name="EffectiveFrom">The first occurred date it applies to.</param>
/// <param name="Sample">Its values are examples (示例).</param>
public sealed record RulebookDocument(
    int Format, Code Version, Title Title, DateOnly EffectiveFrom, IReadOnlyList<Commodity> Commodities, IReadOnlyList<Board> Boards, IReadOnlyList<ActType> Acts, Filing Filing,
    Code? Community = null, bool? Sample = null, Calendar? Calendar = null, Money? Money = null, Gates? Members = null,
    IReadOnlyList<Bucket>? Buckets = null, IReadOnlyList<Fund>? Funds = null, IReadOnlyList<Mark>? Marks = null, IReadOnlyList<Input>? Inputs = null,
    IReadOnlyList<Measure>? Measures = null, IReadOnlyList<NamedAmount>? Amounts = null, IReadOnlyList<Bonus>? Bonuses = null, IReadOnlyList<Limit>? Limits = null,
    IReadOnlyList<Expiry>? Expiry = null, IReadOnlyList<Ladder>? Ladders = null, IReadOnlyList<Rank>? Ranks = null, IReadOnlyList<Watch>? Watches = null,
    IReadOnlyList<Item>? Items = null, IReadOnlyList<Passage>? Passages = null, IReadOnlyList<Deduction>? Deductions = null,
    IReadOnlyList<Body>? Bodies = null, IReadOnlyList<Review>? Review = null, PostsAt? PostsAt = null, Notices? Notice = null, Adoption? Adoption = null,
    Debt? Debt = null, Counter? Counter = null, Paper? Paper = null, Offline? Offline = null, ClosingRules? Closing = null, IReadOnlyList<Note>? Notes = null)
{
    public const int CurrentFormat = 2;

    /// <summary>The number of the commodity that passages are paid in: the first that can be spent, or, where none can, the first.</summary>
    public int Spendable() => Math.Max(0, Commodities.ToList().FindIndex(one => one.Spendable));
}

public sealed record Board(Code Code, Title Title) : Node;
