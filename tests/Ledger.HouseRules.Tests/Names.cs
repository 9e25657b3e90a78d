using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Ledger.Domain.Storage;

namespace Ledger.HouseRules.Tests;

/// <summary>What things are called.</summary>
public sealed partial class Names
{
    [Theory]
    [InlineData("AccountManager")]
    [InlineData("DateHelper")]
    [InlineData("SqlUtil")]
    [InlineData("RedemptionService")]
    [InlineData("OfferDto")]
    [InlineData("PersonInfo")]
    [InlineData("CommandBase")]
    [InlineData("JournalImpl")]
    [InlineData("RowData")]
    [InlineData("Common")]
    [InlineData("LotData`1")]
    public void A_planted_type_name_is_caught(string name) => Assert.Matches(Empty(), name);

    [Theory]
    [InlineData("Database")]
    [InlineData("DataFolders")]
    [InlineData("Serviced")]
    [InlineData("PlaceHold")]
    public void What_is_allowed_is_let_through(string name) => Assert.DoesNotMatch(Empty(), name);

    [Fact]
    public void No_type_of_ours_ends_in_an_empty_word()
    {
        var ours = new[] { "Ledger.Domain", "Ledger.Journal", "Ledger.Projections", "Ledger.PrivatePostgres", "Ledger.Vault", "Ledger.Rulebooks", "Ledger.Api", "ledgerctl" };
        Assert.Empty(ours.SelectMany(name => Assembly.Load(name).GetTypes()).Where(type => type.GetCustomAttribute<CompilerGeneratedAttribute>() is null && !type.Name.StartsWith('<') && Empty().IsMatch(type.Name)).Select(type => type.FullName));
    }

    [Theory]
    [InlineData("ActRecorded")]
    [InlineData("act-recorded")]
    [InlineData("act_recorded.v1")]
    [InlineData("act-recorded.v1b")]
    [InlineData("-act.v1")]
    public void A_planted_stored_name_is_caught(string name) => Assert.DoesNotMatch(StoredName(), name);

    [Fact]
    public void Stored_names_are_lower_case_and_versioned() => Assert.All(EventNames.All.Keys, name => Assert.Matches(StoredName(), name));

    [Fact]
    public void Every_stored_name_has_a_golden()
    {
        var goldens = Tree.Files("tests/Ledger.Domain.Tests/Goldens", ".json").Select(file => Path.GetFileNameWithoutExtension(file.Path)).ToList();
        Assert.Equal(["planted.v1"], WithoutGolden(["planted.v1", "act-recorded.v1"], goldens));
        Assert.Empty(WithoutGolden(EventNames.All.Keys, goldens));
    }

    [Fact]
    public void Every_fact_has_a_stored_name() => Assert.Equal(
        typeof(Ledger.Domain.IFact).Assembly.GetTypes().Where(type => type.IsClass && typeof(Ledger.Domain.IFact).IsAssignableFrom(type)).Select(type => type.Name).Order(StringComparer.Ordinal),
        EventNames.All.Values.Select(type => type.Name).Order(StringComparer.Ordinal));

    private static IEnumerable<string> WithoutGolden(IEnumerable<string> names, List<string> goldens) =>
        names.Where(name => !goldens.Any(golden => golden == name || golden.StartsWith(name + ".", StringComparison.Ordinal)));

    [GeneratedRegex(@"(Manager|Helper|Util|Utils|Service|Common|Base|Impl|Dto|Info|Data)(`\d+)?$")]
    private static partial Regex Empty();

    [GeneratedRegex(@"^[a-z]+(-[a-z]+)*\.v[0-9]+$")]
    private static partial Regex StoredName();
}
