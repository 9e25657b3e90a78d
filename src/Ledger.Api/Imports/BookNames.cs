using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Grid;
using Ledger.Domain.Rulebooks;
using Ledger.Journal;

namespace Ledger.Api.Imports;

/// <summary>How people name what the books know by a code. A name that fits several is never guessed.</summary>
internal sealed class GridNames(IEnumerable<GridNode> nodes)
{
    public static readonly StateRange All = StateRange.StartingWith("node", "", 50_000);

    private readonly Dictionary<Code, GridNode> _nodes = nodes.ToDictionary(node => node.Node);
    private ILookup<string, GridNode>? _named;

    private ILookup<string, GridNode> Named => _named ??= _nodes.Values.SelectMany(node => new[] { node.Name.Zh, node.Name.En }.Where(name => name is not null)
        .Select(name => (Name: BookNames.Plain(name!), Node: node))).Distinct().ToLookup(pair => pair.Name, pair => pair.Node);

    public GridNode? Find(Code node) => _nodes.GetValueOrDefault(node);

    /// <summary>A code, a name, or a name with what lies above it: 海韵片区/3号楼. More than one answer is ambiguous.</summary>
    public IReadOnlyList<GridNode> Called(string text)
    {
        if (Code.IsCode(text) && _nodes.TryGetValue(new Code(text), out var exact)) return [exact];
        var parts = Width.Narrow(text).Split('/', '>').Select(BookNames.Plain).Where(part => part.Length > 0).ToList();
        return parts.Count == 0 ? [] : [.. Named[parts[^1]].Where(node => LiesBelow(node, parts[..^1]))];
    }

    /// <summary>A text that <see cref="Called"/> understands, the name if it can be.</summary>
    public string Say(Code node) => Find(node) is { } known && Called(known.Name.Zh) is [var only] && only.Node == node ? known.Name.Zh : node.Value;

    private bool LiesBelow(GridNode node, List<string> above)
    {
        var left = above.Count;
        foreach (var code in node.Path.Reverse().Skip(1))
            if (left > 0 && Find(code) is { } ancestor && (BookNames.Plain(ancestor.Name.Zh) == above[left - 1] || code.Value == above[left - 1])) left--;
        return left == 0;
    }
}

/// <summary>The act types of the rulebook of a day, by code or title.</summary>
internal sealed class ActTypeNames(Rulebook? rulebook)
{
    private readonly ILookup<string, Code> _titled = (rulebook?.Document.Acts ?? []).SelectMany(type => new[] { type.Title.Zh, type.Title.En }.Where(title => title is not null)
        .Select(title => (Title: BookNames.Plain(title!), type.Code))).Distinct().ToLookup(pair => pair.Title, pair => pair.Code);

    public IReadOnlyList<Code> Called(string text) =>
        Code.IsCode(text) && rulebook?.Find(new Code(text)) is { } type ? [type.Code] : [.. _titled[BookNames.Plain(text)]];

    public string Say(Code code) => rulebook?.Find(code) is { } type && Called(type.Title.Zh) is [var only] && only == code ? type.Title.Zh : code.Value;

    public string Version => rulebook?.Document.Version.Value ?? "";
}

/// <summary>The boards of a rulebook, by code or title.</summary>
internal sealed class BoardNames(Rulebook? rulebook)
{
    public IReadOnlyList<Code> Called(string text)
    {
        var boards = rulebook?.Document.Boards ?? [];
        if (Code.IsCode(text) && boards.Any(board => board.Code == new Code(text))) return [new Code(text)];
        var plain = BookNames.Plain(text);
        return [.. boards.Where(board => BookNames.Plain(board.Title.Zh) == plain || (board.Title.En is { } en && BookNames.Plain(en) == plain)).Select(board => board.Code)];
    }

    public string Version => rulebook?.Document.Version.Value ?? "";
}

internal static class BookNames
{
    public static string Plain(string name) => string.Concat(Width.Narrow(name).Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();
}
