using System.Reflection;
using System.Text;
using System.Text.Json;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Tests.Rulebooks;

/// <summary>docs/rulebook-guide.md tells the truth.</summary>
public sealed class GuideSpecs
{
    private static readonly string Guide = File.ReadAllText(Repository.PathOf("docs", "rulebook-guide.md"));

    [Fact]
    public void The_guides_rulebook_compiles()
    {
        var (document, why) = DocumentJson.Read(Encoding.UTF8.GetBytes(Guide.Split("```json")[1].Split("```")[0].Trim()));
        Assert.True(document is not null, why?.ToString());
        Assert.Empty(CompiledRulebook.Of(document!).Findings);
    }

    [Fact]
    public void The_guide_names_every_member_of_a_rulebook()
    {
        var members = typeof(RulebookDocument).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(member => JsonNamingPolicy.CamelCase.ConvertName(member.Name));
        Assert.All(members, member => Assert.Contains($"`{member}`", Guide, StringComparison.Ordinal));
    }
}
