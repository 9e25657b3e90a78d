using System.Diagnostics;

namespace Ledger.Faults.Tests;

/// <summary>Promise 9: a full disk is told as 503 with Retry-After, reads live where they can, and it is normal again soon after there is room.</summary>
[Collection(OnePlace.Name)]
public sealed class DiskFullTests(Place place, ITestOutputHelper output)
{
    /// <summary>Of the cluster, and of what a round writes: what is full is to be the filler's doing.</summary>
    private const int Megabytes = 160, MegabytesARound = 5;

    /// <summary>Five seconds are promised; a machine that tests on all its processors is given more.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [FactOnMemoryDisk]
    public async Task A_full_disk_loses_nothing_and_is_told()
    {
        var kind = new Kind("disk-full", output);
        var disk = place.NewFolder("disk");
        Mounts.MountMemory(disk, Megabytes + MegabytesARound * kind.Rounds);
        await using var postgres = await Postgres.Start(Path.Combine(disk, "data"), ("wal_keep_size", "0"), ("max_wal_size", "32MB"), ("min_wal_size", "32MB"));
        await using var service = place.OnFolder("full", postgres.Folder);
        await service.Start();
        using var drill = await Drill.Begin(place, kind, () => postgres.ConnectionString(), service.Address);
        var (slowest, readsAlive, readsPutOff, deaths) = (TimeSpan.Zero, 0, 0, 0);
        for (var round = 0; round < kind.Rounds; round++)
        {
            var refused = 0;
            await using var crowd = drill.Crowd([service.Address], heard: (_, said) => refused += said.Status == 503 ? 1 : 0);
            await crowd.Acknowledge(drill.Before);
            var server = postgres.Pid;
            var filler = Fill(disk);
            await Waiting.Until("writes are put off", async () =>
            {
                var read = await drill.Village.OwnBalance(service.Address, drill.Village.Volunteers[0]);
                Manners.Check("balance", read);
                if (read.IsWell) readsAlive++;
                else readsPutOff++;
                return refused > 0;
            });
            if (postgres.Pid != server) deaths++;
            File.Delete(filler);
            var mended = Stopwatch.StartNew();
            await crowd.Acknowledge(1);
            if (mended.Elapsed > slowest) slowest = mended.Elapsed;
            await crowd.Acknowledge(drill.After);
            await drill.Check(await crowd.Stop(), service.Address);
        }
        kind.Note($"while full {readsAlive} reads answered, {readsPutOff} put off; PostgreSQL ended itself {deaths} times; normal again within {slowest.TotalSeconds:0.0} s");
        Assert.True(slowest < Soon, $"{slowest}");
        await drill.End(service.Address);
        await service.DisposeAsync();
        await postgres.DisposeAsync();
        Mounts.Unmount(disk);
    }

    /// <summary>To the last byte.</summary>
    private static string Fill(string disk)
    {
        var path = Path.Combine(disk, "filler");
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var size in new[] { 1 << 20, 1 << 12 })
        {
            var block = new byte[size];
            try
            {
                while (true) file.Write(block);
            }
            catch (IOException)
            {
            }
        }
        return path;
    }
}
