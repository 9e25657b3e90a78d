using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Rulebooks;

namespace Ledger.Api.Rulebooks;

/// <summary>What the rulebook in force wants to be shown at a place: who joins reads it, who asks for an item, who gets a certificate.</summary>
public static class GetNotes
{
    public static readonly Query Place = new("at", QueryKind.Text, "rulebook, join, act.…, item.…, certificate or merchant; rulebook unless told.");

    /// <param name="Clause">The clause of the scheme that it expresses.</param>
    public sealed record Shown(Code Code, Title Text, string? Clause);

    public sealed record Answer(long JournalNumber, Code? Version, string At, IReadOnlyList<Shown> Notes);

    public static async Task<IResult> Handle(Call call)
    {
        var look = await call.Look(needs => needs.Row<RulebookVersions>("").StartingWith<Rulebook>(""));
        var (place, rulebook) = (call.Text("at") ?? "rulebook", Rulebook.InForce(look.Books, look.Books.Today));
        return call.Ok(new Answer(look.Number, rulebook?.Document.Version, place, [.. (rulebook?.ShownAt(place) ?? []).Select(note => new Shown(note.Code, note.Text, note.Clause))]));
    }
}
