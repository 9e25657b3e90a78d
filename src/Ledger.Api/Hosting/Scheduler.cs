using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Ledger.Api.Books;
using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Persons;
using Ledger.Domain.Honours;
using Ledger.Domain.Communities;
using Ledger.Domain.Merchants;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Adoption;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Storage;
using Ledger.Domain.Watches;
using Ledger.Journal;
using Ledger.Journal.Append;
using Npgsql;

namespace Ledger.Api.Hosting;

/// <summary>
/// Ends holds, lapses lots and posts acts after their public notice, when their time has come, through the same commands as everybody, fills the windows of new rulebooks, and forgets old kept answers and guesses. Nothing depends on its being in
/// time: a hold past its end cannot be captured and a lot past its date cannot be spent, posted or not.
/// </summary>
public sealed class Scheduler(Bookkeeper bookkeeper, IJournalReader reader, NpgsqlDataSource source, TimeProvider clock, IMeterFactory meters, ILogger<Scheduler> log) : BackgroundService
{
    private const int AtOnce = 200, MostPages = 50;
    private const string NoCommunity = "";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2), LongestBreath = TimeSpan.FromMilliseconds(50);
    private readonly DueCommunities _due = new(reader, clock);
    private readonly Troubles _troubles = new();
    private readonly Counter<long> _looks = meters.Create(ApiTelemetry.Name).CreateCounter<long>("ledger.scheduler.looks", "{look}", "Communities the scheduler looked after, whether or not it found anything to do.");
    private readonly ConcurrentDictionary<string, DateOnly> _idleOn = [];

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Round(stop);
            }
            catch (Exception error) when (!stop.IsCancellationRequested)
            {
                CannotWork(error);
            }
            if (_troubles.AreOver(NoCommunity)) log.LogInformation("The scheduler works again");
            await Task.Delay(Pause, stop).ContinueWith(_ => { }, CancellationToken.None);
        }
    }

    /// <summary>Looks after every community in which something is due. One that cannot be looked after is told in the log and holds up nobody else.</summary>
    public async Task Round(CancellationToken cancel)
    {
        foreach (var community in await _due.Now(cancel))
        {
            var began = Stopwatch.GetTimestamp();
            await LookAfter(community, cancel);
            _looks.Add(1);
            // When a day begins all are looked after, and looking costs some ten statements: it is spread, a thousand take a minute.
            var breath = 16 * Stopwatch.GetElapsedTime(began);
            await Task.Delay(breath < LongestBreath ? breath : LongestBreath, cancel);
        }
    }

    private async Task LookAfter(string community, CancellationToken cancel)
    {
        try
        {
            await Tick(community, cancel);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            _due.Again(community);
            // Where the database does not even say which communities there are, it lies with none of them.
            await reader.Tenants(cancel);
            if (_troubles.Begins(community, Troubles.NameOf(error))) log.LogError(error, "The scheduler will try {Community} again", community);
        }
        if (_troubles.AreOver(community)) log.LogInformation("Nothing keeps the scheduler from {Community} any more", community);
    }

    private void CannotWork(Exception error)
    {
        // A database that restarts says it in many ways, and all of them are one trouble.
        var isAway = Outermost.DatabaseAway(error);
        if (!_troubles.Begins(NoCommunity, isAway ? "away" : Troubles.NameOf(error))) return;
        if (isAway) log.LogWarning("The scheduler cannot work while the database is away ({Fault}), and goes on trying", Troubles.NameOf(error));
        else log.LogError(error, "The scheduler cannot work, and goes on trying");
    }

    /// <summary>What is due in one community now; also called by tests and the demo, whose clocks are their own.</summary>
    public async Task Tick(string community, CancellationToken cancel)
    {
        var began = clock.GetUtcNow();
        var look = await bookkeeper.Look(community, new Needs().Row<Community>("").Row<RulebookVersions>(""), cancel);
        if (look is null) return;
        _due.NotAgain(community, began, look.Books.Community.LocalZone);
        // The books' clock: by this machine's, once wrong, answers would be forgotten that somebody may still ask for.
        var now = look.Books.Now;
        if (await KeptAnswerAge.Forget(source, community, now - KeptAnswerAge.Longest, AtOnce, cancel) > 0) _due.Again(community);
        await ForgetGuesses(community, now, cancel);
        var holds = await reader.FirstRows(community, WaitingRows.Holds(now) with { Most = AtOnce }, cancel);
        var today = look.Books.Community.LocalZone.DateOf(now);
        var lapses = await reader.FirstRows(community, WaitingRows.Lapses(today) with { Most = AtOnce }, cancel);
        var areMore = false;
        foreach (var waiting in WaitingRows.Notices(today))
        {
            var notices = await reader.FirstRows(community, waiting with { Most = AtOnce }, cancel);
            if (notices.Count > 0) await Send(community, new PostAccruals(Actor.Scheduler, [.. notices.Select(row => ((OnNotice)row.Value).Act)]), $"post-{((OnNotice)notices[0].Value).Act}", now, cancel);
            areMore |= notices.Count == AtOnce;
        }
        await Task.WhenAll(holds.Select(row => (HoldDue)row.Value).Select(due =>
            Send(community, new ExpireHold(Actor.Scheduler, due.Redemption), $"expire-{due.Redemption}", now, cancel)));
        await Task.WhenAll(lapses.Select(row => (LapseDue)row.Value).Select(due => (due.Person, due.HeldBy, due.Commodity)).DistinctBy(due => (due.HeldBy ?? due.Person, due.Commodity)).Select(due =>
            Send(community, new LapseLots(Actor.Scheduler, due.Person, due.HeldBy, due.Commodity), $"lapse-{due.HeldBy?.ToString() ?? due.Person.ToString()}{due.Commodity}", now, cancel)));
        await Idle(community, look.Books, now, cancel);
        await Closings(community, now, cancel);
        var versions = RulebookVersions.Of(look.Books);
        await Versions(community, versions, look.Books.Today, now, cancel);
        // What ended with a period is judged when all of it has posted.
        if (areMore) return;
        if (versions.On(look.Books.Today) is { IsJudging: true } version) await Judgings(community, version, look.Books.Today, now, cancel);
        if (versions.On(look.Books.Today) is { IsFollowing: true } following) await Periods(community, following, now, cancel);
        if (versions.On(look.Books.Today) is { IsWatching: true } watching) await Watches(community, watching, look.Books.Today, now, cancel);
        if (versions.Live(look.Books.Today).Any(version => version.IsRanking)) await Rounds(community, versions, look.Books.Today, now, cancel);
    }

    /// <summary>Lapses what lies on accounts on which nothing happens: all are looked at once a day, so that no act writes more because of it.</summary>
    private async Task Idle(string community, Domain.Books books, DateTimeOffset now, CancellationToken cancel)
    {
        if (RulebookVersions.On(books, books.Today) is not { IsIdling: true } version || _idleOn.GetValueOrDefault(community) == books.Today) return;
        var rulebook = Rulebook.InForce((await bookkeeper.Look(community, new Needs().Row<Community>("").Row<RulebookVersions>("").Row<Rulebook>(Rulebook.Key(version.Version)), cancel))!.Books, books.Today)!;
        for (string? after = null; ;)
        {
            var rows = await reader.FirstRows(community, new StateRange("account", Walking.From(after), "\uffff", AtOnce), cancel);
            await Task.WhenAll(rows.Where(row => Idling.MayBeOver(rulebook, (Account)row.Value, books.Today)).Select(row => LapseLots.Of(Actor.Scheduler, row.Key, (Account)row.Value)).OfType<LapseLots>()
                .Select(lapse => Send(community, lapse, $"idle-{lapse.HeldBy?.ToString() ?? lapse.Person.ToString()}{lapse.Commodity}", now, cancel)));
            if (rows.Count < AtOnce) break;
            after = rows[^1].Key;
        }
        _idleOn[community] = books.Today;
    }

    /// <summary>Lets watches look whose day has come.</summary>
    private async Task Watches(string community, EffectiveVersion version, DateOnly today, DateTimeOffset now, CancellationToken cancel)
    {
        var look = await bookkeeper.Look(community, new Needs().Row<Community>("").Row<RulebookVersions>("").StartingWith<WatchState>("").Row<Rulebook>(Rulebook.Key(version.Version)), cancel);
        foreach (var (watch, of, state) in Watching.Due(look!.Books, today))
            await PageByPage(community, of, state?.To, (after, to) => Send(community, new RunWatch(Actor.Scheduler, watch, after, to), $"watch-{watch}-{after}", now, cancel), cancel);
    }

    /// <summary>Judges ladders whose period has ended.</summary>
    private async Task Judgings(string community, EffectiveVersion version, DateOnly today, DateTimeOffset now, CancellationToken cancel)
    {
        var look = await bookkeeper.Look(community, new Needs().Row<Community>("").Row<RulebookVersions>("").StartingWith<LadderState>("").Row<Rulebook>(Rulebook.Key(version.Version)), cancel);
        foreach (var (ladder, of, state) in Laddering.Due(look!.Books, today))
            await PageByPage(community, of, state?.To, (after, to) => Send(community, new JudgeLadder(Actor.Scheduler, ladder, after, to), $"judge-{ladder}-{after}", now, cancel), cancel);
    }

    /// <summary>Gives what comes with a period's first day.</summary>
    private async Task Periods(string community, EffectiveVersion version, DateTimeOffset now, CancellationToken cancel)
    {
        var look = await bookkeeper.Look(community, new Needs().Row<Community>("").Row<RulebookVersions>("").StartingWith<PeriodState>("").Row<Rulebook>(Rulebook.Key(version.Version)), cancel);
        foreach (var (period, state) in Following.Due(look!.Books))
            await PageByPage(community, Whose.Person, state?.To?.ToString(), (after, to) => Send(community, new FollowPeriod(Actor.Scheduler, period, IdOf(after), IdOf(to)), $"period-{period}-{after}", now, cancel), cancel);
    }

    /// <summary>Everybody after somebody, some at once; of whom there is nobody to walk it is one page.</summary>
    private async Task PageByPage(string community, Whose of, string? after, Func<string?, string?, Task> send, CancellationToken cancel)
    {
        var kind = Walking.RowsOf(of) is { } rows ? StateKinds.Of(rows) : null;
        for (var pages = 0; pages < MostPages; pages++)
        {
            var to = kind is not null && await reader.FirstRows(community, new StateRange(kind, Walking.From(after), "\uffff", AtOnce), cancel) is { Count: AtOnce } page ? page[^1].Key : null;
            await send(after, to);
            if (to is null) return;
            after = to;
        }
    }

    private static PersonId? IdOf(string? key) => key is null ? null : PersonId.Of(Guid.Parse(key));

    /// <summary>Closes the rounds of ranks whose period has ended.</summary>
    private async Task Rounds(string community, RulebookVersions versions, DateOnly today, DateTimeOffset now, CancellationToken cancel)
    {
        var needs = new Needs().Row<Community>("").Row<RulebookVersions>("").StartingWith<RoundState>("");
        foreach (var version in versions.Live(today).Where(version => version.IsRanking)) needs.Row<Rulebook>(Rulebook.Key(version.Version));
        foreach (var due in DueRound.All((await bookkeeper.Look(community, needs, cancel))!.Books, today).ToList())
            await PageByPage(community, due.Of, due.UpTo,
                (after, to) => Send(community, new CountRound(Actor.Scheduler, due.Rank, due.To, after, to), $"round-{due.Rank}-{due.To:yyyyMMdd}-{after}", now, cancel), cancel);
    }

    /// <summary>Counts what stands in the windows of a version that was published after it, and writes down that a version's first day is there.</summary>
    private async Task Versions(string community, RulebookVersions versions, DateOnly today, DateTimeOffset now, CancellationToken cancel)
    {
        if (versions.Versions.FirstOrDefault(version => version.Filling is not null) is { Filling: { } filling } running)
        {
            var (of, after, isFilled) = (filling.Of, filling.To, false);
            for (var pages = 0; pages < MostPages && !isFilled; pages++)
            {
                var rows = await reader.FirstRows(community, new StateRange(FillMeters.RowsOf(of), after is { } last ? $"{last}~" : "", "\uffff", AtOnce), cancel);
                Guid? to = rows.Count < AtOnce ? null : LastOn(of, [.. rows.Select(row => Guid.Parse(row.Key.AsSpan(0, 36)))]);
                await Send(community, new FillMeters(Actor.Scheduler, running.Version, of, after, to), $"fill-{running.Version}-{of}-{after}", now, cancel);
                isFilled = to is null && of == Filled.Deductions;
                (of, after) = (to is null ? of + 1 : of, to);
            }
        }
        foreach (var version in versions.Versions.Where(version => version is { TookEffect: false, Filling: null } && version.From <= today && versions.On(version.From) == version))
            await Send(community, new TakeEffect(Actor.Scheduler, version.Version), $"effect-{version.Version}", now, cancel);
    }

    /// <summary>The last id of a page. A transfer has as many rows as it has parts: the last of which all are on it, or the only one there is.</summary>
    private static Guid LastOn(Filled of, List<Guid> ids) => of == Filled.Transfers && ids.FindLast(id => id != ids[^1]) is var whole && whole != default ? whole : ids[^1];

    /// <summary>Releases the open codes of merchants that have closed, at most so many of each at once, and says when none is left.</summary>
    private async Task Closings(string community, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var closing in (await reader.FirstRows(community, WaitingRows.Closings with { Most = AtOnce }, cancel)).Select(row => ((Closing)row.Value).Merchant))
        {
            var open = await reader.FirstRows(community, new StateRange("merchant-hold", MerchantHold.Prefix(closing), MerchantHold.Prefix(closing) + '\uffff', AtOnce), cancel);
            if (open.Count == 0) await Send(community, new FinishClosing(Actor.Scheduler, closing), $"closed-{closing}", now, cancel);
            await Task.WhenAll(open.Select(row => ((MerchantHold)row.Value).Redemption).Select(redemption =>
                Send(community, new ReleaseHold(Actor.Scheduler, closing, redemption), $"release-{redemption}", now, cancel)));
        }
    }

    /// <summary>Counters of wrong codes that are over; those that stand first in order are over soon, so that all get their turn.</summary>
    private async Task ForgetGuesses(string community, DateTimeOffset now, CancellationToken cancel)
    {
        var rows = await reader.FirstRows(community, new StateRange("wrong-codes", "", "\uffff", AtOnce), cancel);
        string[] over = [.. rows.Where(row => ((WrongCodes)row.Value).IsOver(now)).Select(row => row.Key)];
        if (over.Length > 0) await Send(community, new ForgetWrongCodes(Actor.Scheduler, over), $"forget-{over[0]}-{over.Length}", now, cancel);
    }

    /// <summary>The key says what it is about and the minute: another node's same tick is the same command, a later one may try again.</summary>
    private async Task Send<TResult>(string community, ICommand<TResult> command, string about, DateTimeOffset now, CancellationToken cancel)
    {
        _due.Again(community);
        var key = string.Create(CultureInfo.InvariantCulture, $"{about}-{now.UtcDateTime:yyyyMMddHHmm}");
        var answer = await bookkeeper.Send(command, Sending.Own(community, "scheduler", key) with { Lane = Lane.Background }, cancel);
        if (answer is Answer<TResult>.Refused refused && _troubles.Begins(community, $"{command.GetType().Name} {refused.Reason.GetType().Name}"))
            log.LogWarning("{Command} was refused in {Community}: {Reason}", command.GetType().Name, community, refused.Reason.GetType().Name);
    }
}
