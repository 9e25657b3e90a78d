using System.Text;
using System.Text.RegularExpressions;
using Ledger.Domain.Accounts;
using Ledger.Domain.Storage;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Storage;

/// <summary>docs/events.md is generated: from the docstrings, the compiled commands, the goldens, the fold and the read models' text.</summary>
public sealed partial class EventCatalogueTests
{
    private static string Document => Repository.PathOf("docs", "events.md");

    [Fact]
    public void The_catalogue_of_events_is_current()
    {
        var text = Generate();
        if (Repository.WritesDocuments) File.WriteAllText(Document, text);
        Assert.True(File.Exists(Document) && File.ReadAllText(Document) == text, "docs/events.md is stale: run the tests once with LEDGER_WRITE_DOCS=1.");
    }

    [Fact]
    public void Every_fact_is_said_in_one_sentence_and_written_by_somebody()
    {
        foreach (var type in EventNames.All.Values)
        {
            Assert.EndsWith(".", Sentence(type), StringComparison.Ordinal);
            Assert.NotEmpty(WrittenBy.Facts[type]);
        }
    }

    [Fact]
    public void A_command_that_writes_a_fact_through_others_is_found()
    {
        Assert.Contains(typeof(PointsExpired), WrittenBy.FactsOf(typeof(Ledger.Domain.Redemptions.PlaceHold)));
        Assert.Contains(typeof(Ledger.Domain.Acts.ActAccrued), WrittenBy.FactsOf(typeof(Ledger.Domain.Acts.RecordActs)));
        Assert.Contains(typeof(Ledger.Domain.Persons.PersonSuspended), WrittenBy.FactsOf(typeof(Ledger.Domain.Persons.SuspendPerson)));
        Assert.Empty(WrittenBy.FactsOf(typeof(Ledger.Domain.Redemptions.LookAtCode)));
        Assert.Equal([typeof(Ledger.Domain.Redemptions.IssueVoucher), typeof(Ledger.Domain.Redemptions.PlaceHold)], WrittenBy.Facts[typeof(Ledger.Domain.Redemptions.HoldPlaced)]);
    }

    internal static string Generate()
    {
        var (rows, text) = (RowsOf(), new StringBuilder());
        text.Append("""
            # Events

            Generated from the code and the goldens; do not edit. Stored names are fixed, fields are only ever added.

            How to read a member:

            - `points`, `price`, `unitPrice`, `got`: in the smallest unit of the commodity that the fact or its legs name. The community's first is always `points`:
              hundredths of a point, or minutes where the rulebook counts it in hours. `minutes` is service time; money is fen (`fen`, `settlement`, `unitSettlement`,
              `total`, `bill`, `cash`, and `amount` beside `transfer`). A leg's `amount` is in the unit of its `commodity`, a `value` in that of what was measured.
            - An id is a UUID; a code is a-z, 0-9 and “-”; a hash is SHA-256 in hexadecimal digits. *Whose* is a kind and an id: `person:…`, `household:…`, `team:…`, `merchant:…`, `pool:…`.
            - A date is a local day (`2026-03-01`): `…On`, `from`, `until` and `to` of a span, both in it. An instant (`…At`) has its offset and at most microseconds.
              `knownOn` of a closed month and `after` and `through` of a statement are numbers of the journal. In facts of a walk `after`, `to`, `upTo` say from which row to which it went.
            - A leg's account is `issued`, `available:person:…`, `held:…`, `debt:…`, `spent:merchant:…`, `payable:…`, `expense:…` and so on: where it lies, and whose it is.
              A lot is `board/bucket/funding/year/last day`, the day `never` where it has none, with `/terms` where the lot alone does not tell by which clause it lives.
            - `entries` are lines of the passbook, except in `round-counted.v1`: there they are those who were looked at. `by` is who did it, in `act-recorded.v1` in what post.
            - `steps` and `stored` are the arithmetic (docs/arithmetic.md), `read` the facts it took from elsewhere (`person.age` is the least of the band). On what day a lot ends is said by the clause, not by steps.
            - What is absent says nothing; nothing is null.

            Who sent the command, from what terminal and for whom, is in the event's headers.

            | name | fact | written by | folds into | read models |
            |---|---|---|---|---|

            """);
        foreach (var (name, type) in EventNames.All)
            text.Append($"| [{name}](#{name.Replace(".", "", StringComparison.Ordinal)}) | {Sentence(type)} | {string.Join(", ", WrittenBy.Facts[type].Select(command => command.Name))} | {string.Join(", ", rows[name])} | {ReadModels(type)} |\n");
        var members = new StoredMembers();
        foreach (var (name, type) in EventNames.All)
        {
            text.Append($"\n## {name}\n\n{members.Of(type)}.\n\n");
            foreach (var golden in GoldenTests.Of(name)) text.Append($"```json\n{File.ReadAllText(golden).TrimEnd('\n')}\n```\n");
        }
        text.Append("\n## Parts of facts\n\n");
        foreach (var (name, inside) in members.Parts()) text.Append($"- {name}: {inside}.\n");
        return text.ToString();
    }

