using System.Text.Json.Serialization;

namespace Ledger.Domain.Rulebooks.Document;

[JsonConverter(typeof(KebabEnum<Reviewed>))]
public enum Reviewed { Act, Deduction, Ladder }

[JsonConverter(typeof(KebabEnum<PostsAt>))]
public enum PostsAt { Attested, MonthEnd, QuarterEnd, YearEnd }

/// <summary>A body that signs: so many different people of these roles.</summary>
public sealed record Body(Code Code, Title Title, IReadOnlyList<Role> Roles, int Signers, Whose? Scope = null) : Node;

/// <summary>Who must sign (primitive 9); the first entry that applies. The last step is the attestation.</summary>
/// <param name="Recorders">How many different people record.</param>
public sealed record Review(
    Code Code, IReadOnlyList<ReviewStep> Steps, Reviewed? Of = null, When? When = null, Tier? Tier = null, IReadOnlyList<Code>? Evidence = null, int? Recorders = null, bool? Late = null) : Node;

/// <param name="Asks">Inputs and marks that this step must state.</param>
public sealed record ReviewStep(Code Body, IReadOnlyList<Code>? Asks = null);

public sealed record Tier(Code Measure, Quantity Above, Quantity? UpTo = null);

/// <summary>How late things may come.</summary>
/// <param name="WindowClosesAfter">So long after its last day a window is not adjusted any more: 0 to 400 days.</param>
/// <param name="Longest">A longer act is refused.</param>
public sealed record Filing(
    Quantity Within, Quantity Longest, Quantity? WindowClosesAfter = null, ClaimsUntil? ClaimsUntil = null, Quantity? Appeal = null) : Node
{
    /// <summary>So many days after its last day what a window holds is forgotten, whatever a version says: an act of another may still come late.</summary>
    public const int LongestOpen = 400;

    /// <summary>The last day on which an act of that day may be recorded.</summary>
    public DateOnly LastDay(DateOnly occurredOn)
    {
        var within = occurredOn.AddDays((int)Within.Units);
        return ClaimsUntil is { } until && until.MonthDay.In(occurredOn.Year + until.OfYear) is var claims && claims < within ? claims : within;
    }

    /// <summary>So many days after its last day a window is still adjusted; absent: as long as an act may be recorded.</summary>
    public int AdjustsFor() => (int)(WindowClosesAfter ?? Within).Units;

    /// <summary>So many days after its last day an act may still be counted in a window.</summary>
    public int ClosesAfter() => (int)(WindowClosesAfter?.Units ?? LongestOpen);
}

/// <param name="OfYear">0: of the year it happened in, 1: of the next.</param>
public sealed record ClaimsUntil(MonthDay MonthDay, int OfYear);

/// <summary>Working days of public notice.</summary>
public sealed record Notices(Quantity? Act = null, Quantity? Deduction = null) : Node;

/// <summary>What is taken for which conduct; 0 is a strike.</summary>
/// <param name="Inputs">The numbers that who proposes it must state.</param>
public sealed record Deduction(
    Code Code, Title Title, Code Board, Whose Of, TextOr<Quantity?, Amount> Take, Code? Commodity = null, Code? Review = null, Quantity? Notice = null, IReadOnlyList<Code>? Inputs = null) : Node;

/// <summary>How a version of the rulebook comes into force.</summary>
public sealed record Adoption(IReadOnlyList<AdoptionStep> Steps, Quantity? NoticeBefore = null) : Node;

public sealed record AdoptionStep(Code Code, Title Title, Code? Body = null);
