namespace Ledger.Faults.Tests;

/// <summary>Promise 1: what was acknowledged survives kill -9 of the service, of PostgreSQL with its children, of both, and during recovery.</summary>
[Collection(OnePlace.Name)]
public sealed class KillTests(Place place, ITestOutputHelper output)
{
    private const string Redo = "redo starts at", Interrupted = "was interrupted while in recovery";

    /// <summary>Some tens of megabytes of log, so that there is something to recover.</summary>
    private const string Ballast = "CREATE TABLE IF NOT EXISTS public.ballast (n int, t text); TRUNCATE public.ballast; INSERT INTO public.ballast SELECT n, repeat('x', 100) FROM generate_series(1, 150000) n";

    [Fact]
    public Task Nothing_is_lost_when_the_service_is_killed() => Run("kill-service", async (service, _) =>
    {
        await service.Kill();
        await service.Start();
    });

    /// <summary>The service stays, and brings its own PostgreSQL back.</summary>
    [Fact]
    public Task Nothing_is_lost_when_PostgreSQL_is_killed() => Run("kill-postgres", async (service, _) =>
    {
        await place.Postgres.Kill();
        await Task.Delay(50);
        await service.UntilReady();
    });

    [Fact]
    public Task Nothing_is_lost_when_both_are_killed() => Run("kill-both", async (service, random) =>
    {
        await Task.WhenAll(random.Next(2) == 0 ? [service.Kill(), place.Postgres.Kill()] : new[] { place.Postgres.Kill(), service.Kill() });
        await service.Start();
    });

    /// <summary>PostgreSQL is killed again while it reads its log, once or twice, with the service alive or killed too.</summary>
    [Fact]
    public async Task Nothing_is_lost_when_PostgreSQL_is_killed_while_it_recovers()
    {
        var before = Said(Interrupted);
        await Run("kill-recovery", async (service, random) =>
        {
            var withService = random.Next(2) == 0;
            await place.Postgres.Run(Ballast);
            var redone = Said(Redo);
            if (withService) await service.Kill();
            await place.Postgres.Kill();
            for (var again = random.Next(1, 3); again > 0; again--)
            {
                if (withService && !service.IsRunning) service.Launch();
                await Waiting.Until("PostgreSQL recovers", () => Task.FromResult(Said(Redo) > redone));
                redone = Said(Redo);
                await Task.Delay(random.Next(0, 30));
                await place.Postgres.Kill();
                if (withService) await service.Kill();
            }
            if (withService) await service.Start();
            else await service.UntilReady();
        }, kind => kind.Note($"{Said(Interrupted) - before} recoveries were interrupted, by PostgreSQL's own word"));
    }

    private int Said(string what) => File.ReadLines(place.Postgres.Log).Count(line => line.Contains(what, StringComparison.Ordinal));

    private async Task Run(string name, Func<Service, Random, Task> fault, Action<Kind>? atTheEnd = null)
    {
        var kind = new Kind(name, output);
        var service = await place.Shared();
        using var drill = await Drill.Begin(place, kind, () => place.Postgres.ConnectionString(), service.Address);
        for (var round = 0; round < kind.Rounds; round++) await drill.Round([service.Address], _ => fault(service, kind.Random));
        atTheEnd?.Invoke(kind);
        await drill.End(service.Address);
    }
}
