using System.Text;
using System.Text.RegularExpressions;
using Ledger.Domain;
using Ledger.Projections.Mentions;
using Ledger.Projections.Tests.Given;

namespace Ledger.Projections.Tests;

/// <summary>Somebody's own stream and where he is mentioned are all that a scan of the whole journal finds of him.</summary>
public sealed partial class MentionTests
{
    [Fact]
    public Task Streams_and_mentions_together_are_every_event_that_names_somebody() => RandomHistory.Check(async (haian, random) =>
    {
        await using var followed = await Followed.Of(haian.Book);
        var reader = new MentionReader(followed.Source);
        var texts = haian.Book.Events.Select(e => (e.Number, e.Stream, Text: Encoding.UTF8.GetString(e.Data))).ToList();
        var people = texts.Where(e => e.Text.Contains("residence", StringComparison.Ordinal)).SelectMany(e => Uuid().Matches(e.Text).Select(id => id.Value)).Where(id => texts.Any(e => e.Stream == $"person-{id}")).Distinct().ToList();
        Assert.True(people.Count > 2);
        foreach (var person in people)
        {
            var mentioned = await reader.Of(haian.Book.Tenant, PersonId.Of(Guid.Parse(person)), 0, 200, default);
            var scanned = texts.Where(e => e.Text.Contains(person, StringComparison.Ordinal) && e.Stream != $"person-{person}").Select(e => e.Number).Take(200);
            if (scanned.Except(mentioned).FirstOrDefault() is > 0 and var missed) Assert.Fail($"{person} is named in {texts[(int)missed - 1].Text}");
            Assert.Equal(scanned, mentioned);
        }
    });

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuid();
}
