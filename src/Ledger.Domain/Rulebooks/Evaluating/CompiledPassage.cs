using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Rulebooks.Evaluating;

/// <summary>A way value may leave or change hands, ready to be asked.</summary>
/// <param name="Rule">JSON pointer to it.</param>
/// <param name="From">Which lots it may be paid from; null: all that have the right.</param>
/// <param name="Price">Null: by denomination or by amount, or free.</param>
/// <param name="Limits">What it may not pass, its own first.</param>
/// <param name="Commodity">The number of the one it is paid in.</param>
internal sealed record CompiledPassage(
    Passage Entry, string Rule, CompiledSelector? When, CompiledSelector? Who, CompiledSelector? To, CompiledSelector? From, CompiledAmount? Price, IReadOnlyList<PassageLimit> Limits, int Commodity)
{
    public bool LeadsTo(Code item) => Entry.Item == item || Entry.Items?.Contains(item) == true || Entry.AnyItem == true;
}

/// <summary>A limit on what is redeemed.</summary>
/// <param name="Code">Of the limit, or of the passage whose own it is.</param>
internal sealed record PassageLimit(Code Code, string Rule, int Measure, CompiledSelector? When, CompiledLimit Bound);
