using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Observation;

/// <summary>docs/operating.md lists every instrument of ours with its unit, and none that is not there.</summary>
public sealed partial class CatalogueTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public void The_list_of_numbers_is_that_of_the_instruments()
    {
        var instruments = new SortedSet<string>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Name.StartsWith("ledger.", StringComparison.Ordinal)) instruments.Add($"`{instrument.Name}` | {instrument.Unit}");
            },
        };
        Assert.NotNull(api.Node);
        listener.Start();
        Assert.Equal(instruments, Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs/operating.md"))).Select(row => row.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^\| (`ledger\.[^|]+ \| [^|]+?) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
