using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Rulebooks.Evaluating;

/// <summary>A watch, ready to be asked.</summary>
/// <param name="Reads">The facts of its condition and of its notices; <paramref name="Asked"/>: those and what they follow from.</param>
/// <param name="AskedBody">Who is asked, where somebody is.</param>
internal sealed record CompiledWatch(Watch Entry, CompiledSelector When, IReadOnlySet<string> Reads, IReadOnlyCollection<string> Asked, Body AskedBody)
{
    private readonly int _ask = Entry.Do.ToList().FindIndex(effect => effect.Ask is not null);

    /// <summary>Whether somebody must agree before all of it happens.</summary>
    public bool Asks => _ask >= 0 || Enumerable.Range(0, Entry.Do.Count).Any(Waits);

    /// <summary>Whether an effect waits for those who are asked: what stands behind the question, what ends or takes something unless the watch is sure, and what takes value whatever it says.</summary>
    public bool Waits(int effect) => (_ask >= 0 && effect > _ask) || Entry.Do[effect] is { Deduct: not null } or { Expire: not null } or { Close: not null }
        || (Entry.Sure != true && Entry.Do[effect] is { Demote: not null } or { EndMark: not null });
}
