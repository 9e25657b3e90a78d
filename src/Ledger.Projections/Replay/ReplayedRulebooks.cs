using Ledger.Domain;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Storage;
using Ledger.Journal;

namespace Ledger.Projections.Replay;

/// <summary>The versions of the rulebook from the journal alone.</summary>
public static class ReplayedRulebooks
{
    private const int AtOnce = 1000;

    /// <summary>The version of a day, of those that were published up to a journal number.</summary>
    public static async Task<Func<DateOnly, Rulebook?>> Read(IJournalReader reader, string community, long knownOn, CancellationToken cancel)
    {
        var published = new List<Rulebook>();
        for (long version = 0; ;)
        {
            var events = await reader.ReadStream(community, Domain.Stream.Community.Id, version, knownOn, AtOnce, cancel);
            foreach (var recorded in events)
                if (DomainJson.ReadFact(recorded.Type, recorded.Data) is RulebookPublished fact) published.Add(new(fact.Document, fact.Hash, recorded.Number));
            if (events.Count < AtOnce) break;
            version = events[^1].Version;
        }
        var versions = new RulebookVersions([.. published.Select(one => new EffectiveVersion(one.Document.Version, one.Document.EffectiveFrom))]);
        return day => versions.On(day) is { } version ? published.FindLast(one => one.Document.Version == version.Version) : null;
    }
}
