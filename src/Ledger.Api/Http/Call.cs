using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ledger.Api.AccessRecords;
using Ledger.Api.Books;
using Ledger.Api.Problems;
using Ledger.Api.SignIn;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Audits;
using Ledger.Domain.Communities;
using Ledger.Domain.Grid;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Storage;
using Ledger.Domain.Teams;
using Ledger.Journal;

namespace Ledger.Api.Http;

/// <summary>A request to a community that was let in: whose it is, what it names. Route and query values are checked already.</summary>
public class Call(HttpContext http, string community, Caller caller)
{
    private Domain.Books? _lastSeen;
    private HashSet<PersonId>? _shown;

    public HttpContext Http => http;

    public string Community => community;

    public Caller Caller => caller;

    public Actor By => caller.Actor;

    public CancellationToken Cancel => http.RequestAborted;

    public T Service<T>() where T : notnull => http.RequestServices.GetRequiredService<T>();

    public T Id<T>(string name) where T : struct, IId<T> => T.Of(Guid.Parse(Route(name)));

    public Code CodeAt(string name) => new(Route(name));

    public string Route(string name) => (string)http.Request.RouteValues[name]!;

    public string? Text(string name) => http.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    public DateOnly? Date(string name) => Text(name) is { } text && Query.TryDate(text, out var day) ? day : null;

    public DateTimeOffset? Instant(string name) => Text(name) is { } text && Query.TryInstant(text, out var instant) ? instant : null;

