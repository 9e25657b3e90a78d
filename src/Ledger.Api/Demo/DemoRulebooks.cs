using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Api.Demo;

/// <summary>The sample rulebooks, carried inside this assembly: a published build has them without the repository.</summary>
public static class DemoRulebooks
{
    /// <param name="name">Such as <c>haian-sample/rulebook.json</c>.</param>
    public static RulebookDocument Read(string name)
    {
        using var json = typeof(DemoRulebooks).Assembly.GetManifestResourceStream($"rulebooks/{name}")
            ?? throw new InvalidOperationException($"The sample rulebook {name} is not in this build.");
        var utf8 = new byte[json.Length];
        json.ReadExactly(utf8);
        var (document, why) = DocumentJson.Read(utf8);
        return document ?? throw new InvalidOperationException($"The sample rulebook {name} cannot be read: {why}.");
    }
}
