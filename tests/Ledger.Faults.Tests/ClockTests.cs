using System.Globalization;
using Npgsql;

namespace Ledger.Faults.Tests;

/// <summary>Promise 10: clocks may jump. Order is by journal number, the one clock is the database's, and nothing expires early.</summary>
[Collection(OnePlace.Name)]
public sealed class ClockTests(Place place, ITestOutputHelper output)
{
    /// <summary>Of the service: minutes to more than a year, either way. Nothing in the books may follow it.</summary>
    private static readonly TimeSpan[] OfService = [TimeSpan.FromMinutes(90), TimeSpan.FromDays(2), TimeSpan.FromDays(100), TimeSpan.FromDays(800), TimeSpan.FromHours(-30), TimeSpan.FromDays(-400)];

    /// <summary>Of the database: less than a hold's day, either way, so that by the one clock nothing is due.</summary>
    private static readonly TimeSpan[] OfDatabase = [TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromMinutes(-5), TimeSpan.FromHours(-6), TimeSpan.FromHours(-30)];

    [FactWithFakeTime]
    public async Task Clocks_may_jump()
    {
        var kind = new Kind("clock-jumps", output);
        var database = new FakeClock(place.NewFolder("database-clock"));
        var here = new FakeClock(place.NewFolder("service-clock"));
        await using var postgres = await database.Start(place.Postgres, Path.Combine(place.NewFolder("clocked"), "data"));
        await using var service = place.OnDatabase("clocked", postgres.ConnectionString(), [.. here.Settings]);
        await service.Start();
        await BothAreSeen(postgres, service, database, here);
        using var drill = await Drill.Begin(place, kind, () => postgres.ConnectionString(), service.Address);
        for (var round = 0; round < kind.Rounds; round++)
        {
            await drill.Round([service.Address], async crowd =>
            {
                if (round % 2 == 0) here.Jump(OfService[kind.Random.Next(OfService.Length)]);
                else database.Jump(OfDatabase[kind.Random.Next(OfDatabase.Length)]);
                // Two turns of the scheduler, which looks every two seconds.
                await Task.Delay(TimeSpan.FromSeconds(4.5));
                await crowd.Acknowledge(10);
                await NothingExpired(drill, service.Address);
                if (kind.Random.Next(2) == 0) here.Jump(TimeSpan.Zero);
                if (kind.Random.Next(2) == 0) database.Jump(TimeSpan.Zero);
            });
        }
        await drill.Checker.Whole(kind.Written, kind.Findings);
        await NothingExpired(drill, service.Address);
        await drill.End(service.Address);
    }

    private static async Task NothingExpired(Drill drill, Uri node)
    {
        var journal = await drill.Checker.Journal();
        Assert.Empty(journal.Faults);
        Assert.Empty(journal.All("hold-expired.v1"));
        Assert.Empty(journal.All("points-expired.v1"));
        // A reader is shown the day of the books' clock, and so the lots that are live on it.
        foreach (var volunteer in drill.Village.Volunteers)
        {
            var said = await drill.Village.OwnBalance(node, volunteer);
            Assert.True(said.IsWell, $"{said}");
            Assert.Equal(await Today(drill), said.Json.GetProperty("asOf").GetString());
        }
    }

    /// <summary>That the fakes are seen at all: the database says its time, the service puts it into the head of an answer.</summary>
    private static async Task BothAreSeen(Postgres postgres, Service service, FakeClock database, FakeClock here)
    {
        database.Jump(TimeSpan.FromDays(3));
        here.Jump(TimeSpan.FromDays(7));
        await using var connection = await postgres.Open();
        await using var command = new NpgsqlCommand("SELECT clock_timestamp()", connection);
        Assert.InRange((DateTime)(await command.ExecuteScalarAsync())! - DateTime.UtcNow, TimeSpan.FromDays(2.9), TimeSpan.FromDays(3.1));
        using var http = new HttpClient();
        await Waiting.Until("the service's clock has jumped", async () =>
        {
            using var answer = await http.GetAsync(new Uri(service.Address, "/health/live"));
            return answer.Headers.Date - DateTimeOffset.UtcNow > TimeSpan.FromDays(6.9);
        });
        database.Jump(TimeSpan.Zero);
        here.Jump(TimeSpan.Zero);
    }

    private static async Task<string> Today(Drill drill)
    {
        await using var connection = new NpgsqlConnection(drill.Connection + ";Pooling=false;Application Name=harness");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT (greatest(clock_timestamp(), recorded_at) AT TIME ZONE 'Asia/Shanghai')::date::text FROM ledger.head WHERE tenant_id = $1", connection)
        { Parameters = { new() { Value = drill.Village.Code } } };
        return (string)(await command.ExecuteScalarAsync())!;
    }
}

/// <summary>A clock for processes that are started under it, moved by a file.</summary>
internal sealed class FakeClock
{
    public static readonly string? Library = new[] { "/usr/lib", "/usr/lib64", "/usr/local/lib" }.Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "libfaketimeMT.so.1", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2, IgnoreInaccessible = true })).FirstOrDefault();

    private const string Binaries = "LEDGER_POSTGRES_BIN";

    private readonly string _folder, _file;

    public FakeClock(string folder)
    {
        _folder = folder;
        _file = Path.Combine(folder, "offset");
        Jump(TimeSpan.Zero);
    }

    /// <summary>Only the time of day is moved: what measures how long something takes stays true.</summary>
    public (string Name, string Value)[] Settings =>
    [
        ("LD_PRELOAD", Library!), ("FAKETIME_TIMESTAMP_FILE", _file), ("FAKETIME_NO_CACHE", "1"), ("FAKETIME_DONT_FAKE_MONOTONIC", "1"), ("FAKETIME_FORCE_MONOTONIC_FIX", "0"),
    ];

    public void Jump(TimeSpan offset)
    {
        // Moved into place, since it is read while it is written.
        File.WriteAllText(_file + ".new", offset.TotalSeconds.ToString("+0;-0;+0", CultureInfo.InvariantCulture) + "\n");
        File.Move(_file + ".new", _file, overwrite: true);
    }

    /// <summary>A PostgreSQL under this clock, started by scripts that put it on: whoever steps down from root on the way cannot carry it.</summary>
    public async Task<Postgres> Start(Postgres other, string folder)
    {
        foreach (var program in new[] { "initdb", "pg_ctl", "postgres" })
        {
            var script = Path.Combine(_folder, program);
            await File.WriteAllTextAsync(script, $"#!/bin/sh\nexport {string.Join(' ', Settings.Select(setting => $"{setting.Name}='{setting.Value}'"))}\nexec '{Path.Combine(other.Binaries, program)}' \"$@\"\n");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(script, (UnixFileMode)0b111_101_101);
        }
        Environment.SetEnvironmentVariable(Binaries, _folder);
        try
        {
            return await Postgres.Start(folder);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Binaries, null);
        }
    }
}

/// <summary>Skipped aloud where libfaketime is not on the machine.</summary>
public sealed class FactWithFakeTimeAttribute : FactAttribute
{
    public FactWithFakeTimeAttribute()
    {
        if (FakeClock.Library is null) Skip = "libfaketime is not on this machine (Debian: apt-get install faketime).";
    }
}
