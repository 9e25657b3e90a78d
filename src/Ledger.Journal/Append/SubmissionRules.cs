using System.Text.RegularExpressions;

namespace Ledger.Journal.Append;

/// <summary>What may be submitted at all. A breach is a bug of the caller, told before anything is queued.</summary>
internal static partial class SubmissionRules
{
    public const int LongestName = 200;

    private static readonly TimeSpan LongestDeadline = TimeSpan.FromDays(1);

    // Three bytes a character, with community and kind, stay below what an index entry of PostgreSQL holds.
    public const int LongestStateKey = 400;

    /// <exception cref="ArgumentException">The first rule broken; the message names it, never the value.</exception>
    public static void Check(Submission submission)
    {
        Name(submission.Tenant, "The tenant");
        Name(submission.Key.Caller, "The caller");
        Name(submission.Key.Key, "The key");
        if (submission.Fingerprint.Length == 0) throw new ArgumentException("The fingerprint is empty.");
        if (submission.Deadline <= TimeSpan.Zero || submission.Deadline > LongestDeadline) throw new ArgumentException("The deadline must lie within the next day.");
        foreach (var (name, value) in submission.Headers)
        {
            if (!EventHeaders.Names.Contains(name)) throw new ArgumentException("A header is not on the closed list.");
            if (!Code().IsMatch(value)) throw new ArgumentException($"The header {name} is neither a UUID nor a code.");
        }
        foreach (var key in submission.Needs.Rows) StateName(key);
        foreach (var range in submission.Needs.Ranges) Range(range);
        foreach (var stream in submission.Streams) Name(stream, "A stream");
    }

    public static void Name(string? text, string what)
    {
        if (string.IsNullOrEmpty(text) || text.Length > LongestName) throw new ArgumentException($"{what} must have 1 to {LongestName} characters.");
        Storable(text, what);
    }

    public static void StateName(StateKey key)
    {
        Name(key.Kind, "A state row's kind");
        if (key.Key is null || key.Key.Length > LongestStateKey) throw new ArgumentException($"A state row's key may have at most {LongestStateKey} characters.");
        Storable(key.Key, "A state row's key");
    }

    public static void Range(StateRange range)
    {
        Name(range.Kind, "A state range's kind");
        if (range.From is null || range.Before is null || range.Most < 1) throw new ArgumentException("A state range needs From, Before and at least one row.");
        Storable(range.From, "A state range's start");
        Storable(range.Before, "A state range's end");
    }

    /// <summary>U+0000 and lone surrogates are what PostgreSQL, or the driver, refuses only when a whole batch is on its way.</summary>
    private static void Storable(string text, string what)
    {
        if (text.Contains('\0')) throw new ArgumentException($"{what} holds U+0000.");
        if (!text.AsSpan().ContainsAnyInRange('\ud800', '\udfff')) return;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsSurrogatePair(text, i++)) throw new ArgumentException($"{what} holds a lone surrogate.");
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9._:-]{0,99}\\z")]
    private static partial Regex Code();
}
