namespace Ledger.Api.Demo;

/// <summary>The clock of one community while its history is loaded: it stands where it was set.</summary>
internal sealed class DemoClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

    public override DateTimeOffset GetUtcNow() => Now;
}
