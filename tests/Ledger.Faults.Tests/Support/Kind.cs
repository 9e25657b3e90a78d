using System.Globalization;

namespace Ledger.Faults.Tests.Support;

/// <summary>How often, by what seed, and what came of it: one line per kind of fault.</summary>
internal sealed class Kind
{
    private readonly ITestOutputHelper _output;
    private readonly string _name;
    private readonly List<Written> _written = [];
    private readonly List<string> _notes = [];
    private int _rounds, _unknown;

    /// <param name="small">Rounds unless LEDGER_FAULT_ROUNDS says otherwise.</param>
    public Kind(string name, ITestOutputHelper output, int small = 1)
    {
        (_name, _output) = (name, output);
        Rounds = Variable("LEDGER_FAULT_ROUNDS") ?? small;
        Seed = Variable("LEDGER_SEED") ?? Random.Shared.Next();
        Random = new Random(HashCode(name, Seed));
        output.WriteLine($"{name}: {Rounds} rounds, LEDGER_SEED={Seed}");
    }

    public string Name => _name;

    public int Rounds { get; }

    public int Seed { get; }

    public Random Random { get; }

    public Findings Findings { get; } = new();

    public IReadOnlyList<Written> Written => _written;

    public void Count(IReadOnlyList<Written> resolved)
    {
        _rounds++;
        _unknown += resolved.Count(write => write.WasUnknown);
        _written.AddRange(resolved);
    }

    public void Say(string what) => _output.WriteLine(what);

    public void Note(string what) => _notes.Add(what);

    /// <summary>The line, to the test's output and to the file LEDGER_FAULT_REPORT names.</summary>
    public void Report()
    {
        var acknowledged = _written.Count(write => write.Final?.Status is 200 or 201);
        var line = string.Create(CultureInfo.InvariantCulture,
            $"{_name}: {_rounds} rounds, {_written.Count} writes, {acknowledged} acknowledged, {_unknown} unknown at some time, lost {Findings.Lost.Count}, wrong {Findings.Wrong.Count}, seed {Seed}{string.Concat(_notes.Select(note => $"; {note}"))}");
        _output.WriteLine(line);
        if (Environment.GetEnvironmentVariable("LEDGER_FAULT_REPORT") is { Length: > 0 } file) File.AppendAllText(file, line + "\n");
    }

    private static int? Variable(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The same for the same name on every run, unlike string's own.</summary>
    private static int HashCode(string name, int seed) => name.Aggregate(seed, (hash, character) => unchecked(hash * 31 + character));
}
