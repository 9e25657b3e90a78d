using System.Text.Json;

namespace Ledger.Domain.Tests.Scenarios;

/// <summary>Something a step does: one small class per verb, found by its name.</summary>
internal interface IVerb
{
    string Name { get; }

    /// <summary>Does it through commands; answers the refusal, if any.</summary>
    Rejection? Do(Town town, JsonElement members);
}

/// <summary>Something a step expects: one small class per outcome, found by its name.</summary>
internal interface IExpected
{
    string Name { get; }

    /// <summary>What differs, in words: nothing when it is as expected.</summary>
    IEnumerable<string> Differ(Town town, JsonElement expected);
}

/// <summary>A member of somebody in the lists of people, households, teams, merchants, places, activities.</summary>
internal interface IListed
{
    string Name { get; }

    /// <param name="bearer">As scenarios name it: <c>wang</c>, <c>household:h1</c>.</param>
    void Set(Town town, string bearer, JsonElement value);
}

/// <summary>What happens by itself when its time has come: what the scheduler sends, at every local midnight and before every step.</summary>
internal interface IDue
{
    /// <summary>As the scheduler does it: what posts and ends before what is judged by it.</summary>
    int Turn => 1;

    void Run(Town town);
}

/// <summary>The classes of a kind: whoever adds one adds a file and nothing else.</summary>
internal static class Registry<T> where T : class
{
    public static readonly IReadOnlyList<T> All = [.. typeof(T).Assembly.GetTypes().Where(type => type.IsClass && !type.IsAbstract && typeof(T).IsAssignableFrom(type))
        .OrderBy(type => type.Name, StringComparer.Ordinal).Select(type => (T)Activator.CreateInstance(type)!)];
}
