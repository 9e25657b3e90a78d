namespace Ledger.Api.Demo;

/// <summary>What is still to happen, in simulated time; at the same instant in the order in which it was planned.</summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<Func<DateTimeOffset, Task>, (DateTimeOffset At, long Order)> _steps = new();
    private long _planned;

    public void At(DateTimeOffset instant, Func<DateTimeOffset, Task> step) => _steps.Enqueue(step, (instant.ToUniversalTime(), _planned++));

    /// <summary>Takes what comes first before the instant; false when nothing does.</summary>
    public bool TryTake(DateTimeOffset before, out DateTimeOffset at, out Func<DateTimeOffset, Task> step)
    {
        if (_steps.TryPeek(out step!, out var when) && when.At < before)
        {
            _steps.Dequeue();
            at = when.At;
            return true;
        }
        at = default;
        return false;
    }
}
