namespace Ledger.Domain.Passages;

/// <summary>The rulebook has no such passage, or none that leads to the item.</summary>
public sealed record NoSuchPassage(Code? Passage) : Rejection;

/// <summary>It is not open today, or not at this time.</summary>
/// <param name="Rule">JSON pointer into the rulebook.</param>
public sealed record PassageIsClosed(string Rule, DateOnly Today) : Rejection;

/// <summary>It is not to be had this way.</summary>
public sealed record ChannelNotOffered(string Rule) : Rejection;

/// <summary>Papers are of certain values only.</summary>
public sealed record DenominationNotOffered(string Rule) : Rejection;

/// <summary>Less than the least, more than may be paid in points, or no multiple of the step.</summary>
public sealed record QuantityNotOffered(string Rule) : Rejection;

/// <summary>The rulebook of the hold lets nothing be given back, or not for this reason.</summary>
public sealed record RefundNotAllowed(string Rule) : Rejection;
