using System.Collections;
using System.Reflection;
using System.Text;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Storage;
using Ledger.Domain.Tests.Scenarios;

namespace Ledger.Domain.Tests.Storage;

/// <summary>
/// The contract keeps no member that nothing writes: each that may be left out stands in some golden, which comes from the story or
/// from a scheme's scenario. With LEDGER_WRITE_DOCS=1 a golden is made for each that stands in none.
/// </summary>
public sealed class MemberTests
{
    [Fact]
    public void Every_member_of_a_fact_stands_in_a_golden()
    {
        var said = new Members();
        foreach (var name in EventNames.All.Keys)
            foreach (var golden in GoldenTests.Of(name)) said.Add(DomainJson.ReadFact(name, File.ReadAllBytes(golden)));
        if (Repository.WritesDocuments) Write(said);
        Assert.True(said.Missing.Count == 0, $"No golden says {string.Join(", ", said.Missing)}.");
    }

    /// <summary>A golden of the first fact that says something no golden says yet.</summary>
    private static void Write(Members said)
    {
        foreach (var (_, name, data) in Story.Play().Events.Concat(SeldomStories.Events).Concat(ScenarioFile.All().SelectMany(Told)))
        {
            if (said.Missing.Count == 0) return;
            if (said.Add(DomainJson.ReadFact(name, data)) is { } news) File.WriteAllText(GoldenTests.PathOf($"{name}.{news}"), Encoding.UTF8.GetString(data) + "\n");
        }
    }

    private static IEnumerable<(string Stream, string Name, byte[] Data)> Told(string scenario)
    {
        var town = new Town(ScenarioFile.Read(scenario));
        ScenarioRun.Play(town);
        return town.Journal.Events;
    }

    /// <summary>The members of stored records that were seen with a value, and those that were only seen without.</summary>
    private sealed class Members
    {
        private readonly HashSet<string> _said = [], _missing = [];

        public IReadOnlyCollection<string> Missing => [.. _missing.Order()];

        /// <returns>The member that is said here for the first time although a fact that could say it was seen before; absent: there is none.</returns>
        public string? Add(object value)
        {
            if (value is IEnumerable many and not string) return many.Cast<object?>().Aggregate((string?)null, (news, one) => one is null ? news : Add(one) ?? news);
            var (type, found) = (value.GetType(), (string?)null);
            if (type.Assembly != typeof(EventNames).Assembly || type == typeof(RulebookDocument)) return null;
            foreach (var property in type.GetProperties().Where(property => IsStored(type, property)))
            {
                var name = $"{type.Name}.{property.Name}";
                if (property.GetValue(value) is not { } member)
                {
                    if (!_said.Contains(name)) _missing.Add(name);
                    continue;
                }
                _said.Add(name);
                if (_missing.Remove(name)) found = System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(property.Name);
                found = Add(member) is { } inner ? inner : found;
            }
            return found;
        }

        private static bool IsStored(Type type, PropertyInfo property) =>
            property.GetIndexParameters().Length == 0 && type.GetConstructors().Any(made => made.GetParameters().Any(parameter => parameter.Name == property.Name));
    }
}
