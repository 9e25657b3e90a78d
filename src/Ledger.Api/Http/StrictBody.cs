using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FluentValidation;
using Ledger.Api.Problems;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Rulebooks;

namespace Ledger.Api.Http;

/// <summary>
/// Reads a request's body: first its size and form, then its members, then their shape. What is found wrong is a problem that
/// names field and rule; nothing of the domain has been asked yet.
/// </summary>
public static partial class StrictBody
{
    public const int MostBytes = 64 * 1024;

    public static async Task<(T? Body, Problem? Problem)> Read<T>(HttpRequest request, IValidator<T>? validator, CancellationToken cancel, int most = MostBytes) where T : class
    {
        if (!request.HasJsonContentType()) return (null, new Problem(RequestProblems.NotJson, new("请求体须为 application/json。", "The body must be application/json.")));
        var utf8 = await Bytes(request, most, cancel);
        if (utf8 is null) return (null, new Problem(RequestProblems.TooLarge, new($"请求体最多 {most} 字节。", $"A body has at most {most} bytes.")));
        var isRulebook = typeof(T) == typeof(RulebookDocument);
        // Editors put a mark of the encoding before a file; no request has one.
        if (isRulebook && utf8.AsSpan().StartsWith(Encoding.UTF8.Preamble)) utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        if (JsonForm.FaultOf(utf8) is { } malformed) return (null, isRulebook ? Placed(malformed, utf8) : malformed);
        if (isRulebook && RulebookFault(request.HttpContext, utf8) is { } unread) return (null, unread);
        T body;
        try
        {
            body = JsonSerializer.Deserialize<T>(utf8, ApiJson.Strict) ?? throw new JsonException("null");
        }
        catch (JsonException wrong)
        {
            return (null, Invalid([FaultOf(wrong)]));
        }
        var found = validator?.Validate(body);
        return found is null or { IsValid: true } ? (body, null) : (null, Invalid([.. found.Errors.Select(ValidationWords.Of)]));
    }

    /// <summary>A rulebook is written by people: what is wrong with it is told with line and column, here and where its findings are.</summary>
    private static Problem? RulebookFault(HttpContext http, byte[] utf8)
    {
        var text = RulebookText.Read(utf8, isYaml: false);
        // A request may say null for what is not there, a file may not.
        if (text.Document is null && text.Check() is [{ Finding.Code.Value: "null-value" }]) return null;
        http.Items[typeof(RulebookText)] = text;
        return text.Document is null ? Invalid([.. text.Check().Select(FieldFault.Of)]) : null;
    }

    /// <summary>A malformed rulebook: where, as its writer's editor counts.</summary>
    private static Problem Placed(Problem malformed, byte[] utf8) => RulebookText.Read(utf8, isYaml: false) is { Document: null } text && FieldFault.Of(text.Check()[0]) is var fault
        ? malformed with { Detail = new(fault.Message.Zh, fault.Message.En), Field = fault.Field, Faults = [fault] }
        : malformed;

    public static Problem Invalid(IReadOnlyList<FieldFault> faults) => new(RequestProblems.Invalid,
        new(string.Join("；", faults.Take(5).Select(fault => $"{fault.Field}：{fault.Message.Zh}")), string.Join("; ", faults.Take(5).Select(fault => $"{fault.Field}: {fault.Message.En}"))))
    {
        Field = faults[0].Field,
        Faults = faults,
    };

    /// <summary>Null when there are more bytes than allowed.</summary>
    public static async Task<byte[]?> Bytes(HttpRequest request, int most, CancellationToken cancel)
    {
        if (request.ContentLength > most) return null;
        // The server ends a body at the length it was told of.
        if (request.ContentLength is { } length)
        {
            var whole = new byte[length];
            await request.Body.ReadExactlyAsync(whole, cancel);
            return whole;
        }
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancel)) > 0;)
        {
            if (kept.Length + read > most) return null;
            kept.Write(buffer, 0, read);
        }
        return kept.ToArray();
    }

    private static FieldFault FaultOf(JsonException wrong)
    {
        var path = (wrong.Path ?? "$").TrimStart('$').TrimStart('.');
        if (wrong is BadText badly) return new(path, badly.Fault.Value, new("数量、日期或时间的写法不对", "This is not how a quantity, a day or a time is written"));
        if (wrong.Message.Contains("could not be mapped"))
            return new(Quoted().Match(wrong.Message).Groups[1].Value is { Length: > 0 } name && !path.EndsWith(name, StringComparison.Ordinal) ? Join(path, name) : path,
                "unknown-member", new("没有这一项", "There is no such member"));
        if (wrong.Message.Contains("missing required"))
            return new(Join(path, Missing().Match(wrong.Message).Groups[1].Value), "missing-member", new("缺少这一项", "This member is missing"));
        if (wrong.Message.Contains("duplicate", StringComparison.OrdinalIgnoreCase))
            return new(path, "repeated-member", new("这一项重复出现", "This member is repeated"));
        return new(path.Length == 0 ? "$" : path, "wrong-type", new("类型或格式不对", "The type or form is wrong"));
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    [GeneratedRegex("property '([^']+)'")]
    private static partial Regex Quoted();

    [GeneratedRegex("including: '([^']+)'")]
    private static partial Regex Missing();
}
