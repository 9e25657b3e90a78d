using Ledger.Vault;
using System.Globalization;
using Ledger.Api.Tests.Support;
using Ledger.Api.Vault;
using Ledger.Cli;
using Ledger.Journal;

namespace Ledger.Api.Tests.Operator;

/// <summary>People's keys are exchanged under a running service; nothing becomes unreadable, and a copy of the old keys opens nothing.</summary>
public sealed class KeyRotationTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task After_a_rotation_names_are_read_and_the_old_keys_open_nothing()
    {
        var town = await api.OpenTown("keys");
        var copy = Directory.CreateTempSubdirectory("ledger-old-keys-").FullName;
        try
        {
            Copy(api.KeyFolder, copy);
            using var said = new StringWriter(CultureInfo.InvariantCulture);
            Assert.Equal(LedgerCtl.Well, await LedgerCtl.Run(["keys", "rotate", "--community", town.Code, "--grace", "0", "--keys", api.KeyFolder, "--database", api.Database.ConnectionString], said, said));
            Assert.Contains($"{town.People.Count} 人已换新密钥", said.ToString());
            Assert.Empty(Directory.EnumerateFiles(api.KeyFolder, "*.next", SearchOption.AllDirectories));

            await NamesAreRead(town);
            var stolen = new PersonVault(new KeyFolder(copy), api.Node.Service<IJournalReader>());
            Assert.Empty(await stolen.Open(town.Code, town.People.Select(one => Ledger.Domain.PersonId.Of(one.Id)), default));
            var found = await town.Office.Calls.Post($"{town.Path}/persons/search", new { phone = town.Volunteer.Phone }).Accepted();
            Assert.Equal(town.Volunteer.Id.ToString(), found.Says("candidates.0.person"));
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Killed_half_way_everything_stays_readable_and_the_next_run_ends_it(int blow)
    {
        var town = await api.OpenTown($"killed-{blow}");
        // Between the next keys and the first row sealed again, or after a row was and before its key was put in place.
        foreach (var one in town.People) Assert.True(api.Keys.MakeNextPerson(town.Code, one.Id));
        await NamesAreRead(town);
        if (blow == 1)
        {
            using var dying = new CancellationTokenSource();
            var sealedAgain = new KeyRotation(api.Database.DataSource, api.Keys) { BeforePromotion = dying.Cancel };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sealedAgain.Run(town.Code, TimeSpan.Zero, null, dying.Token));
            Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(api.KeyFolder, town.Code), "*.next", SearchOption.AllDirectories));
            await NamesAreRead(town);
        }
        var late = await town.Register();
        await NamesAreRead(town);
        await new KeyRotation(api.Database.DataSource, api.Keys).Run(town.Code, TimeSpan.Zero, null, default);
        await NamesAreRead(town);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(api.KeyFolder, town.Code), "*.next", SearchOption.AllDirectories));
        Assert.Contains(late, town.People);
    }

    [Fact]
    public async Task While_people_are_registered_and_notes_written_nothing_is_lost()
    {
        var town = await api.OpenTown("busy");
        using var enough = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested) await town.Register();
        });
        for (var round = 0; round < 3; round++) await new KeyRotation(api.Database.DataSource, api.Keys).Run(town.Code, TimeSpan.FromSeconds(2), null, default);
        await enough.CancelAsync();
        await writing;
        await NamesAreRead(town);
    }

    [Fact]
    public async Task A_destroyed_key_does_not_come_back()
    {
        var town = await api.OpenTown("gone");
        Assert.True(api.Keys.MakeNextPerson(town.Code, town.Volunteer.Id));
        api.Keys.DestroyPerson(town.Code, town.Volunteer.Id);
        await new KeyRotation(api.Database.DataSource, api.Keys).Run(town.Code, TimeSpan.Zero, null, default);
        Assert.Null(api.Keys.Person(town.Code, town.Volunteer.Id));
        Assert.Null(api.Keys.NextPerson(town.Code, town.Volunteer.Id));
        Assert.Empty(await Vault().Open(town.Code, [Ledger.Domain.PersonId.Of(town.Volunteer.Id)], default));
    }

    private PersonVault Vault() => api.Node.Service<PersonVault>();

    private async Task NamesAreRead(Town town)
    {
        var opened = await Vault().Open(town.Code, town.People.Select(one => Ledger.Domain.PersonId.Of(one.Id)), default);
        Assert.All(town.People, one => Assert.Equal(one.Name, opened[Ledger.Domain.PersonId.Of(one.Id)].Name));
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
