using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Rulebooks;

/// <summary>Texts of a rulebook that are shown and decide nothing.</summary>
public static class Notes
{
    /// <summary>Those of a place, in the order of the document.</summary>
    /// <param name="place"><c>rulebook</c>, <c>join</c>, <c>act.…</c>, <c>item.…</c>, <c>certificate</c>, <c>merchant</c>.</param>
    public static IReadOnlyList<Note> ShownAt(this Rulebook rulebook, string place) => [.. (rulebook.Document.Notes ?? []).Where(note => note.ShownAt == place)];
}
