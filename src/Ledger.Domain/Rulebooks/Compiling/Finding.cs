namespace Ledger.Domain.Rulebooks.Compiling;

using System.Text.Json.Serialization;

/// <summary>An error keeps a rulebook from being published; a warning says what will hardly have been meant.</summary>
[JsonConverter(typeof(KebabEnum<Severity>))]
public enum Severity { Error, Warning }

/// <summary>What is wrong with a document, and where.</summary>
/// <param name="Pointer">JSON pointer into the document.</param>
/// <param name="Code">Such as wrong-unit or unknown-measure.</param>
/// <param name="About">What stands there, or what it does not go together with.</param>
/// <param name="Suggestion">What may have been meant: a code that is nearly the same, a quantity that follows.</param>
public sealed record Finding(string Pointer, Code Code, Severity Severity = Severity.Error, string? About = null, string? Suggestion = null);
