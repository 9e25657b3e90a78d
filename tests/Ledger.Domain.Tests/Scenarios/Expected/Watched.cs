using System.Text.Json;
using Ledger.Domain.Watches;

namespace Ledger.Domain.Tests.Scenarios.Expected;

/// <summary>Notices since the step before: of each watch that is named, exactly these subjects.</summary>
internal sealed class TellsThem : IExpected
{
    public string Name => "told";

    public IEnumerable<string> Differ(Town town, JsonElement expected) => Watched.Differ(town, expected, watch => watch.Do.Any(effect => effect.Notice is not null));
}

/// <summary>Questions put since the step before.</summary>
internal sealed class AsksThem : IExpected
{
    public string Name => "asked";

    public IEnumerable<string> Differ(Town town, JsonElement expected) => Watched.Differ(town, expected, watch => watch.Do.Any(effect => effect.Ask is not null));
}

internal static class Watched
{
    public static IEnumerable<string> Differ(Town town, JsonElement expected, Func<Ledger.Domain.Rulebooks.Document.Watch, bool> counts)
    {
        var fired = town.Since.OfType<WatchFired>().Where(fact => counts(town.Document.Watches!.First(watch => watch.Code == fact.Watch))).Select(fact => (Watch: fact.Watch.Value, fact.Subject)).ToList();
        var wanted = expected.EnumerateArray().Select(one => (Watch: one.Text("watch")!, Subject: town.Subject(one.Text("subject")!))).ToList();
        foreach (var (watch, subject) in wanted.Except(fired)) yield return $"{watch} not for {subject}";
        foreach (var (watch, subject) in fired.Except(wanted))
            if (wanted.Count == 0 || wanted.Any(one => one.Watch == watch)) yield return $"{watch} also for {subject}";
    }
}

/// <summary>Whether somebody has a right.</summary>
internal sealed class Righted : IExpected
{
    public string Name => "right";

    public IEnumerable<string> Differ(Town town, JsonElement expected)
    {
        foreach (var bearer in expected.EnumerateObject())
            foreach (var right in bearer.Value.EnumerateObject())
                if (Rights.Lost(town.Look, town.Subject(bearer.Name), town.Today, right.Name) is null != right.Value.GetBoolean()) yield return $"{bearer.Name} {right.Name}, expected {right.Value}";
    }
}
