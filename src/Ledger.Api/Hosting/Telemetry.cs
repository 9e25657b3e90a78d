using Ledger.Journal;
using Ledger.Journal.Following;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Ledger.Api.Hosting;

/// <summary>Sends metrics and traces to a collector where OTEL_EXPORTER_OTLP_ENDPOINT names one; the variables are the standard's own.</summary>
internal sealed class Telemetry(IConfiguration configuration) : IHostedService, IDisposable
{
    private MeterProvider? _meters;
    private TracerProvider? _traces;

    public Task StartAsync(CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) return Task.CompletedTask;
        _meters = Sdk.CreateMeterProviderBuilder().ConfigureResource(Name)
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql", ApiTelemetry.Name, JournalTelemetry.Name, Follower.MeterName)
            .AddOtlpExporter().Build();
        _traces = Sdk.CreateTracerProviderBuilder().ConfigureResource(Name).AddSource("Microsoft.AspNetCore", "Npgsql", ApiTelemetry.Name, JournalTelemetry.Name).AddOtlpExporter().Build();
        return Task.CompletedTask;
    }

    /// <summary>With an id of the instance, that tells nodes apart.</summary>
    private void Name(ResourceBuilder resource)
    {
        if (string.IsNullOrEmpty(configuration["OTEL_SERVICE_NAME"])) resource.AddService("ledger");
    }

    public Task StopAsync(CancellationToken cancel)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _meters?.Dispose();
        _traces?.Dispose();
    }
}
