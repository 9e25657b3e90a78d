using System.Collections.Concurrent;
using Ledger.Domain;
using Ledger.Domain.Rulebooks;

namespace Ledger.Api.Books;

/// <summary>
/// The rulebooks of communities, kept on this node. A published version never changes, and to read its document costs more than
/// all else of a page; which versions there are is read with everything else.
/// </summary>
public sealed class PublishedRulebooks
{
    private const int MostKept = 500;

    private readonly ConcurrentDictionary<(string Community, string Version), Rulebook> _kept = new();

    /// <summary>In the order of their names.</summary>
    /// <param name="seen">Where <see cref="RulebookVersions"/> were read.</param>
    /// <param name="look">Reads those that are not kept.</param>
    public async Task<IReadOnlyList<Rulebook>> Of(string community, IRows seen, Func<Func<Needs, Needs>, Task<Reading>> look)
    {
        string[] versions = [.. RulebookVersions.Of(seen).Versions.Select(version => Rulebook.Key(version.Version)).Order(StringComparer.Ordinal)];
        var found = versions.Select(version => _kept.GetValueOrDefault((community, version))).ToArray();
        List<int> missing = [.. Enumerable.Range(0, versions.Length).Where(at => found[at] is null)];
        if (missing.Count > 0)
        {
            var books = (await look(needs => missing.Aggregate(needs, (more, at) => more.Row<Rulebook>(versions[at])))).Books;
            if (_kept.Count > MostKept) _kept.Clear();
            foreach (var at in missing) found[at] = _kept[(community, versions[at])] = books.Find<Rulebook>(versions[at]) ?? throw new InvalidOperationException($"Rulebook {versions[at]} is gone.");
        }
        return found!;
    }
}
