using System.Diagnostics;
using Ledger.Journal;
using Ledger.Journal.Generations;

namespace Ledger.Api.Hosting;

/// <summary>
/// Fills the state of communities that are of an older generation: all of them before the first request, and later those an
/// older node opens beside this one.
/// </summary>
public sealed class StateUpgrades(StateUpgrade upgrade, PostgresJournal journal, ILogger<StateUpgrades> log) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromMinutes(1), Quiet = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _called = new(0);

    /// <summary>Nothing is said of what takes less than two seconds.</summary>
    public async Task Run(Action<string>? tell, CancellationToken cancel)
    {
        foreach (var community in await upgrade.Outdated(cancel))
        {
            var said = Stopwatch.StartNew();
            await upgrade.Run(community, tell is null ? null : new Steps(step =>
            {
                if (said.Elapsed < Quiet) return;
                said.Restart();
                tell($"社区 {step.Tenant}：按新版本整理状态，凭证 {step.Done} / {step.Total}。/ Filling the state of {step.Tenant} for this version, event {step.Done} of {step.Total}.");
            }), cancel);
            log.LogInformation("The state of {Community} is of this version's generation", community);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        journal.MetOlderState += _ => Call();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await _called.WaitAsync(Poll, stop);
                await Run(null, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                log.LogError(error, "State is not filled for this version; it will be tried again");
                await Task.Delay(Quiet, stop).ContinueWith(_ => { }, CancellationToken.None);
            }
        }
    }

    /// <summary>Somebody met a community whose state is of another generation; if it is an older one it is seen to.</summary>
    public void Call()
    {
        if (_called.CurrentCount == 0) _called.Release();
    }

    private sealed class Steps(Action<UpgradeProgress> step) : IProgress<UpgradeProgress>
    {
        public void Report(UpgradeProgress value) => step(value);
    }
}
