using Ledger.Domain;
using Ledger.Domain.Storage;
using Ledger.Journal;

namespace Ledger.Projections.Tests.Given;

/// <summary>A community's books in memory: real commands decided one after the other, their facts kept as the journal keeps events.</summary>
internal sealed class Book(string tenant)
{
    private readonly MemoryStates _states = new();
    private readonly List<RecordedEvent> _events = [];

    public string Tenant { get; } = tenant;

    public DateTimeOffset Now { get; set; } = new(2026, 2, 1, 1, 0, 0, TimeSpan.Zero);

    public IReadOnlyList<RecordedEvent> Events => _events;

    public long Number => _events.Count;

    public IStates States => _states;

    public DateOnly Today => States.Find<Domain.Communities.Community>("")!.LocalZone.DateOf(Now);

    /// <summary>Decides; a refusal leaves no trace.</summary>
    public Decision<TResult> Try<TResult>(ICommand<TResult> command)
    {
        var decision = command.Decide(new Books(_states, Now, Number + 1));
        if (decision is not Decision<TResult>.Accepted accepted)
        {
            _states.Undo();
            return decision;
        }
        _states.Keep();
        foreach (var (stream, fact) in accepted.Facts) Record(fact, stream.Id);
        return decision;
    }

    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public TResult Do<TResult>(ICommand<TResult> command) => Try(command) switch
    {
        Decision<TResult>.Accepted accepted => accepted.Result,
        Decision<TResult>.Rejected rejected => throw new InvalidOperationException($"{command} was refused: {rejected.Reason}"),
        _ => throw new InvalidOperationException("No decision."),
    };

    /// <summary>Appends a fact as it is, past every decision and fold: how a fault gets into the books.</summary>
    public void Record(IFact fact, string stream = "planted") => _events.Add(new RecordedEvent(Tenant, Number + 1, Guid.NewGuid(), stream, 1,
        EventNames.Of(fact), Now, Guid.Empty, null, [], DomainJson.Write(fact)));
}
