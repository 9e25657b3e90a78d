using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Storage;
using Ledger.Journal;
using Ledger.Projections.Simulations;

namespace Ledger.Bench.Figures;

/// <summary>A year of acts through a simulation, from their stored JSON: read and valued by two threads, without the database.</summary>
internal static class SimulationFigure
{
    private const int People = 5_000;

    public static async Task<int> Run(int acts)
    {
        var draft = new Rulebook(RulebookFigure.Document(all: false), "bench", 0);
        var reader = DispatchProxy.Create<IJournalReader, Past>();
        ((Past)(object)reader).Acts = acts;
        var watch = Stopwatch.StartNew();
        var report = (await SimulatedPast.Run(reader, "bench", 2L * acts, [draft], new Progress<(long, long)>(), CancellationToken.None))[0];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{report.Acts:N0} acts of {People:N0} people in {watch.Elapsed.TotalSeconds:F1} s ({Environment.CpuUsage.TotalTime.TotalSeconds:F1} s of processor time), at most {Environment.WorkingSet / 1024 / 1024} MiB, {report.Issued.Values.Sum(board => board.Would) / 100:N0} points"));
        return 0;
    }

    /// <summary>The journal of such a year. Nothing in it was undone, so the look beforehand for what was finds nothing.</summary>
    public class Past : DispatchProxy
    {
        private bool _wasLookedAt;

        public int Acts { get; set; }

        protected override object? Invoke(MethodInfo? method, object?[]? arguments) => method!.Name == nameof(IJournalReader.Read) ? Read() : throw new NotSupportedException(method.Name);

        private async IAsyncEnumerable<RecordedEvent> Read()
        {
            await Task.CompletedTask;
            var number = 0L;
            if (_wasLookedAt == (_wasLookedAt = true))
                for (var act = 0; act < Acts; act++)
                    foreach (var (name, data) in Stored(act, Acts)) yield return new RecordedEvent("bench", ++number, Guid.Empty, "", 1, name, default, Guid.Empty, null, [], data);
        }
    }

    private static IEnumerable<(string Name, byte[] Data)> Stored(int number, int acts)
    {
        var (day, act) = (new DateOnly(2026, 1, 1).AddDays((int)(365L * number / acts)), ActId.Of(new Guid(number + 1, 1, 1, [1, 1, 1, 1, 1, 1, 1, 1])));
        var person = PersonId.Of(new Guid((int)(number * 7_919L % People) + 1, 2, 2, [2, 2, 2, 2, 2, 2, 2, 2]));
        var (type, start) = (number * 31 % RulebookFigure.Types, new DateTimeOffset(day.ToDateTime(new TimeOnly(9, 0)), TimeSpan.FromHours(8)));
        var (place, belonging) = (new Place("grid-1", ["root", "grid-1"]), new Belonging("grid-1", ["root", "grid-1"], null));
        var minutes = new Minutes(15 + number % 240);
        yield return ("act-recorded.v1", DomainJson.Write(new ActRecorded(act, person, $"t{type}", day, start, start.AddMinutes(minutes.Count), minutes, place, belonging, Evidence.SystemTimed, null, null, "60-69", null, person)));
        yield return ("act-accrued.v1", DomainJson.Write(new ActAccrued(act, person, $"t{type}", $"b{type % 10}", minutes, new Points(200), place, belonging, Evidence.SystemTimed, new RulebookStamp("bench", "bench", Valuation.Version),
            [new ArithmeticStep("/acts/0", StepKind.Rate, minutes.Count, 200, 60, 100)], [], [], day, day)));
    }
}
