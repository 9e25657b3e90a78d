using Ledger.Domain.Rulebooks;
using Ledger.Journal;

namespace Ledger.Api.Simulations;

/// <summary>The simulations of this process: one of a community at a time, and the last few that ended. None survives a restart.</summary>
internal sealed class RunningSimulations(IJournalReader reader, IHostApplicationLifetime lifetime, ILogger<RunningSimulations> log)
{
    /// <summary>Of a community.</summary>
    private const int MostKept = 5;

    private readonly Dictionary<string, List<SimulationJob>> _jobs = [];

    /// <summary>Null when one is running for the community.</summary>
    public SimulationJob? Start(string community, IReadOnlyList<Rulebook> drafts, long upTo)
    {
        lock (_jobs)
        {
            if (!_jobs.TryGetValue(community, out var own)) own = _jobs[community] = [];
            if (own.Exists(one => one.Status == SimulationStatus.Running)) return null;
            if (own.Count == MostKept)
            {
                own[0].Dispose();
                own.RemoveAt(0);
            }
            var job = new SimulationJob(Guid.NewGuid(), community, drafts, upTo);
            own.Add(job);
            _ = Task.Run(() => job.Run(reader, log, lifetime.ApplicationStopping));
            return job;
        }
    }

    public SimulationJob? Find(string community, Guid id)
    {
        lock (_jobs) return _jobs.GetValueOrDefault(community)?.Find(one => one.Id == id);
    }
}
