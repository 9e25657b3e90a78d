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

    /// <summary>The number of the commodity that passages are paid in unless they say another: the first that can be spent, or, where none can, the first.</summary>
    public int Spendable() => Math.Max(0, Commodities.ToList().FindIndex(one => one.Spendable));

    /// <summary>What the books call a commodity: its code, and <c>points</c> the first, whatever its code is.</summary>
    public string KeptAs(int number) => number == 0 ? Accounts.Commodity.Points : Commodities[number].Code.Value;

    /// <summary>As facts name it: absent for the first.</summary>
    public Code? NameOf(int number) => number == 0 ? default(Code?) : Commodities[number].Code;

    /// <summary>The number of a commodity by what the books call it; -1 when the version has none.</summary>
    public int NumberOf(string kept) => kept == Accounts.Commodity.Points ? 0 : Commodities.ToList().FindIndex(one => one.Code.Value == kept);
}

public sealed record Board(Code Code, Title Title) : Node;
