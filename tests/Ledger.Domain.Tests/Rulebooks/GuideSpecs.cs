using System.Reflection;
using System.Text;
using System.Text.Json;
using Ledger.Domain.Rulebooks.Checking;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Tests.Rulebooks;

/// <summary>docs/rulebook-guide.md tells the truth.</summary>
public sealed class GuideSpecs
{
    private static readonly string Guide = File.ReadAllText(Repository.PathOf("docs", "rulebook-guide.md"));

    public static TheoryData<int> Rulebooks => [.. Enumerable.Range(0, Guide.Split("```json").Length - 1)];

    [Theory, MemberData(nameof(Rulebooks))]
    public void A_rulebook_of_the_guide_could_be_published_as_it_stands(int number)
    {
        var (document, why) = DocumentJson.Read(Encoding.UTF8.GetBytes(Guide.Split("```json")[number + 1].Split("```")[0].Trim()));
        Assert.True(document is not null, why?.ToString());
        Assert.DoesNotContain(RulebookChecker.Check(document!, new Surroundings(null, [], HasDecision: true)).Findings, finding => finding.Severity == Severity.Error);
    }

    [Fact]
    public void The_guide_names_every_member_of_a_rulebook()
    {
        var members = typeof(RulebookDocument).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(member => JsonNamingPolicy.CamelCase.ConvertName(member.Name));
        Assert.All(members, member => Assert.Contains($"`{member}`", Guide, StringComparison.Ordinal));
    }
}
