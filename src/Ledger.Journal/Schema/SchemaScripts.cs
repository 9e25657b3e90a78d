using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Ledger.Journal.Schema;

/// <summary>
/// Numbered SQL files (<c>NNNN-name.sql</c>, embedded) of one chapter of the database. Each project that owns tables
/// has a chapter of its own, so their numbers do not meet.
/// </summary>
/// <param name="Chapter">Lower case, never renamed: it is part of the key in <c>ledger.schema_version</c>.</param>
public sealed partial record SchemaScripts(string Chapter, IReadOnlyList<SchemaScript> Scripts)
{
    /// <summary>All embedded resources of the assembly that are named like a numbered script.</summary>
    /// <exception cref="InvalidOperationException">The numbers do not run from 1 without a gap.</exception>
    public static SchemaScripts Of(string chapter, Assembly assembly)
    {
        var scripts = assembly.GetManifestResourceNames()
            .Select(resource => (Resource: resource, Match: Numbered().Match(resource)))
            .Where(found => found.Match.Success)
            .Select(found => new SchemaScript(int.Parse(found.Match.Groups[1].Value), found.Match.Groups[2].Value, Read(assembly, found.Resource)))
            .OrderBy(script => script.Number)
            .ToList();
        if (scripts.Where((script, index) => script.Number != index + 1).Any())
            throw new InvalidOperationException($"The scripts of {chapter} do not run from 0001 without a gap.");
        return new SchemaScripts(chapter, scripts);
    }

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\.(\d{4})-([a-z0-9-]+)\.sql$")]
    private static partial Regex Numbered();
}

/// <param name="Number">From 1, without a gap.</param>
public sealed record SchemaScript(int Number, string Name, string Sql)
{
    /// <summary>Line ends are left out of account, since a checkout may change them.</summary>
    public byte[] Checksum => SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n")));
}

/// <summary>The database and the binary do not fit: nothing may be served until somebody has looked.</summary>
public sealed class SchemaMismatchException(string why) : Exception(why);
