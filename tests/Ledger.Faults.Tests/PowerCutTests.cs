using System.Net;
using System.Text;

namespace Ledger.Faults.Tests;

/// <summary>
/// Promise 2: what was acknowledged survives a power cut. kill -9 keeps the page cache, so the file system under everything is
/// shut down without flushing its log, and mounted anew. The harness first shows that it would see a loss.
/// </summary>
[Collection(OnePlace.Name)]
public sealed class PowerCutTests(Place place, ITestOutputHelper output)
{
    private const int Megabytes = 400, TriesToSeeALoss = 6;

    [FactOnLoopDevice]
    public async Task Nothing_is_lost_when_the_power_is_cut_and_a_loss_would_be_seen()
    {
        await using var machine = await Machine.Make(place);
        await SeeALoss(machine);
        var kind = new Kind("power-cut", output);
        using var drill = await machine.Settle(kind);
        for (var round = 0; round < kind.Rounds; round++) await drill.Check(await machine.WriteAndCut(drill), machine.Service.Address);
        await drill.End(machine.Service.Address, machine.Keys);
    }

    private async Task SeeALoss(Machine machine)
    {
        var kind = new Kind("power-cut-unsafe", output);
        using var drill = await machine.Settle(kind);
        await machine.WaitForTheDisk(false);
        for (var round = 0; kind.Findings.Lost.IsEmpty && round < TriesToSeeALoss; round++)
        {
            var written = await machine.WriteAndCut(drill);
            await drill.Checker.Acknowledged(written, kind.Findings);
            kind.Count(written);
        }
        kind.Note("with synchronous_commit=off a loss must be seen, and is");
        kind.Report();
        Assert.NotEmpty(kind.Findings.Lost);
        await machine.WaitForTheDisk(true);
    }

    /// <summary>A disk of its own with the database and the keys on it, and the service that stands on it.</summary>
    private sealed class Machine : IAsyncDisposable
    {
        private readonly Place _place;
        private readonly string _disk, _image;
        private Postgres? _postgres;

        private Machine(Place place)
        {
            (_place, _disk) = (place, place.NewFolder("machine"));
            _image = _disk + ".image";
            Service = place.OnFolder("powered", Data, ("Ledger__KeyFolder", Keys));
        }

        public Service Service { get; }

        public string Keys => Path.Combine(_disk, "keys");

        private string Data => Path.Combine(_disk, "data");

        public static async Task<Machine> Make(Place place)
        {
            var machine = new Machine(place);
            Mounts.MakeImage(machine._image, Megabytes);
            await machine.PowerOn();
            return machine;
        }

        /// <summary>Off, as an operator would do it who did not know better: readiness says so. And on again.</summary>
        public async Task WaitForTheDisk(bool wait)
        {
            await using (var settings = new FileStream(Path.Combine(Data, "cluster", "postgresql.conf"), FileMode.Append))
            {
                settings.Write(Encoding.ASCII.GetBytes($"\nsynchronous_commit = {(wait ? "on" : "off")}\n"));
                settings.Flush(flushToDisk: true);
            }
            await _postgres!.Run("SELECT pg_reload_conf()");
            var said = wait ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable;
            await Waiting.Until("readiness knows whether durability is switched off", async () => await Service.Ready() == said);
        }

        public Task<Drill> Settle(Kind kind) => Drill.Begin(_place, kind, () => _postgres!.ConnectionString(), Service.Address);

        public async Task<IReadOnlyList<Written>> WriteAndCut(Drill drill)
        {
            await using var crowd = drill.Crowd([Service.Address]);
            await crowd.Acknowledge(drill.Before);
            await Task.Delay(drill.Kind.Random.Next(300));
            var processes = _postgres!.Processes;
            Mounts.Cut(_disk);
            await Service.Kill();
            await Postgres.Kill(processes);
            var written = await crowd.Stop();
            Mounts.Unmount(_disk);
            await PowerOn();
            return written;
        }

        public async ValueTask DisposeAsync()
        {
            await Service.DisposeAsync();
            if (_postgres is not null) await _postgres.Kill();
            Mounts.Unmount(_disk);
        }

        /// <summary>Not until it is ready: with durability switched off it never says so.</summary>
        private async Task PowerOn()
        {
            Mounts.MountImage(_image, _disk);
            Service.Launch();
            await Service.UntilLive();
            _postgres = await Postgres.Found(Data);
        }
    }
}