    public long? Number(string name) => Text(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;

    public int PageSize => (int)(Number(Query.Limit.Name) ?? Query.DefaultPage);

    /// <summary>The journal number up to which the books knew at the instant asked for; null when none was asked for.</summary>
    public async Task<long?> KnownOn() => Instant("knownOn") is { } instant ? await Service<IJournalReader>().NumberAt(community, instant.ToUniversalTime(), Cancel) : null;

    /// <summary>How somebody who will sign in with this subject at the caller's own issuer is known. A terminal has no issuer, and may bind nobody.</summary>
    public string SignInHash(string subject) => Callers.SignInHash(http.User.FindFirst("iss")?.Value ?? "", subject);

    /// <summary>Opens the cursor of this list; false, with the answer to give, when it is another query's.</summary>
    public bool TryCursor<T>(string query, out T? after, out IResult refusal)
    {
        (after, refusal) = (default, Results.Empty);
        if (Text(Query.Cursor.Name) is not { } text || Service<Cursors>().TryOpen($"{community}/{query}", text, out after)) return true;
        refusal = new ProblemResult(StrictBody.Invalid([new(Query.Cursor.Name, "cursor-of-this-query", new("不是这个查询给出的游标", "Not a cursor of this query"))]));
        return false;
    }

    /// <summary>Who may look at other people's accounts: the staff, and auditors.</summary>
    public static readonly Role[] Staff = [Role.Administrator, Role.Office, Role.GridOfficer, Role.GridAssistant, Role.TeamLeader, Role.Auditor];

    /// <summary>The rows to read, with those that tell what the caller may do.</summary>
    public async Task<Reading> Look(Func<Needs, Needs> name)
    {
        var needs = name(Needs.Of(By));
        if (By.Person is { } person) needs.Row<OpenCheck>(OpenCheck.Key(person));
        var seen = await Read(needs);
        _lastSeen = seen.Books;
        return seen;
    }

    /// <summary>The rows to read of somebody's account: what else the caller may do is asked only where it is not his own. Whoever asks these books for a role of his then fails.</summary>
    public Task<Reading> LookAt(PersonId whose, Func<Needs, Needs> name) => By.Is(whose) ? Read(name(new Needs().Row<Community>(""))) : Look(name);

    private async Task<Reading> Read(Needs needs) =>
        await Service<Bookkeeper>().Look(community, needs, Cancel) ?? throw new InvalidOperationException("The community vanished.");

    /// <summary>The rulebook of a day: what of somebody's goes over at a lot's end is for it to say.</summary>
    public async Task<Func<DateOnly, Rulebook?>> RulebookOn()
    {
        var books = (await Look(needs => needs.Row<RulebookVersions>(""))).Books;
        return InForce(books, await Rulebooks(books));
    }

    /// <param name="books">Where <see cref="RulebookVersions"/> were read.</param>
    /// <param name="rulebooks">All of these versions.</param>
    public static Func<DateOnly, Rulebook?> InForce(Domain.Books books, IReadOnlyList<Rulebook> rulebooks) =>
        day => RulebookVersions.On(books, day) is { } version ? rulebooks.First(one => one.Document.Version == version.Version) : null;

    /// <summary>Every rulebook that was published, by the order of their names.</summary>
    /// <param name="books">Where <see cref="RulebookVersions"/> were read.</param>
    public Task<IReadOnlyList<Rulebook>> Rulebooks(Domain.Books books) => Service<PublishedRulebooks>().Of(community, books, Look);

    /// <summary>Looks at more rows and at what somebody has; at rulebooks only where lots may have come to their end.</summary>
    public async Task<Reading> LookAtHolding(PersonId holder, Func<Needs, Needs> name)
    {
        Needs Holdings(Needs needs) => name(needs).Row<RulebookVersions>("").Row<Account>(Account.Key(holder, Commodity.Points)).Row<Account>(Account.Key(holder, Commodity.Minutes)).StartingWith<LotHeld>(LotHeld.Prefix(holder, Commodity.Points));
        var seen = await LookAt(holder, Holdings);
        var mayHaveEnded = RulebookVersions.Of(seen.Books).Versions.Any(version => version.IsIdling) || seen.Books.StartingWith<LotHeld>(LotHeld.Prefix(holder, Commodity.Points)).Any(row => row.Value.Lot.HasLapsedOn(seen.Books.Today));
        return mayHaveEnded ? await LookAt(holder, needs => Holdings(needs).StartingWith<Rulebook>("")) : seen;
    }

    /// <summary>The books as they were read last: what the caller is, and whether he has a check open.</summary>
    internal async Task<Domain.Books> LastSeen() => _lastSeen ?? (await Look(needs => needs)).Books;

    /// <summary>What the route declared of the accounts it shows.</summary>
    internal Looks? LooksDeclared => http.GetEndpoint()?.Metadata.GetMetadata<Looks>();

    /// <summary>Names the people whose accounts the answer shows, where the address does not name them: they are recorded before it is given.</summary>
    public void Shows(params IEnumerable<PersonId> people)
    {
        if (LooksDeclared is not { At: LookedAt.WhomItFinds }) throw new InvalidOperationException("The route does not declare that it looks at whom it finds.");
        (_shown ??= []).UnionWith(people);
    }

    /// <summary>Whose accounts the answer shows; one's own are no look.</summary>
    internal IReadOnlyCollection<PersonId> ShownBesideOneself(Looks looks)
    {
        var shown = looks.At switch
        {
            LookedAt.ThePerson => [Id<PersonId>("person")],
            LookedAt.WhomItFinds => _shown ?? throw new InvalidOperationException("The handler did not say whose accounts it shows."),
            _ => new HashSet<PersonId>(),
        };
        if (By.Person is { } self) shown.Remove(self);
        return shown;
    }

    /// <summary>One's own account, those one is guardian, helper or heir of, or any for the staff, as far as their roles reach; what one may not see is not found.</summary>
    public async ValueTask<bool> MaySee(Domain.Books books, PersonId person)
    {
        if (By.Is(person) || By.HoldsEverywhere(books, Staff) || By.ActsFor(books, person) || By.Inherits(books, person)) return true;
        var known = (await Look(needs => needs.Row<Person>(person.ToString()))).Books.Find<Person>(person.ToString());
        if (known?.MergedInto is { } survivor) return await MaySee(books, survivor);
        return known is not null && By.Holds(books, Staff) && await Reaches(books, known);
    }

    private async Task<bool> Reaches(Domain.Books books, Person person)
    {
        var teams = By.TeamsOf(books).ToList();
        var look = (await Look(needs => teams.Aggregate(person.Node is { } node ? needs.Row<GridNode>(GridNode.Key(node)) : needs, (more, team) => more.StartingWith<TeamMember>(TeamMember.Prefix(team))))).Books;
        var path = person.Node is { } home ? look.Find<GridNode>(GridNode.Key(home))?.Path ?? [] : [];
        return By.Reaches(look, Staff, person.Id, look.Today, [], path);
    }

    /// <summary>Looks at rows and at what the vault keeps of people, in one reading.</summary>
    public async Task<(Domain.Books Books, IReadOnlyDictionary<PersonId, PersonalRecord> Records)> LookWithRecords(IReadOnlyList<PersonId> people, Func<Needs, Needs> name)
    {
        var books = (await Look(needs => PersonVault.NameRecords(name(needs), people))).Books;
        return (books, Service<PersonVault>().Records(community, books, people));
    }

    /// <summary>The age band of today, from the vault: all that a decision may know of a birth date.</summary>
    public async Task<string?> AgeBandToday(PersonId person)
    {
        var (books, records) = await LookWithRecords([person], needs => needs);
        return AgeBandToday(books, records.GetValueOrDefault(person));
    }

    /// <summary>What clauses may ask of somebody today that only the vault knows.</summary>
    public async Task<FromVault> FromVaultToday(PersonId person) => (await BothFromVaultToday(person)).FromVault;

    /// <summary>The age band and what clauses may ask, in one reading; the band only of oneself, where the caller is the person.</summary>
    public async Task<(string? Band, FromVault FromVault)> BothFromVaultToday(PersonId person)
    {
        var (books, records) = await LookWithRecords([person], needs => needs.Row<RulebookVersions>(""));
        var (record, version) = (records.GetValueOrDefault(person), RulebookVersions.On(books, books.Today));
        return (By.Is(person) ? AgeBandToday(books, record) : null,
            new(AgeBand.On(record?.BirthDate, books.Today, version?.Ages), (await KeptMarks.On(this, version, books.Today, [person]))(person)));
    }

    private static string? AgeBandToday(Domain.Books books, PersonalRecord? record) => record?.BirthDate is { } born ? AgeBand.On(born, books.Today) : null;

    /// <summary>A page of the books' own rows, in the order of their keys.</summary>
    /// <param name="after">The last key the caller has.</param>
    /// <param name="with">Members the rows have; absent: any rows.</param>
    public async Task<IReadOnlyList<KeyValuePair<string, T>>> FirstRows<T>(string? after, object? with = null) where T : class
    {
        // A key with a character more is the first that may come after it.
        var rows = await Service<IJournalReader>().FirstRows(community, new StateRange(StateKinds.Of(typeof(T)), after is null ? "" : after + "!", "\uffff", PageSize), new RowsWith(with is null ? null : [new RowPart(Owners.Json(with))]), Cancel);
        return [.. rows.Select(row => KeyValuePair.Create(row.Key, (T)row.Value))];
    }

    /// <summary>The cursor after a full page of <see cref="FirstRows"/>.</summary>
    public string? NextAfter<T>(string query, IReadOnlyList<KeyValuePair<string, T>> page) => page.Count == PageSize ? Service<Cursors>().Seal($"{community}/{query}", page[^1].Key) : null;

    public IResult Refuse(Rejection reason, long? number = null) => new ProblemResult(ProblemCatalogue.Tell(reason), number);

    /// <summary>What may not be seen is not found.</summary>
    public IResult NotFound(string field) => Refuse(new NotFound(field, http.Request.RouteValues.GetValueOrDefault(field)?.ToString() ?? ""));

    public IResult Ok(object body, long? etag = null)
    {
        if (etag is { } number) http.Response.Headers.ETag = $"\"{number}\"";
        return Results.Json(body, ApiJson.Options);
    }
}

/// <summary>A write that was let in, with its body.</summary>
public sealed class WriteCall<TBody>(HttpContext http, string community, Caller caller, TBody body, Sending sending, long? expected) : Call(http, community, caller)
{
    public TBody Body => body;