    /// <summary>The summary of the record's docstring, as it stands in the source.</summary>
    private static string Sentence(Type type)
    {
        var source = Sources("Ledger.Domain").Select(File.ReadAllText).Single(text => text.Contains($"public sealed record {type.Name}(", StringComparison.Ordinal));
        var head = source[..source.IndexOf($"public sealed record {type.Name}(", StringComparison.Ordinal)];
        var comment = head[head.LastIndexOf("<summary>", StringComparison.Ordinal)..];
        var summary = Comment().Replace(comment[9..comment.IndexOf("</summary>", StringComparison.Ordinal)], " ");
        return Tag().Replace(summary, match => match.Groups[1].Value).Trim();
    }

    /// <summary>The kinds of rows each fact of the stories changed when it was folded.</summary>
    private static ILookup<string, string> RowsOf()
    {
        var found = new HashSet<(string, string)>();
        foreach (var book in SeldomStories.Books.Prepend(Story.Play()))
        {
            var rows = new Touched(new AllRows(new StoredRows()));
            var number = 0L;
            foreach (var (_, name, data) in book.Events)
            {
                rows.Kinds.Clear();
                Fold.Apply(rows, new At(++number, DateTimeOffset.UnixEpoch), DomainJson.ReadFact(name, data));
                found.UnionWith(rows.Kinds.Select(kind => (name, kind)));
            }
        }
        return found.OrderBy(pair => pair.Item2, StringComparer.Ordinal).ToLookup(pair => pair.Item1, pair => pair.Item2);
    }

    /// <summary>The rooms of the projections, those with a fold, whose text names the fact, or all value facts.</summary>
    private static string ReadModels(Type type)
    {
        var word = new Regex(typeof(IValueFact).IsAssignableFrom(type) ? $@"\b({type.Name}|IValueFact|IPostedFact)\b" : typeof(IPostedFact).IsAssignableFrom(type) ? $@"\b({type.Name}|IPostedFact)\b" : $@"\b{type.Name}\b");
        var root = Repository.PathOf("src", "Ledger.Projections");
        return string.Join(", ", Sources("Ledger.Projections").Where(file => word.IsMatch(File.ReadAllText(file)))
            .Where(file => Directory.GetFiles(Path.GetDirectoryName(file)!, "*Fold.cs").Length > 0)
            .Select(file => Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar)[0].Replace(".cs", "", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Sources(string project) => Directory.EnumerateFiles(Repository.PathOf("src", project), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private sealed class Touched(IStates rows) : IStates
    {
        public HashSet<string> Kinds { get; } = [];

        public T? Find<T>(string key) where T : class => rows.Find<T>(key);

        public IReadOnlyList<KeyValuePair<string, T>> Range<T>(string from, string before) where T : class => rows.Range<T>(from, before);

        public void Put<T>(string key, T row) where T : class
        {
            Kinds.Add(StateKinds.Of(typeof(T)));
            rows.Put(key, row);
        }

        public void Remove<T>(string key) where T : class
        {
            Kinds.Add(StateKinds.Of(typeof(T)));
            rows.Remove<T>(key);
        }
    }

    [GeneratedRegex(@"\s*\n\s*///\s*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"<(?:c|see cref)[=>]?""?([^<""]*)""?(?:\s*/>|</c>)")]
    private static partial Regex Tag();
}
