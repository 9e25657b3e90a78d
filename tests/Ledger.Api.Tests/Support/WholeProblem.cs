using System.Globalization;
using System.Text.Json;

namespace Ledger.Api.Tests.Support;

/// <summary>What every refusal has, whatever it is about (RFC 9457, in Chinese and English).</summary>
internal static class WholeProblem
{
    public static void Check(Reply reply)
    {
        Assert.Equal("application/problem+json", reply.MediaType);
        Assert.Equal(reply.Status, reply.Long("status"));
        Assert.StartsWith("/problems/", reply.Says("type"));
        foreach (var member in new[] { "title", "detail", "advice" })
        {
            Assert.True(reply.Says(member).Any(c => c is >= '\u4e00' and <= '\u9fff'), $"{member} is not Chinese. {reply}");
            Assert.True(reply.Says($"{member}En").Any(char.IsAsciiLetter), $"{member}En is not English. {reply}");
        }
        // Towns lie in China: who stands at a counter reads the time on the wall, not that of London. What somebody sent is said back as it came.
        foreach (var member in new[] { "detail", "detailEn" }.Where(_ => reply.Problem != "offset-does-not-fit-zone")) Assert.DoesNotContain("+00:00", reply.Says(member), StringComparison.Ordinal);
        Assert.Equal($"urn:uuid:{reply.Headers["X-Request-Id"]}", reply.Says("instance"));
        if (reply.Json.TryGetProperty("errors", out var errors))
            foreach (var error in errors.EnumerateArray())
                foreach (var member in new[] { "field", "rule", "message", "messageEn" }) Assert.False(string.IsNullOrEmpty(error.GetProperty(member).GetString()), reply.ToString());
        if (reply.Status is 503 or 429) Assert.True(int.TryParse(reply.Headers["Retry-After"], out var seconds) ? seconds > 0
            : DateTimeOffset.TryParseExact(reply.Headers["Retry-After"], "R", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), reply.ToString());
        CheckNothingLeaks(reply);
    }

    private static void CheckNothingLeaks(Reply reply)
    {
        foreach (var word in new[] { "   at ", "Exception", "Npgsql", "System.", "SELECT ", "ledger.", "Password", "Host=" })
            Assert.False(reply.Text.Contains(word, StringComparison.Ordinal), $"'{word}' leaks. {reply}");
    }
}
