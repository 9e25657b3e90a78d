using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Rulebooks.Compiling;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Api.Demo;

/// <summary>What was recorded and waits; officers look at it every working morning. Remembers who has how much, and when it lapses.</summary>
internal sealed class Attesting(Village village, DemoPen pen, Agenda agenda, Chance chance)
{
    private const int AtOnce = 100, RejectedOfHundred = 2;

    private static readonly Code[] Reasons = ["not-there", "told-twice", "not-of-the-rules"];

    private readonly Dictionary<ActId, DateOnly> _occurred = [];
    private readonly HashSet<(DateOnly Day, PersonId Person)> _lapses = [];
    private List<(ActId Act, Invented By)> _waiting = [];

    /// <summary>Published versions, in the order of their publication.</summary>
    public List<CompiledRulebook> Rulebooks { get; } = [];

    public void Await(Invented by, IReadOnlyList<ActEntry> entries)
    {
        foreach (var entry in entries)
        {
            _occurred[entry.Act] = LocalTime.DayOf(entry.StartedAt);
            _waiting.Add((entry.Act, by));
        }
    }

    public void Plan(DateOnly day)
    {
        if (day.DayOfWeek == DayOfWeek.Sunday) return;
        agenda.At(LocalTime.On(day, new(9, 0)).AddSeconds(chance.Below(3000)), at => Morning(at, chance.Of(village.Officers)));
    }

    public async Task RecordAttested(DateTimeOffset at, Invented by, IReadOnlyList<ActEntry> entries)
    {
        foreach (var entry in entries) _occurred[entry.Act] = LocalTime.DayOf(entry.StartedAt);
        var recorded = await pen.Write(at, new RecordActs(by.Actor, entries, true, []));
        Post(at, recorded.Posted);
    }

    /// <summary>Whoever recorded an act leaves it to another officer.</summary>
    private async Task Morning(DateTimeOffset at, Invented officer)
    {
        var colleague = village.Officers[(village.Officers.ToList().IndexOf(officer) + 1) % village.Officers.Count];
        var waiting = _waiting;
        _waiting = [];
        foreach (var own in waiting.ToLookup(act => act.By == officer).OrderBy(group => group.Key))
            foreach (var some in own.Select(act => act.Act).Chunk(AtOnce)) await Decide(at, own.Key ? colleague : officer, some);
    }

    private async Task Decide(DateTimeOffset at, Invented officer, IReadOnlyList<ActId> acts)
    {
        var rejected = acts.Where(_ => chance.Percent(RejectedOfHundred)).ToList();
        if (rejected.Count > 0) await pen.Write(at, new RejectActs(officer.Actor, rejected, chance.Of(Reasons)));
        if (acts.Except(rejected).ToList() is { Count: > 0 } good) Post(at, (await pen.Write(at, new AttestActs(officer.Actor, good))).Posted);
    }

    private void Post(DateTimeOffset at, IReadOnlyList<ActPosted> posted)
    {
        foreach (var line in posted)
        {
            if (line.NoticeUntil is { } until)
            {
                agenda.At(LocalTime.StartOf(until.AddDays(1)).AddSeconds(40), now => EndNotice(now, line with { NoticeUntil = null }));
                continue;
            }
            _occurred.Remove(line.Act, out var occurred);
            var person = village.ById[line.Person];
            person.Available += line.PointsHundredths.Hundredths;
            var rulebook = Rulebooks.Last(version => version.Document.EffectiveFrom <= occurred);
            if (rulebook.LastDay(new FactRow(rulebook.Facts), null, occurred, LocalTime.DayOf(at)) is not { } last) continue;
            person.EarnedUntil[last] = person.EarnedUntil.GetValueOrDefault(last) + line.PointsHundredths.Hundredths;
            LapseAfter(last, person);
        }
    }

    /// <summary>What nobody objected to counts from the day after its public notice.</summary>
    private async Task EndNotice(DateTimeOffset at, ActPosted line)
    {
        await pen.Write(at, new PostAccruals(Actor.Scheduler, [line.Act]));
        Post(at, [line]);
    }

    /// <summary>The scheduler's command, in the first minute of the next day, as it would come by itself.</summary>
    /// <param name="isRefund">Points given back with a date of their own, which only the books know.</param>
    public void LapseAfter(DateOnly last, Invented person, bool isRefund = false)
    {
        if (!_lapses.Add((last, person.Id))) return;
        agenda.At(LocalTime.StartOf(last.AddDays(1)).AddSeconds(20), async at =>
        {
            if (!isRefund && !person.HasSomethingUntil(last)) return;
            var lapsed = await pen.Write(at, new LapseLots(Actor.Scheduler, person.Id));
            person.Available -= lapsed.LapsedHundredths.Hundredths;
        });
    }
}
