namespace Ledger.Rulebooks;

/// <summary>The same in Chinese and English.</summary>
public sealed record Words(string Zh, string En);
