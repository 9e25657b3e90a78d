using System.Text;
using System.Text.Json;
using Ledger.Api.Problems;
using Ledger.Domain;

namespace Ledger.Api.Http;

/// <summary>What JSON text may not have, whatever it means: broken syntax or UTF-8, deep nesting, U+0000, lone surrogates, numbers that are not whole or beyond 2^53, a list that holds nothing in a place.</summary>
internal static class JsonForm
{
    public static Problem? FaultOf(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = ApiJson.Deepest });
        var before = JsonTokenType.None;
        try
        {
            for (; reader.Read(); before = reader.TokenType)
            {
                if (TokenFault(ref reader) is { } fault) return fault;
                // After a name it is a member that is left out; anywhere else it stands in a list.
                if (reader.TokenType == JsonTokenType.Null && before != JsonTokenType.PropertyName && reader.CurrentDepth > 0) return At(reader.TokenStartIndex, "no-null", "列表中不得有 null", "No null in a list");
            }
            return null;
        }
        catch (JsonException wrong)
        {
            var (line, column) = (wrong.LineNumber + 1, wrong.BytePositionInLine + 1);
            var deep = wrong.Message.Contains("depth", StringComparison.OrdinalIgnoreCase);
            return deep
                ? At(reader.TokenStartIndex, "too-deep", $"嵌套超过 {ApiJson.Deepest} 层", $"Nested deeper than {ApiJson.Deepest}")
                : new Problem(RequestProblems.Malformed, new($"第 {line} 行第 {column} 字节处不是合法的 JSON。", $"Not JSON at line {line}, byte {column}.")) { Field = "$" };
        }
    }

    private static Problem? TokenFault(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
        {
            try
            {
                if (reader.GetString()!.Contains('\0')) return At(reader.TokenStartIndex, "no-u0000", "不得含有 U+0000", "U+0000 is not allowed");
            }
            catch (Exception broken) when (broken is InvalidOperationException or DecoderFallbackException)
            {
                return At(reader.TokenStartIndex, "well-formed-text", "含有不成对的代理字符或无效的 UTF-8", "Lone surrogate or invalid UTF-8");
            }
        }
        if (reader.TokenType == JsonTokenType.Number && !(reader.TryGetInt64(out var number) && number is >= -AmountJson<Points>.Largest and <= AmountJson<Points>.Largest))
            return At(reader.TokenStartIndex, "whole-number", "须为 2^53 以内的整数", "Only whole numbers within 2^53");
        return null;
    }

    private static Problem At(long position, string rule, string zh, string en) =>
        new(RequestProblems.Malformed, new($"第 {position + 1} 字节处：{zh}。", $"At byte {position + 1}: {en}."))
        {
            Field = "$",
            Faults = [new("$", rule, new(zh, en))],
        };
}
