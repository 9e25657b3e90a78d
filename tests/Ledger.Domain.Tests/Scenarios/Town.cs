using System.Security.Cryptography;
using System.Text;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Scenarios;

/// <summary>The books a scenario is played in: its people by their codes, its clock, and what the step at hand led to.</summary>
internal sealed class Town(ScenarioFile scenario)
{
    private static readonly HashSet<string> AboutWho =
        ["NotAllowed", "NotFound", "OutsideScope", "AttesterIsDoer", "AttesterSharesHousehold", "AttesterIsRecorder", "SecondPersonNeeded", "GainsBySigning", "DeciderIsInvolved", "NotOfTheBody"];

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(scenario.Root.Text("zone") ?? "Asia/Shanghai");
    private readonly Dictionary<string, DateOnly?> _born = [];
    private readonly List<(PersonId Person, Ledger.Domain.Marks.KeptMark Line)> _kept = [];
    private readonly List<IFact> _facts = [], _since = [];

    /// <summary>Everybody who holds a role, in the order in which they are asked.</summary>
    public static readonly IReadOnlyList<string> Officials =
        ["office", "office-2", "accountant", "cashier", "officer", "assistant", "leader", "member-1", "member-2", "member-3", "member-4", "member-5", "auditor"];

    public ScenarioFile Scenario => scenario;

    public string ZoneId => _zone.Id;

    public PlayedJournal Journal { get; } = new();

    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Journal.Now, _zone).DateTime);

    /// <summary>What the verb of this step led to.</summary>
    public IReadOnlyList<IFact> Facts => _facts;

    /// <summary>What happened since the step before by itself, and by this step.</summary>
    public IReadOnlyList<IFact> Since => _since;

    /// <summary>Why the verb of this step was refused.</summary>
    public Rejection? Refusal { get; set; }

    /// <summary>What is wrong with this step.</summary>
    public List<string> Differences { get; } = [];

    /// <summary>The document in force today.</summary>
    public RulebookDocument Document => Ledger.Domain.Rulebooks.Rulebook.InForce(Look, Today)?.Document ?? Published[0];

    public List<RulebookDocument> Published { get; } = [];

    /// <summary>Documents that are read in place of a scheme's files.</summary>
    public Dictionary<string, RulebookDocument> Instead { get; } = [];

    /// <summary>The books as they stand, to be read.</summary>
    public Books Look => new(new AllRows(Journal.Rows), Journal.Now, 1);

    public DateTimeOffset Local(DateTime time) => new(time, _zone.GetUtcOffset(time));

    public PersonId Person(string code) => PersonId.Of(Id("person", code));

    public ActId Act(int number) => ActId.Of(Id("act", $"{number}"));

    /// <summary>Whom a bearer means: a code, or a kind and a code.</summary>
    public Subject Subject(string bearer) => bearer.Split(':') switch
    {
        ["community"] => Ledger.Domain.Subject.Community,
        [var person] => Ledger.Domain.Subject.Of(Person(person)),
        ["place", var node] => Ledger.Domain.Subject.Place(node),
        ["pool", var code] => Ledger.Domain.Subject.Pool(code),
        ["activity", var code] => Ledger.Domain.Subject.Activity("activity", Id("activity", code)),
        [var kind, var code] => Ledger.Domain.Subject.Parse($"{kind}:{Id(kind, code)}") ?? throw new FormatException($"'{bearer}' is no bearer."),
        _ => throw new FormatException($"'{bearer}' is no bearer."),
    };

    /// <summary>What only the vault knows of somebody on a day.</summary>
    public Ledger.Domain.Rulebooks.FromVault Vault(string person, DateOnly day) =>
        new(Ledger.Domain.Persons.AgeBand.On(BornOn(person), day, Ledger.Domain.Rulebooks.RulebookVersions.On(Look, day)?.Ages), MarksOn(Person(person), day));

    /// <summary>Marks that are kept in the vault and not in the books.</summary>
    public void Keep(PersonId person, Code mark, bool ends) => _kept.Add((person, new(mark, _kept.Count, Today, null, ends, Person("office"))));

    public bool IsInVault(Code mark) => Document.Marks?.Any(one => one.Code == mark && one.Kept == KeptIn.Vault) == true;

    /// <summary>Those somebody bears on a day.</summary>
    public IReadOnlyList<Code> MarksOn(PersonId person, DateOnly day) =>
        [.. Ledger.Domain.Marks.KeptMark.BorneOn(_kept.Where(one => one.Person == person).Select(one => one.Line), day).Select(line => line.Mark)];

    public Actor By(string code) => Actor.Of(Person(code));

    /// <summary>The same id for the same code, in every run.</summary>
    public Guid Id(string kind, string code)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{scenario.Scheme}/{kind}/{code}"))[..16];
        (bytes[6], bytes[8]) = ((byte)(0x40 | bytes[6] & 0x0f), (byte)(0x80 | bytes[8] & 0x3f));
        return new Guid(bytes, bigEndian: true);
    }

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public void Born(string person, DateOnly? day) => _born[person] = day;

    /// <summary>Absent: 1980-01-01; null where nobody told.</summary>
    public DateOnly? BornOn(string person) => _born.TryGetValue(person, out var day) ? day : new DateOnly(1980, 1, 1);

    /// <summary>Something the books cannot do yet: the step does not pass, and goes on.</summary>
    public void NotDecided(string what) => Differences.Add($"not decided yet: {what}");

    public void Forget()
    {
        Refusal = null;
        Differences.Clear();
        _facts.Clear();
    }

    /// <summary>From here on what happens by itself belongs to the next step.</summary>
    public void StepIsOver() => _since.Clear();

    /// <summary>Asks for something that must be accepted.</summary>
    public TResult? Must<TResult>(ICommand<TResult> command) where TResult : class
    {
        if (Send(command, out var result) is { } refusal) Differences.Add($"{command.GetType().Name} was refused: {Said.By(refusal)}");
        return result;
    }

    /// <summary>Decides; answers the refusal, if any.</summary>
    public Rejection? Send<TResult>(ICommand<TResult> command) => Send(command, out _);

    public Rejection? Send<TResult>(ICommand<TResult> command, out TResult? result)
    {
        result = default;
        var decision = Journal.Decide(command);
        if (decision is Decision<TResult>.Rejected rejected) return rejected.Reason;
        var accepted = (Decision<TResult>.Accepted)decision;
        result = accepted.Result;
        _facts.AddRange(accepted.Facts.Select(fact => fact.Fact));
        _since.AddRange(accepted.Facts.Select(fact => fact.Fact));
        return null;
    }

    /// <summary>Whoever is named, or the first of those who hold a role who may.</summary>
    public Rejection? SendBy<TResult>(string? by, Func<Actor, ICommand<TResult>> command, params IEnumerable<string> except)
    {
        if (by is not null) return Send(command(By(by)));
        Rejection? first = null;
        foreach (var official in Officials.Except(except))
        {
            if (Send(command(By(official))) is not { } refusal) return null;
            if (!AboutWho.Contains(refusal.GetType().Name)) return refusal;
            first ??= refusal;
        }
        return first;
    }

    /// <summary>A fact taken in as it is, where no command leads to it.</summary>
    public void Take(Stream stream, IFact fact) => Journal.Take(stream, fact);
}
