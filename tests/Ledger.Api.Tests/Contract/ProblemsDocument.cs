using System.Text;
using Ledger.Api.Problems;
using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Contract;

/// <summary>docs/problems.md is written from the catalogue and the routes. <c>LEDGER_WRITE_DOCS=1</c> writes it anew.</summary>
[Collection(SharedApi.Name)]
public sealed class ProblemsDocument(TestApi api)
{
    [Fact]
    public void Is_current()
    {
        var path = Path.Combine(Repository.Root, "docs", "problems.md");
        var text = Written();
        if (Environment.GetEnvironmentVariable("LEDGER_WRITE_DOCS") == "1") File.WriteAllText(path, text);
        Assert.True(File.Exists(path) && File.ReadAllText(path) == text, "docs/problems.md is stale: run this test with LEDGER_WRITE_DOCS=1.");
    }

    private string Written()
    {
        var text = new StringBuilder();
        text.Append("""
            # Problems 拒绝

            Generated from the problem catalogue and the routes; do not edit. Every refusal is an RFC 9457 document
            (`application/problem+json`): `type` (`/problems/` and the slug), `title`, `detail`, `advice` in Chinese, the same
            with `En` in English, `status`, `instance` (the request's id), where it applies `field`, or `errors` with `field`,
            `rule`, `message` and `messageEn`, and the facts of the refusal as further members. Nothing in the books has changed.

            ## All types

            | type | status | 中文 | English | what to do 怎么办 |
            |---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var type in ProblemCatalogue.All)
            text.Append($"| `{type.Slug}` | {type.Status} | {type.Title.Zh} | {type.Title.En} | {type.Advice.Zh} {type.Advice.En} |\n");
        text.Append("""

            ## By operation, in order of precedence

            The first that applies is the answer. An address that leads nowhere is `no-such-page`, a method it does not take
            `method-not-allowed`; a fault of the service itself is `internal-error`. An id that is no UUID is `not-found` before
            the books are asked; a Content-Type that is wrong, rather than missing, is found even before the sign-in;
            `unavailable` may come at any time and is worth a retry with the same key.

            """.ReplaceLineEndings("\n"));
        foreach (var (name, told) in OpenApiTests.Routes(api).OrderBy(route => route.Name.Split(' ')[1], StringComparer.Ordinal).ThenBy(route => route.Name, StringComparer.Ordinal))
        {
            text.Append($"\n### `{name.Replace("/v1/communities/{community}", "…")}`\n{told.Summary}\n");
            text.Append($"{(told.Command is { } command ? $"Command `{command.Name}`. " : "")}{string.Join(", ", told.Refusals.Distinct().Select(type => $"`{type.Slug}`"))}\n");
        }
        return text.ToString();
    }
}
