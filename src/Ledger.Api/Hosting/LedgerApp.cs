using System.Diagnostics.Metrics;
using Ledger.Api.Accounts;
using Ledger.Api.Books;
using Ledger.Api.Demo;
using Ledger.Api.Health;
using Ledger.Api.Http;
using Ledger.Api.Imports;
using Ledger.Api.OpenApi;
using Ledger.Api.Openings;
using Ledger.Api.SignIn;
using Ledger.Api.Simulations;
using Ledger.Api.Vault;
using Ledger.Domain.Storage;
using Ledger.Journal;
using Ledger.Journal.Following;
using Ledger.Journal.Generations;
using Ledger.Journal.Reading;
using Ledger.Journal.Schema;
using Ledger.Projections;
using Ledger.Projections.Balances;
using Ledger.Projections.BooksCheck;
using Ledger.Projections.Entries;
using Ledger.Projections.Explanations;
using Ledger.Projections.Mentions;
using Ledger.Projections.MerchantRedemptions;
using Ledger.Projections.Months;
using Ledger.Projections.Passbook;
using Ledger.Projections.Rankings;
using Ledger.Projections.Settlements;
using Ledger.Projections.States;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace Ledger.Api.Hosting;

/// <summary>The service put together: what it is made of, and the order in which it starts.</summary>
public static class LedgerApp
{
    /// <summary>Names the connections of keyed look-ups, whose plans are made once.</summary>
    private const string LookUps = "look-ups";

    /// <param name="database">Connection string of the journal's database.</param>
    /// <param name="clock">The clock of tests and demo; absent: the database's in the books, this machine's when reading.</param>
    public static WebApplication Build(WebApplicationBuilder builder, LedgerOptions options, string database, KeyFolder keys, TimeProvider? clock = null)
    {
        var services = builder.Services;
        services.AddSingleton(options).AddSingleton(keys).AddSingleton(clock ?? TimeProvider.System);
        services.AddSingleton(_ => JournalSource.Create(database));
        services.AddKeyedSingleton(LookUps, (_, _) => JournalSource.ForLookUps(database));
        services.AddSingleton<IJournalReader>(provider => new JournalReader(provider.GetRequiredKeyedService<NpgsqlDataSource>(LookUps), provider.GetRequiredService<IStateCodec>()));
        AddBooks(services, options, clock);
        services.AddSingleton<BalanceReader>().AddSingleton(provider => new PassbookReader(provider.GetRequiredKeyedService<NpgsqlDataSource>(LookUps), provider.GetRequiredService<BalanceReader>())).AddSingleton<RankingReader>().AddSingleton<MerchantReader>().AddSingleton<StatementReader>().AddSingleton<PayableReader>().AddSingleton<BooksCheckReader>().AddSingleton<MonthReader>().AddSingleton<MentionReader>().AddSingleton<EntryReader>().AddSingleton<FlowReader>();
        services.AddSingleton<Callers>().AddSingleton<PersonVault>().AddSingleton<RedemptionCodes>().AddSingleton<CardNumbers>().AddSingleton<PairingCodes>().AddSingleton<Cursors>().AddSingleton<KeptReplays>();
        services.AddSingleton<AccessRecords.AccessRecords>().AddSingleton<ForgottenKeys>();
        services.AddImports();
        services.AddSingleton<RunningSimulations>();
        services.AddOpenings();
        services.AddLedgerSignIn(options, keys);
        if (options.IsEmbeddedDemo) services.AddSingleton<DemoPeople>();
        services.AddLedgerOpenApi();
        services.AddSingleton<StateUpgrades>().AddHostedService(provider => provider.GetRequiredService<StateUpgrades>());
        services.AddSingleton<StopNotice>().AddHostedService(provider => provider.GetRequiredService<StopNotice>());
        services.AddHostedService<Scheduler>().AddHostedService<Telemetry>();
        services.AddSingleton<DatabaseWatch>().AddHostedService(provider => provider.GetRequiredService<DatabaseWatch>()).AddSingleton<ApiTelemetry>().AddSingleton<NodeFigures>();
        services.AddDataProtection().UseEphemeralDataProtectionProvider().DisableAutomaticKeyGeneration();
        builder.Logging.AddLedgerLogs(builder.Configuration);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 8 * 1024 * 1024;
        });
        var app = builder.Build();
        app.UseMiddleware<RequestWatch>();
        app.UseMiddleware<Outermost>();
        app.UseAuthentication();
        app.MapLedger();
        if (options.IsEmbeddedDemo) DemoRoutes.Map(app);
        app.UseLedgerOpenApi();
        return app;
    }

    /// <summary>Makes or upgrades the schema, fills state of an older generation, destroys again the keys of the forgotten and begins to follow. Safe with several nodes.</summary>
    /// <param name="tell">Told how far it is when it takes long.</param>
    public static async Task Prepare(WebApplication app, CancellationToken cancel, Action<string>? tell = null)
    {
        var source = app.Services.GetRequiredService<NpgsqlDataSource>();
        // It counts from here on.
        _ = app.Services.GetRequiredService<NodeFigures>();
        await JournalSchema.Apply(source, cancel);
        await ProjectionsSchema.Apply(source, cancel);
        await new SchemaUpgrade(source, SchemaScripts.Of("api", typeof(LedgerApp).Assembly)).Apply(cancel);
        await app.Services.GetRequiredService<StateUpgrades>().Run(tell, cancel);
        await app.Services.GetRequiredService<ForgottenKeys>().DestroyAgain(cancel);
        app.Services.GetRequiredService<Follower>().Start();
    }

    private static void AddBooks(IServiceCollection services, LedgerOptions options, TimeProvider? clock)
    {
        services.AddSingleton<IStateCodec, StateCodec>();
        services.AddSingleton(provider => new PostgresJournal(provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<IStateCodec>(), new JournalOptions
        {
            EventNames = [.. EventNames.All.Keys],
            GroupCommunities = options.GroupCommunities,
            Clock = clock,
            Logger = provider.GetRequiredService<ILogger<PostgresJournal>>(),
            Meters = provider.GetRequiredService<IMeterFactory>(),
        }));
        services.AddSingleton<IJournal>(provider => provider.GetRequiredService<PostgresJournal>());
        services.TryAddSingleton(provider => new FollowerOptions { Meters = provider.GetRequiredService<IMeterFactory>() });
        services.AddSingleton(provider =>
        {
            var follower = new Follower(provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<IJournalReader>(), AllReadModels.List,
                recorded => DomainJson.ReadFact(recorded.Type, recorded.Data), provider.GetRequiredService<FollowerOptions>(), provider.GetRequiredService<ILogger<Follower>>());
            provider.GetRequiredService<PostgresJournal>().Recorded += follower.HandOver;
            provider.GetRequiredService<PostgresJournal>().Committed += (tenant, _) => follower.Wake(tenant);
            return follower;
        });
        services.AddSingleton(provider => new StateUpgrade(provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<IJournalReader>(), provider.GetRequiredService<IStateCodec>(), new StateFold()));
        services.AddSingleton<Bookkeeper>().AddSingleton<PublishedRulebooks>();
    }
}
