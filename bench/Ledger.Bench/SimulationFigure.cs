using System.Diagnostics;
using System.Globalization;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Rulebooks.Simulating;
using Ledger.Domain.Storage;

namespace Ledger.Bench;

/// <summary>A year of acts through a simulation, from their stored JSON: the fold alone, without the database it is read from.</summary>
internal static class SimulationFigure
{
    private const int People = 5_000;

    public static int Run(int acts)
    {
        var draft = new Rulebook(RulebookFigure.Document(all: false), "bench", 0);
        var simulation = new Simulation([draft], new HashSet<ActId>());
        var watch = Stopwatch.StartNew();
        for (var number = 0; number < acts; number++)
            foreach (var stored in Stored(number, acts)) simulation.See(DomainJson.ReadFact(stored.Name, stored.Data));
        var report = simulation.Result()[0];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{report.Acts:N0} acts of {People:N0} people in {watch.Elapsed.TotalSeconds:F1} s ({Environment.CpuUsage.TotalTime.TotalSeconds:F1} s of processor time), {GC.GetTotalMemory(true) / 1024 / 1024} MiB kept, {report.Issued.Values.Sum(board => board.Would) / 100:N0} points"));
        return 0;
    }

    private static IEnumerable<(string Name, byte[] Data)> Stored(int number, int acts)
    {
        var (day, act) = (new DateOnly(2026, 1, 1).AddDays((int)(365L * number / acts)), ActId.Of(new Guid(number + 1, 1, 1, [1, 1, 1, 1, 1, 1, 1, 1])));
        var person = PersonId.Of(new Guid(number * 7_919 % People + 1, 2, 2, [2, 2, 2, 2, 2, 2, 2, 2]));
        var (type, start) = (number * 31 % RulebookFigure.Types, new DateTimeOffset(day.ToDateTime(new TimeOnly(9, 0)), TimeSpan.FromHours(8)));
        var (place, belonging) = (new Place("grid-1", ["root", "grid-1"]), new Belonging("grid-1", ["root", "grid-1"], null));
        var minutes = new Minutes(15 + number % 240);
        yield return ("act-recorded.v1", DomainJson.Write(new ActRecorded(act, person, $"t{type}", day, start, start.AddMinutes(minutes.Count), minutes, place, belonging, Evidence.SystemTimed, null, null, "60-69", null, person)));
        yield return ("act-accrued.v1", DomainJson.Write(new ActAccrued(act, person, $"t{type}", $"b{type % 10}", minutes, new Points(200), place, belonging, Evidence.SystemTimed, new RulebookStamp("bench", "bench", Valuation.Version),
            [new ArithmeticStep("/acts/0", StepKind.Rate, minutes.Count, 200, 60, 100)], [], [], day, day)));
    }
}
