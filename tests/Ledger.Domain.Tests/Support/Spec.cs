using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Domain.Storage;

namespace Ledger.Domain.Tests.Support;

/// <summary>
/// Given what happened or was asked, at an instant, when a command comes, then … Every decision runs through
/// <see cref="PlayedJournal"/>; after it the state is compared with a fold of all facts from scratch.
/// </summary>
public sealed class Spec
{
    private Spec(PlayedJournal journal) => Journal = journal;

    public PlayedJournal Journal { get; }

    public static Spec Given(params object[] factsOrCommands) => new Spec(new PlayedJournal { Now = Instant("2026-01-01T09:00:00+08:00") }).And(factsOrCommands);

    /// <summary>Continues from a book that was prepared before, without changing it.</summary>
    public static Spec Given(PlayedJournal prepared, params object[] factsOrCommands) => new Spec(prepared.Copy()).And(factsOrCommands);

    /// <summary>More that happened: facts are taken in as they are, commands must be accepted.</summary>
    public Spec And(params object[] factsOrCommands)
    {
        foreach (var given in factsOrCommands)
            if (given is IFact fact) Journal.Take(new Stream("given", "given"), fact);
            else Accept((dynamic)given);
        return this;
    }

    public Spec At(string instant) => At(Instant(instant));

    public Spec At(DateTimeOffset instant)
    {
        Assert.True(instant.ToUniversalTime() >= Journal.Now, "Recorded time never goes back.");
        Journal.Now = instant.ToUniversalTime();
        return this;
    }

    public Outcome<TResult> When<TResult>(ICommand<TResult> command)
    {
        var (facts, side) = (Journal.Facts.Count, Journal.Rows.Side());
        var decision = Journal.Decide(command);
        Journal.CheckFold();
        return new Outcome<TResult>(this, decision, [.. Journal.Facts.Skip(facts)], side);
    }

    /// <summary>As the books know it: in UTC.</summary>
    public static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUniversalTime();

    /// <summary>As the community's clocks show it.</summary>
    public static DateTimeOffset Clock(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private void Accept<TResult>(ICommand<TResult> command)
    {
        if (Journal.Decide(command) is Decision<TResult>.Rejected no) Assert.Fail($"What is given must be accepted: {Said.By(command)} was refused: {Said.By(no.Reason)}");
    }
}

/// <summary>What a command led to.</summary>
public sealed class Outcome<TResult>(Spec spec, Decision<TResult> decision, IReadOnlyList<IFact> facts, string sideBefore)
{
    public IReadOnlyList<IFact> Facts { get; } = facts;

    public TResult Result => decision is Decision<TResult>.Accepted yes ? yes.Result : throw Refused();

    /// <summary>Accepted with exactly these facts.</summary>
    public Outcome<TResult> Then(params IFact[] expected)
    {
        MustBeAccepted();
        Assert.Equal(expected.Select(Said.By), Facts.Select(Said.By));
        return this;
    }

    /// <summary>Accepted with facts of exactly these types, in this order.</summary>
    public Outcome<TResult> ThenFacts(params Type[] expected)
    {
        MustBeAccepted();
        Assert.Equal(expected.Select(type => type.Name), Facts.Select(fact => fact.GetType().Name));
        return this;
    }

    /// <summary>Accepted with one fact of the type, which is looked at.</summary>
    public Outcome<TResult> ThenFact<TFact>(Action<TFact> look) where TFact : IFact
    {
        MustBeAccepted();
        look(Assert.Single(Facts.OfType<TFact>()));
        return this;
    }

    /// <summary>Accepted with facts of the type, each of which is looked at.</summary>
    public Outcome<TResult> ThenEach<TFact>(Action<TFact> look) where TFact : IFact
    {
        MustBeAccepted();
        Assert.NotEmpty(Facts.OfType<TFact>());
        Assert.All(Facts.OfType<TFact>(), look);
        return this;
    }

    public Outcome<TResult> ThenResult(TResult expected)
    {
        Assert.Equal(Said.By(expected!), Said.By(Result!));
        return this;
    }

    public Outcome<TResult> ThenResult(Action<TResult> look)
    {
        look(Result);
        return this;
    }

    /// <summary>Refused for exactly this reason, with nothing changed but guess counters.</summary>
    public Outcome<TResult> ThenRejected(Rejection expected)
    {
        Assert.Equal(Said.By(expected), Said.By(MustBeRefused()));
        return this;
    }

    public Outcome<TResult> ThenRejected<TRejection>() where TRejection : Rejection
    {
        Assert.IsType<TRejection>(MustBeRefused());
        return this;
    }

    public Outcome<TResult> ThenRejected<TRejection>(Action<TRejection> check) where TRejection : Rejection
    {
        check(Assert.IsType<TRejection>(MustBeRefused()));
        return this;
    }

    /// <summary>Not asked again more often than this.</summary>
    public Outcome<TResult> ThenFurtherReads(int most)
    {
        Assert.InRange(spec.Journal.FurtherReads, 0, most);
        return this;
    }

    /// <summary>What happens next, in the same books.</summary>
    public Spec Next => spec;

    private void MustBeAccepted()
    {
        if (decision is not Decision<TResult>.Accepted) throw Refused();
    }

    private Rejection MustBeRefused()
    {
        if (decision is not Decision<TResult>.Rejected no) throw new Xunit.Sdk.XunitException($"Expected a refusal, but it was accepted with {string.Join(", ", Facts.Select(Said.By))}");
        Assert.Empty(Facts);
        Assert.Equal(sideBefore, spec.Journal.Rows.Side());
        return no.Reason;
    }

    private Xunit.Sdk.XunitException Refused() => new($"Expected acceptance, but it was refused: {Said.By(((Decision<TResult>.Rejected)decision).Reason)}");
}

/// <summary>Type and content in one line, for comparing.</summary>
internal static class Said
{
    public static string By(object said) => $"{said.GetType().Name} {JsonSerializer.Serialize(said, said.GetType(), DomainJson.Options)}";
}
