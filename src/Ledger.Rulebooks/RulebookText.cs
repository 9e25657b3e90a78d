using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Checking;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Rulebooks;

/// <summary>Where in a text: from 1, in characters; 0 is the whole.</summary>
public readonly record struct Place(long Line, long Column);

/// <summary>A finding as a secretary is told it.</summary>
public sealed record Told(Place Place, Finding Finding)
{
    public Words Words => FindingWords.Of(Finding);
}

/// <summary>A rulebook as it was written, in JSON or in YAML: either a document, or what keeps the text from being one.</summary>
public sealed partial class RulebookText
{
    private readonly Places _places;
    private readonly IReadOnlyList<Finding> _faults;

    private RulebookText(RulebookDocument? document, Places places, IReadOnlyList<Finding> faults) => (Document, _places, _faults) = (document, places, faults);

    public RulebookDocument? Document { get; }

    /// <summary>Whether it is JSON or YAML at all.</summary>
    public bool IsReadable => Document is not null || !_places.HasFault;

    /// <summary>Reads bytes that may be anything.</summary>
    public static RulebookText Read(ReadOnlySpan<byte> bytes, bool isYaml)
    {
        var places = new Places();
        if (bytes.Length > DocumentJson.MostBytes) return new(null, places.Fault(default(Place)), [new("", "too-large", About: $"{DocumentJson.MostBytes / 1024} KiB")]);
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[3..];
        if (!Utf8.IsValid(bytes)) return new(null, places.Fault(Before(bytes)), [new("", "bad-encoding")]);
        var (json, fault) = isYaml ? YamlText.Read(bytes, places) : JsonText.Read(bytes, places);
        if (fault is not null) return new(null, places, [fault]);
        using var tree = JsonDocument.Parse(json);
        var shape = ShapeCheck.Of(tree.RootElement);
        if (shape.Count > 0) return new(null, places, shape);
        var (document, why) = DocumentJson.Read(json);
        return document is null ? new(null, places, [new(Pointer(why!.Path), why.Code)]) : new(document, places, []);
    }

    /// <summary>Everything that is found, with its place, in the order of the text.</summary>
    /// <param name="around">Absent: only what the document says by itself.</param>
    public IReadOnlyList<Told> Check(Surroundings? around = null) => Tell(Document is null ? _faults : RulebookChecker.Check(Document, around).Findings);

    public IReadOnlyList<Told> Tell(IEnumerable<Finding> findings) => [.. findings.Select(finding => new Told(_places.Of(finding), finding)).OrderBy(told => told.Place.Line).ThenBy(told => told.Place.Column)];

    /// <summary>The text before the first byte that is no UTF-8.</summary>
    private static string Before(ReadOnlySpan<byte> bytes)
    {
        var before = new StringBuilder();
        while (Rune.DecodeFromUtf8(bytes, out var rune, out var length) == System.Buffers.OperationStatus.Done)
        {
            before.Append(rune.ToString());
            bytes = bytes[length..];
        }
        return before.ToString();
    }

    /// <summary><c>$.acts[0].title</c> → <c>/acts/0/title</c></summary>
    private static string Pointer(string path) => string.Concat(Step().Matches(path).Select(step => "/" + (step.Groups[1].Success ? step.Groups[1].Value : step.Groups[2].Success ? step.Groups[2].Value : step.Groups[3].Value)));

    [GeneratedRegex(@"\['([^']*)'\]|\[(\d+)\]|\.([^.\[]+)")]
    private static partial Regex Step();
}
