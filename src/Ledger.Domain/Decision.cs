namespace Ledger.Domain;

/// <summary>Something that happened, in the past tense. Its stored name is in <see cref="Storage.EventNames"/>, never derived from the class.</summary>
public interface IFact;

/// <summary>A "no" with its facts. What people read is in the problem catalogue, what the client does about it follows from the type.</summary>
public abstract record Rejection;

/// <summary>A fact on its way into a stream.</summary>
public readonly record struct NewFact(Stream Stream, IFact Fact);

/// <summary>What a decision says: accepted with facts and what the caller is told, or rejected with a reason.</summary>
public abstract record Decision<TResult>
{
    private Decision() { }

    public sealed record Accepted(IReadOnlyList<NewFact> Facts, TResult Result) : Decision<TResult>;

    public sealed record Rejected(Rejection Reason) : Decision<TResult>;

    public static implicit operator Decision<TResult>(Rejection reason) => new Rejected(reason);
}

/// <summary>
/// A command is data; <see cref="Decide"/> is its one decision. It reads rows and time from the books it is given and nothing
/// else. The order of its lines is the documented order of precedence of its refusals.
/// </summary>
public interface ICommand<TResult>
{
    Actor By { get; }

    /// <summary>The rows the decision is sure to look at. Others are found by asking again, at most <see cref="MostReadings"/> times.</summary>
    void Name(Needs needs) { }

    /// <summary>Three are enough for all but those that follow a chain of rows.</summary>
    int MostReadings => 3;

    Decision<TResult> Decide(Books books);
}

/// <summary>Lists what a command can refuse, in order of precedence: what OpenAPI and docs/problems.md tell.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RefusesAttribute(params Type[] rejections) : Attribute
{
    public IReadOnlyList<Type> Rejections { get; } = rejections;
}

/// <summary>The stream a fact lies in, and Marten's alias of what it tells about.</summary>
public readonly record struct Stream(string Id, string Type)
{
    public static readonly Stream Community = new("community", "community");
    public static Stream Node(Code node) => new($"node-{node}", "node");
    public static Stream Person(PersonId person) => new($"person-{person}", "person");
    public static Stream Team(TeamId team) => new($"team-{team}", "team");
    public static Stream Act(ActId act) => new($"act-{act}", "act");
    public static Stream Merchant(MerchantId merchant) => new($"merchant-{merchant}", "merchant");
    public static Stream Terminal(TerminalId terminal) => new($"terminal-{terminal}", "terminal");
    public static Stream Offer(OfferId offer) => new($"offer-{offer}", "offer");
    public static Stream Opening(OpeningId opening) => new($"opening-{opening}", "opening");
    public static Stream Month(Month month) => new($"month-{month}", "month");
    public static Stream AuditCheck(AuditCheckId check) => new($"audit-check-{check}", "audit-check");
    public static Stream Deduction(DeductionId deduction) => new($"deduction-{deduction}", "deduction");
    public static Stream Of(Subject subject) => new(subject == Subject.Community ? "community" : $"{subject.Kind.ToString().ToLowerInvariant()}-{subject.Id}", subject.Kind.ToString().ToLowerInvariant());
    public static Stream Import(ImportId import) => new($"import-{import}", "import");
}
