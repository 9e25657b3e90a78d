using System.Xml.Linq;

namespace Ledger.HouseRules.Tests;

/// <summary>Who may reference whom. Nothing sees tests; Domain sees nothing and no package.</summary>
public sealed class References
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Ledger.Domain"] = [],
        ["Ledger.Journal"] = [],
        ["Ledger.PrivatePostgres"] = [],
        ["Ledger.Projections"] = ["Ledger.Domain", "Ledger.Journal"],
        ["Ledger.Vault"] = ["Ledger.Domain", "Ledger.Journal"],
        ["Ledger.Rulebooks"] = ["Ledger.Domain"],
        ["Ledger.Api"] = ["Ledger.Domain", "Ledger.Journal", "Ledger.Projections", "Ledger.PrivatePostgres", "Ledger.Vault", "Ledger.Rulebooks"],
        ["Ledger.Cli"] = ["Ledger.Domain", "Ledger.Journal", "Ledger.Projections", "Ledger.PrivatePostgres", "Ledger.Vault", "Ledger.Rulebooks"],
    };

    [Theory]
    [InlineData("src/Ledger.Domain/Ledger.Domain.csproj", """<Project><ItemGroup><PackageReference Include="NodaTime" /></ItemGroup></Project>""")]
    [InlineData("src/Ledger.Domain/Ledger.Domain.csproj", """<Project><ItemGroup><FrameworkReference Include="Microsoft.AspNetCore.App" /></ItemGroup></Project>""")]
    [InlineData("src/Ledger.Domain/Ledger.Domain.csproj", """<Project Sdk="Microsoft.NET.Sdk.Web" />""")]
    [InlineData("src/Ledger.Domain/Ledger.Domain.csproj", """<Project><ItemGroup><ProjectReference Include="../Ledger.Journal/Ledger.Journal.csproj" /></ItemGroup></Project>""")]
    [InlineData("src/Ledger.Journal/Ledger.Journal.csproj", """<Project><ItemGroup><ProjectReference Include="../Ledger.Domain/Ledger.Domain.csproj" /></ItemGroup></Project>""")]
    [InlineData("src/Ledger.Projections/Ledger.Projections.csproj", """<Project><ItemGroup><ProjectReference Include="../Ledger.Api/Ledger.Api.csproj" /></ItemGroup></Project>""")]
    [InlineData("src/Ledger.Api/Ledger.Api.csproj", """<Project><ItemGroup><ProjectReference Include="../../tests/Ledger.Domain.Tests/Ledger.Domain.Tests.csproj" /></ItemGroup></Project>""")]
    [InlineData("src/Ledger.New/Ledger.New.csproj", """<Project><ItemGroup><ProjectReference Include="../Ledger.Domain/Ledger.Domain.csproj" /></ItemGroup></Project>""")]
    public void A_planted_reference_is_caught(string path, string text) => Assert.NotEmpty(Violations(new(path, text)));

    [Fact]
    public void References_point_the_right_way() => Assert.Empty(Tree.Files("src", ".csproj").SelectMany(Violations));

    [Fact]
    public void The_domain_as_compiled_references_the_framework_only() =>
        Assert.All(typeof(Ledger.Domain.Books).Assembly.GetReferencedAssemblies(), name => Assert.StartsWith("System.", name.Name, StringComparison.Ordinal));

    private static IEnumerable<string> Violations(SourceFile project)
    {
        var (name, xml) = (Path.GetFileNameWithoutExtension(project.Path), XDocument.Parse(project.Text));
        var allowed = Allowed.GetValueOrDefault(name, []);
        foreach (var reference in xml.Descendants("ProjectReference").Select(item => Path.GetFileNameWithoutExtension(item.Attribute("Include")!.Value.Replace('\\', '/'))))
            if (!allowed.Contains(reference)) yield return $"{name} references {reference}";
        if (name != "Ledger.Domain") yield break;
        foreach (var package in xml.Descendants().Where(item => item.Name.LocalName is "PackageReference" or "FrameworkReference" or "Reference")) yield return $"{name} uses {package.Attribute("Include")?.Value}";
        if (xml.Root!.Attribute("Sdk")?.Value is { } sdk && sdk != "Microsoft.NET.Sdk") yield return $"{name} is made with {sdk}";
    }
}
