using System.Collections.Concurrent;
using Ledger.Domain;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Storage;
using Ledger.Journal;

namespace Ledger.Api.Books;

/// <summary>
/// Which rulebook versions a community's commands are likely to need: naming them beforehand saves a reading round. Only a
/// guess; what is in force is decided on the rows.
/// </summary>
internal sealed class RulebooksInUse
{
    private const int Likely = 2;
    private readonly ConcurrentDictionary<string, IReadOnlyList<EffectiveVersion>> _versions = new();

    public Needs NameIn(Needs needs, string community)
    {
        foreach (var version in _versions.GetValueOrDefault(community, [])) needs.Row<Rulebook>(Rulebook.Key(version.Version));
        return needs;
    }

    public void Note(string community, IDecisionView view)
    {
        if (view.Find(new StateKey(StateKinds.Of(typeof(RulebookVersions)), "")) is RulebookVersions { Versions: var all })
            _versions[community] = [.. all.TakeLast(Likely)];
    }
}