    /// <summary>The journal number in If-Match: the state the client saw.</summary>
    public long? Expected => expected;

    public bool IsDryRun => sending.DryRun;

    /// <summary>For long work that must not stand before people who wait.</summary>
    public WriteCall<TBody> InBackground(TimeSpan deadline) => new(Http, Community, Caller, body, sending with { Lane = Lane.Background, Deadline = deadline }, expected);

    public WriteCall<TBody> With(bool opensCommunity) => new(Http, Community, Caller, body, sending with { OpensCommunity = opensCommunity }, expected);

    /// <summary>Sends one of several commands of a request, each under a key of its own, so that the whole can be sent again.</summary>
    public Task<Answer<TResult>> SendPart<TResult>(ICommand<TResult> command, string part) where TResult : notnull =>
        Service<Bookkeeper>().Send(command, sending with { Key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{sending.Key}/{part}"))) }, Cancel);

    /// <summary>Sends the command, and answers with what it says, the journal number and where to find it.</summary>
    /// <param name="show">The answer's body; absent: the result as it is.</param>
    /// <param name="location">Where the new thing is, below the community; absent: nothing new.</param>
    public async Task<IResult> Send<TResult>(ICommand<TResult> command, Func<TResult, object>? show = null, Func<TResult, string>? location = null, PersonId? actingFor = null) where TResult : notnull
    {
        var sent = sending with { ActingFor = actingFor is { } person && !By.Is(person) ? person : null };
        return await Service<Bookkeeper>().Send(command, sent, Cancel) switch
        {
            Answer<TResult>.Accepted accepted => new AcceptedResult(show?.Invoke(accepted.Result) ?? accepted.Result, accepted.Number, accepted.RecordedAt, accepted.Replayed,
                sending.DryRun, sending.DryRun || location is null ? null : $"/v1/communities/{Community}/{location(accepted.Result)}"),
            Answer<TResult>.Refused refused => new ProblemResult(ProblemCatalogue.Tell(refused.Reason), refused.Number),
            Answer<TResult>.KeyReused => ProblemResult.KeyReused(),
            // Somebody else opened it in between.
            Answer<TResult>.NoSuchCommunity when sending.OpensCommunity => Refuse(new CommunityAlreadyOpen()),
            Answer<TResult>.NoSuchCommunity => new ProblemResult(Gate.NoCommunity(Community)),
            Answer<TResult>.Unavailable away => ProblemResult.Away(away.RetryAfter),
            var other => throw new InvalidOperationException(other.GetType().Name),
        };
    }
}
