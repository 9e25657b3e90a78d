namespace Ledger.Domain.Rulebooks.Compiling;

/// <summary>What is wrong with a document, and where.</summary>
/// <param name="Pointer">JSON pointer into the document.</param>
/// <param name="Code">Such as wrong-unit or unknown-measure.</param>
public sealed record Finding(string Pointer, Code Code);
