using System.Text.Json;

namespace Ledger.Faults.Tests.Support;

/// <summary>One write a client meant to do.</summary>
/// <param name="About">The id the client made for it: what the books must hold once, or not at all.</param>
internal sealed record Intention(Guid Id, string Kind, string Subject, string Method, string Path, string Body, Guid About)
{
    public string Key => $"key-{Id:N}";
}

/// <summary>What became of it, as the client knows it.</summary>
/// <param name="Status">0: the connection was lost, or nobody was there.</param>
internal sealed record Outcome(Guid Id, int Status, string Text)
{
    /// <summary>Whether the books have spoken. Anything else, a 503 too, leaves the write unknown.</summary>
    public bool IsFinal => Status is >= 200 and < 500 and not 408 and not 429;
}

/// <summary>An intention with all that was heard of it, in order.</summary>
internal sealed record Written(Intention Intention, List<Outcome> Outcomes)
{
    public Outcome? Final => Outcomes.Find(outcome => outcome.IsFinal);

    public bool WasUnknown => Outcomes.Exists(outcome => !outcome.IsFinal);
}

/// <summary>
/// A client's journal of acknowledgements: a line before it sends and one after each answer, on disk before it goes on. The
/// checker believes nothing else.
/// </summary>
internal sealed class Diary(string path) : IDisposable
{
    private sealed record Line(Intention? Intends, Outcome? Hears);

    private readonly FileStream _file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);

    public void Intend(Intention intention) => Write(new Line(intention, null));

    public void Hear(Outcome outcome) => Write(new Line(null, outcome));

    public static IReadOnlyList<Written> Read(IEnumerable<string> paths)
    {
        var found = new Dictionary<Guid, Written>();
        foreach (var line in paths.SelectMany(File.ReadLines).Select(text => JsonSerializer.Deserialize<Line>(text)!))
            if (line.Intends is { } intention) found.Add(intention.Id, new Written(intention, []));
            else found[line.Hears!.Id].Outcomes.Add(line.Hears);
        return [.. found.Values];
    }

    public void Dispose() => _file.Dispose();

    private void Write(Line line)
    {
        _file.Write([.. JsonSerializer.SerializeToUtf8Bytes(line), (byte)'\n']);
        _file.Flush(flushToDisk: true);
    }
}
