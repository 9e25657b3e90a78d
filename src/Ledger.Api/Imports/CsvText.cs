using System.Text;

namespace Ledger.Api.Imports;

/// <summary>
/// The text of a file as Excel and its likes write it. A byte-order mark decides; without one it is UTF-8 when it can be,
/// otherwise GB18030, which contains GBK and GB2312.
/// </summary>
internal static class CsvText
{
    private static readonly Encoding StrictUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    private static readonly (byte[] Mark, Encoding Encoding)[] Marked =
    [
        ([0xEF, 0xBB, 0xBF], StrictUtf8),
        ([0x84, 0x31, 0x95, 0x33], Gb18030),
        ([0xFF, 0xFE], new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true)),
        ([0xFE, 0xFF], new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true)),
    ];

    /// <summary>Null when it is no text: a workbook, a picture, a damaged file.</summary>
    public static string? Of(ReadOnlySpan<byte> bytes)
    {
        foreach (var (mark, encoding) in Marked)
            if (bytes.StartsWith(mark)) return Text(encoding, bytes[mark.Length..]);
        return Text(StrictUtf8, bytes) ?? Text(Gb18030, bytes);
    }

    private static string? Text(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            var text = encoding.GetString(bytes);
            return text.Any(IsNoText) ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Control characters do not occur in what people typed: a workbook or a picture is full of them.</summary>
    private static bool IsNoText(char c) => c < ' ' && c is not ('\t' or '\r' or '\n');
}
