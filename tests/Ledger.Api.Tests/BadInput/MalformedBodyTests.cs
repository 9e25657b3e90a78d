using System.Net.Http.Headers;
using System.Text;
using Ledger.Api.Tests.Contract;
using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.BadInput;

/// <summary>What no body may be, sent to every operation that takes one: refused by name, and nothing changes.</summary>
[Collection(SharedApi.Name)]
public sealed class MalformedBodyTests(TestApi api)
{
    public static TheoryData<string, string, string> Bodies => new()
    {
        { "nothing at all", "", "malformed-json" },
        { "half an object", "{\"a\":", "malformed-json" },
        { "two objects", "{}{}", "malformed-json" },
        { "a trailing comma", "{\"a\":1,}", "malformed-json" },
        { "a comment", "{/* a */}", "malformed-json" },
        { "not a number", "{\"a\":NaN}", "malformed-json" },
        { "single quotes", "{'a':1}", "malformed-json" },
        { "an escaped U+0000", "{\"a\":\"x\\u0000\"}", "malformed-json" },
        { "U+0000 in a name", "{\"a\\u0000\":1}", "malformed-json" },
        { "a raw control character", "{\"a\":\"\u0001\"}", "malformed-json" },
        { "a lone high surrogate", "{\"a\":\"\\ud83d\"}", "malformed-json" },
        { "a lone low surrogate", "{\"a\":\"\\ude00\"}", "malformed-json" },
        { "a lone surrogate in a name", "{\"\\udc00\":1}", "malformed-json" },
        { "a number beyond 2^53", "{\"a\":9007199254740993}", "malformed-json" },
        { "a number beyond 2^64", "{\"a\":99999999999999999999999999}", "malformed-json" },
        { "a huge exponent", "{\"a\":1e400}", "malformed-json" },
        { "a fraction", "{\"a\":1.5}", "malformed-json" },
        { "nothing in a list", "{\"a\":[{},null]}", "malformed-json" },
        { "null", "null", "invalid-request" },
        { "a list", "[]", "invalid-request" },
        { "a word", "\"word\"", "invalid-request" },
        { "a number", "7", "invalid-request" },
        { "an unknown member", "{\"isAdministrator\":true}", "invalid-request" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Is_refused_by_every_operation(string what, string body, string problem)
    {
        _ = what;
        await RefusedEverywhere(problem, () => Content(Encoding.UTF8.GetBytes(body)));
    }

    [Fact]
    public Task A_nesting_of_twenty_five_is_refused_by_every_operation() => RefusedEverywhere("malformed-json",
        () => Content(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 25)) + "1" + new string('}', 25))));

    [Fact]
    public Task A_nesting_of_ten_thousand_is_refused_by_every_operation() => RefusedEverywhere("malformed-json",
        () => Content(Encoding.UTF8.GetBytes(new string('[', 10_000) + new string(']', 10_000))));

    [Fact]
    public Task Invalid_utf8_is_refused_by_every_operation() => RefusedEverywhere("malformed-json", () => Content([.. "{\"a\":\""u8, 0xff, 0xfe, .. "\"}"u8]));

    [Fact]
    public Task An_overlong_utf8_form_is_refused_by_every_operation() => RefusedEverywhere("malformed-json", () => Content([.. "{\"a\":\""u8, 0xc0, 0xaf, .. "\"}"u8]));

    [Fact]
    public Task Utf16_is_refused_by_every_operation() => RefusedEverywhere("malformed-json", () => Content(Encoding.Unicode.GetBytes("{}")));

    [Fact]
    public Task More_than_256_KiB_is_refused_by_every_operation() => RefusedEverywhere("body-too-large", () => Content(Encoding.UTF8.GetBytes(new string(' ', 256 * 1024 + 1))));

    [Fact]
    public async Task Only_a_rulebook_may_have_more_than_64_KiB()
    {
        var town = await api.SharedTown();
        foreach (var (path, problem) in new[] { ("acts", "body-too-large"), ("rulebooks", "malformed-json") })
            (await town.Office.Calls.Send(HttpMethod.Post, $"{town.Path}/{path}", Content(Encoding.UTF8.GetBytes(new string(' ', 64 * 1024 + 1))), key: ApiClient.NewKey())).Refused(problem);
    }

    [Fact]
    public Task Ten_megabytes_in_chunks_are_refused_by_every_operation() => RefusedEverywhere("body-too-large", () => new Endless(10 * 1024 * 1024), mayBeCutOff: true);

    [Fact]
    public Task Ten_megabytes_announced_are_refused_by_every_operation() =>
        RefusedEverywhere("body-too-large", () => Content(new byte[10 * 1024 * 1024]), mayBeCutOff: true);

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public Task Another_media_type_is_refused_by_every_operation(string? mediaType) => RefusedEverywhere("unsupported-media-type", () =>
    {
        var content = new ByteArrayContent("{}"u8.ToArray());
        if (mediaType is not null) content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        return content;
    });

    /// <summary>A server may hang up while a client is still sending what it will not take; then there is no answer to look at.</summary>
    private async Task RefusedEverywhere(string problem, Func<HttpContent> body, bool mayBeCutOff = false)
    {
        var town = await api.SharedTown();
        await town.ChangesNothing(async () =>
        {
            foreach (var operation in await Callers.Writes(api))
            {
                var caller = operation.Template.EndsWith("/communities/{community}", StringComparison.Ordinal) ? api.Node.Operator : town.Administrator.Calls;
                try
                {
                    var reply = await caller.Send(new HttpMethod(operation.Method), Callers.PathOf(operation, town), body(), key: ApiClient.NewKey());
                    reply.Refused(problem);
                    if (problem is "invalid-request") Assert.NotEmpty(reply.Errors);
                }
                catch (HttpRequestException cut) when (mayBeCutOff && cut.InnerException is IOException)
                {
                }
            }
        });
        await town.Administrator.Calls.Get(town.Path).Accepted();
    }

    private static ByteArrayContent Content(byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private sealed class Endless : HttpContent
    {
        private readonly long _bytes;

        public Endless(long bytes)
        {
            _bytes = bytes;
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            var chunk = new byte[64 * 1024];
            Array.Fill(chunk, (byte)' ');
            for (long sent = 0; sent < _bytes; sent += chunk.Length) await stream.WriteAsync(chunk);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
