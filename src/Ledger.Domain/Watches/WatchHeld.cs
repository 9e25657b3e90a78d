using System.Text.Json.Serialization;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Watches;

[JsonConverter(typeof(KebabEnum<WatchStatus>))]
public enum WatchStatus { Told, Asked, Agreed, Dropped }

/// <summary>The last time a watch fired for somebody, and what became of it.</summary>
/// <param name="Agreed">Who agreed so far.</param>
public sealed record WatchHeld(WatchFired Fired, WatchStatus Status, IReadOnlyList<PersonId> Agreed, long Number)
{
    public static string Prefix(Subject subject) => $"{subject}|";

    public static string Key(Subject subject, Code watch) => Prefix(subject) + watch;

    public static void Evolve(IStates states, WatchFired fact, At at)
    {
        var key = Key(fact.Subject, fact.Watch);
        states.Put(key, new WatchHeld(fact, fact.Asks == true ? WatchStatus.Asked : WatchStatus.Told, [], at.Number));
        if (fact.Asks == true) states.Put(key, new WatchAsked(fact.Subject, fact.Watch));
        else states.Remove<WatchAsked>(key);
    }

    public static void Evolve(IStates states, WatchAgreed fact, At at) =>
        Change(states, fact.Subject, fact.Watch, at, held => held with { Status = fact.IsLast ? WatchStatus.Agreed : held.Status, Agreed = [.. held.Agreed, fact.AgreedBy] });

    public static void Evolve(IStates states, WatchDropped fact, At at) => Change(states, fact.Subject, fact.Watch, at, held => held with { Status = WatchStatus.Dropped });

    private static void Change(IStates states, Subject subject, Code watch, At at, Func<WatchHeld, WatchHeld> change)
    {
        var key = Key(subject, watch);
        if (states.Find<WatchHeld>(key) is not { } held) return;
        var changed = change(held) with { Number = at.Number };
        states.Put(key, changed);
        if (changed.Status != WatchStatus.Asked) states.Remove<WatchAsked>(key);
    }
}

/// <summary>A question that waits.</summary>
public sealed record WatchAsked(Subject Subject, Code Watch);

/// <summary>How far a watch of a certain day has looked.</summary>
public sealed record WatchState(DateOnly On, string? To)
{
    [JsonIgnore]
    public bool IsDone => To is null;

    public static void Evolve(IStates states, WatchRan fact) => states.Put(fact.Watch.Value, new WatchState(fact.On, fact.To));
}
