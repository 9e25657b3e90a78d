using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Persons;

namespace Ledger.Api.Demo;

/// <summary>The history of one community from its first day to its last, in simulated time.</summary>
internal sealed class CommunityLife
{
    private readonly CommunitySample _sample;
    private readonly DemoRequest _request;
    private readonly DemoPen _pen;
    private readonly Agenda _agenda = new();
    private readonly Village _village;
    private readonly Founding _founding;
    private readonly Attesting _attesting;
    private readonly Deeds _deeds;
    private readonly Shopping _shopping;

    public CommunityLife(CommunitySample sample, DemoRequest request, DemoPen pen, PersonVault vault, RedemptionCodes codes)
    {
        var chance = Chance.Of(request.Seed, sample.Code);
        (_sample, _request, _pen) = (sample, request, pen);
        _village = Village.Of(sample, request, chance);
        _founding = new Founding(sample, request, _village, pen, vault);
        _attesting = new Attesting(_village, pen, _agenda, chance);
        _deeds = new Deeds(sample, request, _village, pen, _agenda, chance, _attesting);
        _shopping = new Shopping(sample, request, _village, pen, _agenda, chance, codes, _attesting);
    }

    /// <param name="progress">Told the day that is over and the journal number reached.</param>
    public async Task Live(Action<DateOnly, long> progress)
    {
        await _founding.Found();
        _attesting.Rulebooks.Add(DemoRulebooks.Read(_sample.Rulebooks[0].Document));
        progress(DemoRequest.From, _pen.Number);
        for (var day = DemoRequest.From.AddDays(1); day <= _request.Until; day = day.AddDays(1))
        {
            _attesting.Plan(day);
            _deeds.Plan(day);
            _shopping.Plan(day);
            PlanOffice(day);
            while (_agenda.TryTake(LocalTime.StartOf(day.AddDays(1)), out var at, out var step)) await step(at);
            progress(day, _pen.Number);
        }
    }

    /// <summary>New rules, and a lost phone: the account is suspended for a week.</summary>
    private void PlanOffice(DateOnly day)
    {
        foreach (var (document, publishedOn) in _sample.Rulebooks.Skip(1).Where(rulebook => rulebook.PublishedOn == day))
            _agenda.At(LocalTime.On(day, new(16, 0)), async at =>
            {
                await _founding.Publish(at, _village.Office, document);
                _attesting.Rulebooks.Add(DemoRulebooks.Read(document));
            });
        var unlucky = _village.Volunteers[^1];
        if (day == new DateOnly(2026, 8, 10)) _agenda.At(LocalTime.On(day, new(10, 20)), at => _pen.Write(at, new SuspendPerson(_village.Office.Actor, unlucky.Id, "lost-phone", null)));
        if (day == new DateOnly(2026, 8, 17)) _agenda.At(LocalTime.On(day, new(14, 5)), at => _pen.Write(at, new ReinstatePerson(_village.Office.Actor, unlucky.Id, "found", null)));
    }
}
