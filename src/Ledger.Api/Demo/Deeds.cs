using System.Security.Cryptography;
using Ledger.Domain;
using Ledger.Domain.Acts;

namespace Ledger.Api.Demo;

/// <summary>What people do on a day, and how it comes into the books: told by themselves, by a leader for thirty at once, or by an assistant in ten seconds.</summary>
internal sealed class Deeds(CommunitySample sample, DemoRequest request, Village village, DemoPen pen, Agenda agenda, Chance chance, Attesting attesting)
{
    private const int ErrandsADay = 9, MicroRoundsADay = 4, MicroOwnADay = 4;

    /// <summary>First possible start and last, of a morning, an afternoon and an evening: no act leaves its part of the day.</summary>
    private static readonly (TimeOnly First, int Minutes)[] Parts = [(new(7, 0), 180), (new(13, 0), 180), (new(18, 30), 60)];

    private long _acts;

    public void Plan(DateOnly day)
    {
        var week = (day.DayNumber - DemoRequest.From.DayNumber) / 7;
        foreach (var (number, gathering) in sample.Gatherings.Index())
            if (gathering.Days.Contains(day.DayOfWeek) && (week + number) % gathering.EveryWeeks == 0) PlanGathering(day, number, gathering);
        if (day.DayOfWeek is DayOfWeek.Tuesday or DayOfWeek.Thursday or DayOfWeek.Saturday) PlanErrand(day, village.Volunteer, sample.Habit);
        for (var i = request.Scaled(ErrandsADay); i > 0; i--) PlanErrand(day, chance.Of(village.Volunteers), ErrandOfChance());
        for (var i = request.Scaled(MicroRoundsADay); i > 0; i--) PlanMicroRound(day, chance.Of(village.Assistants));
        for (var i = request.Scaled(MicroOwnADay); i > 0; i--) PlanOwnMicroAct(day, chance.Of(village.Assistants));
    }

    private void PlanGathering(DateOnly day, int number, Gathering gathering)
    {
        var start = LocalTime.On(day, gathering.Start);
        var part = PartOf(gathering.Start);
        var leader = village.Leaders[number % village.Leaders.Count];
        var pool = gathering.ActType.Value == "merchant-service" ? village.Owners : [.. village.Volunteers.Skip(1).Where(person => person.IsChild == gathering.OfChildren)];
        var people = chance.Some([.. pool.Where(person => !person.Busy.Contains((day, part)))], gathering.People);
        // The persona is a regular of the first gathering: her passbook has something to show.
        if (number == 0 && village.Volunteer.Busy.Add((day, part))) people.Add(village.Volunteer);
        if (!gathering.OfChildren && leader.Busy.Add((day, part))) people.Add(leader);
        foreach (var person in people) person.Busy.Add((day, part));
        var (place, session) = (sample.Posts[(number * 7) % sample.Posts.Count], request.Id(sample.Code, "session", day.DayNumber * 100L + number));
        var entries = people.Select(person => Entry(person, gathering.ActType, start, gathering.Minutes, place, Evidence.LeaderSigned, new Source("session", session))).ToList();
        agenda.At(start.AddMinutes(gathering.Minutes + 10), at => Record(at, leader, entries));
    }

    private void PlanErrand(DateOnly day, Invented person, Errand errand)
    {
        var part = chance.Below(Parts.Length);
        if (errand.Minutes > 0 && !person.Busy.Add((day, part))) return;
        var (first, span) = Parts[part];
        var start = LocalTime.On(day, first).AddMinutes(chance.Below(span));
        var photo = errand.HasPhoto ? Convert.ToHexStringLower(SHA256.HashData(request.Id(sample.Code, "photo", _acts).ToByteArray())) : null;
        var entry = Entry(person, errand.ActType, start, errand.Minutes, PlaceOf(person), Evidence.BackFilled,
            errand.HasPhoto ? null : new Source("order", request.Id(sample.Code, "order", _acts)), photo);
        // Most tell on the same day; a few remember later.
        var told = start.AddMinutes(errand.Minutes + chance.Between(3, 90)).AddDays(chance.Percent(4) ? chance.Between(1, 5) : 0);
        var by = person.HasNoPhone || person.IsChild || chance.Percent(45) ? chance.Of(village.Officers) : person;
        agenda.At(told, at => Record(at, by, [entry], by == person ? null : person.Id));
    }

    /// <summary>An assistant writes down what neighbours did and attests it on the spot, as the rulebook lets him.</summary>
    private void PlanMicroRound(DateOnly day, Invented assistant)
    {
        var at = LocalTime.On(day, Parts[chance.Below(Parts.Length)].First).AddMinutes(chance.Below(150));
        var act = chance.Of(sample.MicroActs);
        var entries = chance.Some(village.Volunteers, chance.Between(2, 5)).Select(person => Entry(person, act, at, 0, assistant.Node!.Value, Evidence.BackFilled, null)).ToList();
        agenda.At(at.AddSeconds(chance.Between(10, 50)), now => attesting.RecordAttested(now, assistant, entries));
    }

    /// <summary>His own he may record and not attest.</summary>
    private void PlanOwnMicroAct(DateOnly day, Invented assistant)
    {
        var at = LocalTime.On(day, Parts[chance.Below(Parts.Length)].First).AddMinutes(chance.Below(150));
        var entry = Entry(assistant, chance.Of(sample.MicroActs), at, 0, assistant.Node!.Value, Evidence.BackFilled, null);
        agenda.At(at.AddSeconds(chance.Between(10, 50)), now => Record(now, assistant, [entry]));
    }

    private async Task Record(DateTimeOffset at, Invented by, IReadOnlyList<ActEntry> entries, PersonId? actingFor = null)
    {
        await pen.Write(at, new RecordActs(by.Actor, entries, false, []), actingFor);
        attesting.Await(by, entries);
    }

    private ActEntry Entry(Invented person, Code act, DateTimeOffset start, int minutes, Code place, Evidence evidence, Source? source, string? photo = null) => new(
        ActId.Of(request.Id(sample.Code, "act", ++_acts)), person.Id, act, start, start.AddMinutes(minutes), null, place, evidence, photo, null,
        person.AgeBandOn(LocalTime.DayOf(start)), source);

    private Code PlaceOf(Invented person) => chance.Percent(60) && person.Node is { } home ? home : chance.Of(sample.Posts);

    private Errand ErrandOfChance()
    {
        var at = chance.Below(sample.Errands.Sum(errand => errand.Weight));
        return sample.Errands.First(errand => (at -= errand.Weight) < 0);
    }

    private static int PartOf(TimeOnly time) => time.Hour < 12 ? 0 : time.Hour < 18 ? 1 : 2;
}
