namespace Ledger.Model;

/// <param name="Household">As registered.</param>
public sealed record Somebody(Guid Id, Guid? Household, string? Node, bool Suspended)
{
    public IReadOnlyList<(DateOnly From, Guid? Household, string? Node)> Moves { get; init; } = [];
}

/// <param name="Node">Only there.</param>
public sealed record RoleGiven(Guid Person, string Role, Guid? Merchant, DateOnly From, DateOnly? Until, string? Node = null)
{
    public bool IsOn(DateOnly day) => From <= day && !(Until < day);
}

/// <summary>
/// A community's books once more, written from the rules (DOMAIN.md §2) and from nothing of the product, to be slow, simple and
/// of another make: everything that happened is kept, and every number is added up anew when it is asked for.
/// </summary>
public sealed partial class Books(DateTimeOffset now, int holdMinutes)
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public DateTimeOffset Now { get; private set; } = now;

    public DateOnly Today => DayOf(Now);

    public Dictionary<Guid, Somebody> People { get; } = [];

    /// <summary>Where each terminal stands.</summary>
    public Dictionary<Guid, Guid> Terminals { get; } = [];

    public List<RoleGiven> Roles { get; } = [];

    public HashSet<string> Nodes { get; } = [];

    public List<Guid> Merchants { get; } = [];

    public List<Rulebook> Rulebooks { get; } = [];

    public History History { get; } = new();

    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    public void Wait(TimeSpan time)
    {
        var until = Now + time;
        for (var day = Today; day < DayOf(until); day = day.AddDays(1))
        {
            Now = new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), Offset);
            EndIdle(day);
        }
        Now = until;
    }

    /// <summary>Does the deed, or says why not and leaves everything as it was.</summary>
    public Expected Do(Deed deed)
    {
        try
        {
            if (MayNotSpeak(deed.By) is { } no) return Expected.No(no);
            var done = Done(deed with { By = Self(deed.By) });
            SettleRests();
            SettleIdle();
            return done;
        }
        catch (Refusal no)
        {
            return Expected.No(no.Problem);
        }
    }

    /// <summary>Why somebody is not even heard: his merchant has closed, or nobody registered him.</summary>
    public string? MayNotSpeak(Guid caller) => Terminals.TryGetValue(caller, out var merchant) ? IsShut(merchant) ? "sign-in-needed" : null
        : People.ContainsKey(caller) ? null : "community-not-found";

    private Expected Done(Deed deed) => deed switch
    {
        Register register => Do(register),
        Suspend suspend => Do(suspend),
        Record record => Do(record),
        Attest attest => Do(attest),
        Reject reject => Do(reject),
        Reverse reverse => Do(reverse),
        Objection objection => Do(objection),
        Decide decide => Do(decide),
        SetCalendar calendar => Do(calendar),
        Propose propose => Do(propose),
        Appeal appeal => Do(appeal),
        Deduct deduct => Do(deduct),
        Undeduct undeduct => Do(undeduct),
        Enter enter => Do(enter),
        Sign sign => Do(sign),
        SendBack back => Do(back),
        CloseMonth close => Do(close),
        IssueStatement issue => Do(issue),
        Settle settle => Do(settle),
        Dispute dispute => Do(dispute),
        AnswerDispute answer => Do(answer),
        Invoice invoice => Do(invoice),
        ShutMerchant shut => Do(shut),
        MergePersons merge => Do(merge),
        MovePerson move => Do(move),
        GrantRole grant => Do(grant),
        EndRole end => Do(end),
        HandOver handOver => Do(handOver),
        CloseAccount close => Do(close),
        Give give => Do(give),
        UndoGift undo => Do(undo),
        NameHeir heir => Do(heir),
        DaysOff days => Do(days),
        SoldOut soldOut => Do(soldOut),
        UndoCapture undo => Do(undo),
        Publish publish => Do(publish),
        OfferNew offer => Do(offer),
        OfferChange change => Do(change),
        OfferEnd end => Do(end),
        Hold hold => Do(hold),
        GiveUp voiding => Do(voiding),
        Reprint reprint => Do(reprint),
        ReportLoss loss => Do(loss),
        LiftLoss lift => Do(lift),
        Offline offline => Do(offline),
        Look look => Do(look),
        Capture capture => Do(capture),
        Refund refund => Do(refund),
        _ => throw new NotSupportedException(deed.Kind),
    };

    private static void Unless(bool holds, string problem)
    {
        if (!holds) throw new Refusal(problem);
    }

    private bool Is(Guid caller, params string[] roles) => RolesOf(caller).Any(given => given.Merchant is null && roles.Contains(given.Role));

    /// <summary>Behind the counter of this merchant: its terminal, its owner or a clerk.</summary>
    private bool Serves(Guid caller, Guid merchant) =>
        Terminals.TryGetValue(caller, out var at) ? at == merchant : RolesOf(caller).Any(given => given.Merchant == merchant);

    private IEnumerable<RoleGiven> RolesOf(Guid caller) => Roles.Where(given => given.Person == caller && given.IsOn(Today));

    private Rulebook? RulebookOf(DateOnly day) => Rulebooks.Where(rulebook => rulebook.From <= day).OrderBy(rulebook => rulebook.From).LastOrDefault();

    private void Put(Guid person, string what, Lot lot, long much, string from, string to, Guid? deed = null) =>
        History.Add(new Move(Now, Today, Self(person), what, lot, much, from, to, deed));
}
