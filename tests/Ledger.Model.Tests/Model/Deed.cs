namespace Ledger.Model;

/// <summary>Something somebody asks the service to do, as it goes over the wire. It is complete in itself: any list of deeds can be done again, also with some left out.</summary>
/// <param name="By">A person or a terminal.</param>
public abstract record Deed(Guid By)
{
    /// <summary>What the report counts it as.</summary>
    public abstract string Kind { get; }

    public virtual string Method => "POST";

    /// <summary>Below the community.</summary>
    public abstract string Path { get; }

    public abstract object Body { get; }

    /// <summary>Names a state of the resource that is not the present one.</summary>
    public bool WithStaleTag { get; init; }
}

/// <summary>What the model says the service will say.</summary>
/// <param name="Problem">The slug of the refusal; null when it is accepted.</param>
/// <param name="Says">Members of the answer, by path.</param>
/// <param name="Touched">Whose accounts may have changed.</param>
public sealed record Expected(string? Problem, IReadOnlyDictionary<string, object?> Says, IReadOnlyList<Guid> Touched)
{
    public static Expected No(string problem) => new(problem, new Dictionary<string, object?>(), []);

    public static Expected Yes(IEnumerable<Guid> touched, params ReadOnlySpan<(string Path, object? Value)> says)
    {
        var members = new Dictionary<string, object?>();
        foreach (var (path, value) in says) members.Add(path, value);
        return new(null, members, [.. touched.Distinct()]);
    }
}

/// <summary>Thrown inside the model where a rule says no.</summary>
public sealed class Refusal(string problem) : Exception(problem)
{
    public string Problem => Message;
}
