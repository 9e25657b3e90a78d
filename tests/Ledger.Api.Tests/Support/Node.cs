using System.Diagnostics.Metrics;
using Ledger.Api.Hosting;
using Ledger.Api.SignIn;
using Ledger.Api.Vault;
using Ledger.Journal.Following;
using Ledger.Vault;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ledger.Api.Tests.Support;

/// <summary>One running service on a port of its own: real Kestrel, the real application. Its scheduler is stopped, so that tests tick it.</summary>
public sealed class Node : IAsyncDisposable
{
    private readonly SocketsHttpHandler _sockets = new() { PooledConnectionLifetime = TimeSpan.FromMinutes(5), UseProxy = false, AllowAutoRedirect = false };

    private Node(WebApplication app, CapturedLogs logs)
    {
        (App, Logs) = (app, logs);
        Address = new Uri(app.Urls.Single());
        Told = new ToldTruth(this, _sockets);
    }

    public WebApplication App { get; }

    public Uri Address { get; }

    public CapturedLogs Logs { get; }

    /// <summary>Sends requests, and fails a test that is refused in a way the OpenAPI document does not tell.</summary>
    internal ToldTruth Told { get; }

    public T Service<T>() where T : notnull => App.Services.GetRequiredService<T>();

    public Scheduler Scheduler => App.Services.GetServices<IHostedService>().OfType<Scheduler>().Single();

    public static async Task<Node> Start(string database, KeyFolder keys, TimeProvider clock, Action<LedgerOptions>? configure = null)
    {
        var options = new LedgerOptions { Demo = true, Operators = [DemoSignIn.OperatorSubject] };
        configure?.Invoke(options);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production, ApplicationName = typeof(LedgerApp).Assembly.GetName().Name });
        // A scheduler that is stopped before it ran at all counts as broken, and would take the whole host down.
        builder.Services.Configure<HostOptions>(host => host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore);
        builder.Logging.AddFilter<CapturedLogs>("Requests", LogLevel.Debug);
        // Read models that move only for who waits: a test that forgets to say which number it wants to see fails always, and not once in a while.
        builder.Services.AddSingleton(services => new FollowerOptions { Pace = TimeSpan.FromHours(1), Poll = TimeSpan.FromHours(1), Meters = services.GetRequiredService<IMeterFactory>() });
        var app = LedgerApp.Build(builder, options, database, keys, clock);
        var logs = new CapturedLogs();
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(logs);
        app.Urls.Add("http://127.0.0.1:0");
        await LedgerApp.Prepare(app, CancellationToken.None);
        await app.StartAsync();
        var node = new Node(app, logs);
        await node.Scheduler.StopAsync(CancellationToken.None);
        return node;
    }

    /// <summary>A caller with this bearer token; null is anonymous.</summary>
    public ApiClient With(string? token) => new(this, token);

    /// <summary>A caller who signs in with this subject.</summary>
    public ApiClient As(string subject) => With(Service<DemoSignIn>().TokenFor(subject));

    public ApiClient Anonymous => With(null);

    /// <summary>The one who opens communities.</summary>
    public ApiClient Operator => As(DemoSignIn.OperatorSubject);

    public async ValueTask DisposeAsync()
    {
        Told.Dispose();
        using var hurry = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await App.StopAsync(hurry.Token);
        await App.DisposeAsync();
    }
}
