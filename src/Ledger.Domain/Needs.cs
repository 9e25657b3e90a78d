using Ledger.Domain.Communities;
using Ledger.Domain.Rulebooks;

namespace Ledger.Domain;

/// <summary>Rows and ranges a command names before it is decided, so that one read fetches them all.</summary>
public sealed class Needs
{
    private readonly List<Need> _named = [];
    private readonly List<Stream> _streams = [];

    public IReadOnlyList<Need> Named => _named;

    /// <summary>The streams the command will probably add to: their versions are read with the rows.</summary>
    public IReadOnlyList<Stream> Streams => _streams;

    /// <summary>What every decision of the command needs, with the rows it names itself.</summary>
    public static Needs Of<TResult>(ICommand<TResult> command)
    {
        var needs = new Needs().Row<Community>("").Row<RulebookVersions>("");
        command.By.Name(needs);
        command.Name(needs);
        return needs;
    }

    /// <summary>What a reader needs to know what the caller may do and whom he cares for; a decision looks that up only where it matters.</summary>
    public static Needs Of(Actor caller)
    {
        var needs = new Needs().Row<Community>("");
        caller.Name(needs);
        if (caller.Person is { } person) needs.StartingWith<Persons.Relation>(Persons.Relation.PrefixBy(person));
        return needs;
    }

    public Needs Row<T>(string key) where T : class => Add(new Need(typeof(T), key, null));

    public Needs StartingWith<T>(string prefix) where T : class => Range<T>(prefix, prefix + '\uffff');

    public Needs Range<T>(string from, string before) where T : class => Add(new Need(typeof(T), from, before));

    public Needs AddsTo(Stream stream)
    {
        _streams.Add(stream);
        return this;
    }

    private Needs Add(Need need)
    {
        _named.Add(need);
        return this;
    }
}

/// <param name="Before">Null for one row; otherwise the range from ≤ key &lt; before.</param>
public readonly record struct Need(Type Row, string From, string? Before);
