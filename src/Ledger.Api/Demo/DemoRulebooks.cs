using System.Text.Json;
using Ledger.Api.Http;
using Ledger.Domain.Rulebooks;

namespace Ledger.Api.Demo;

/// <summary>The sample rulebooks, carried inside this assembly: a published build has them without the repository.</summary>
public static class DemoRulebooks
{
    /// <param name="name">Such as <c>haian-sample/rulebook.json</c>.</param>
    public static RulebookDocument Read(string name)
    {
        using var json = typeof(DemoRulebooks).Assembly.GetManifestResourceStream($"rulebooks/{name}")
            ?? throw new InvalidOperationException($"The sample rulebook {name} is not in this build.");
        return JsonSerializer.Deserialize<RulebookDocument>(json, ApiJson.Strict)!;
    }
}
