using Ledger.Api.Openings;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Deductions;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks.Compiling;

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
    private readonly OldPassbooks _passbooks;
    private readonly Settling _settling;

    public CommunityLife(CommunitySample sample, DemoRequest request, DemoPen pen, PersonVault vault, RedemptionCodes codes, PassbookNumbers numbers)
    {
        var chance = Chance.Of(request.Seed, sample.Code);
        (_sample, _request, _pen) = (sample, request, pen);
        _village = Village.Of(sample, request, chance);
        _founding = new Founding(sample, request, _village, pen, vault);
        _attesting = new Attesting(_village, pen, _agenda, chance);
        _deeds = new Deeds(sample, request, _village, pen, _agenda, chance, _attesting);
        _shopping = new Shopping(sample, request, _village, pen, _agenda, chance, codes, _attesting);
        _passbooks = new OldPassbooks(sample, request, _village, pen, chance, numbers);
        _settling = new Settling(sample, request, _village, pen, _agenda);
    }

    /// <param name="progress">Told the day that is over and the journal number reached.</param>
    public async Task Live(Action<DateOnly, long> progress)
    {
        await _founding.Found();
        var rulebook = DemoRulebooks.Read(_sample.Rulebooks[0].Document);
        _attesting.Rulebooks.Add(CompiledRulebook.Of(rulebook).Rulebook!);
        await _passbooks.Open(rulebook.Boards[0].Code);
        progress(DemoRequest.From, _pen.Number);
        for (var day = DemoRequest.From.AddDays(1); day <= _request.Until; day = day.AddDays(1))
        {
            _attesting.Plan(day);
            _deeds.Plan(day);
            _shopping.Plan(day);
            _settling.Plan(day);
            PlanOffice(day);
            while (_agenda.TryTake(LocalTime.StartOf(day.AddDays(1)), out var at, out var step)) await step(at);
            progress(day, _pen.Number);
        }
    }

    /// <summary>New rules; a lost phone, for which the account is suspended for a week; and somebody who had promised to come and did not.</summary>
    private void PlanOffice(DateOnly day)
    {
        foreach (var (document, publishedOn) in _sample.Rulebooks.Skip(1).Where(rulebook => rulebook.PublishedOn == day))
            _agenda.At(LocalTime.On(day, new(16, 0)), async at =>
            {
                await _founding.Publish(at, _village.Office, document);
                _attesting.Rulebooks.Add(CompiledRulebook.Of(DemoRulebooks.Read(document)).Rulebook!);
            });
        var unlucky = _village.Volunteers[^1];
        if (day == new DateOnly(2026, 8, 10)) _agenda.At(LocalTime.On(day, new(10, 20)), at => _pen.Write(at, new SuspendPerson(_village.Office.Actor, unlucky.Id, "lost-phone", null)));
        if (day == new DateOnly(2026, 8, 17)) _agenda.At(LocalTime.On(day, new(14, 5)), at => _pen.Write(at, new ReinstatePerson(_village.Office.Actor, unlucky.Id, "found", null)));
        if (day == new DateOnly(2026, 9, 7)) PlanDeduction(day, _village.Volunteers.Where(person => person is { IsChild: false, Household: not null }).MaxBy(person => person.Available)!);
    }

    private void PlanDeduction(DateOnly day, Invented absent)
    {
        if (_attesting.Rulebooks[^1].Document.Deductions is not [var rule, ..]) return;
        var deduction = DeductionId.Of(_request.Id(_sample.Code, "deduction", 1));
        _agenda.At(LocalTime.On(day, new(11, 0)), at => _pen.Write(at, new ProposeDeduction(_village.Officers[0].Actor, deduction, absent.Id, rule.Code, day.AddDays(-1), null, [])));
        _agenda.At(LocalTime.On(day.AddDays(2), new(11, 0)), async at =>
        {
            var done = await _pen.Write(at, new DecideDeduction(_village.Office.Actor, deduction, true, rule.Code));
            absent.Available -= (done.PointsHundredths - done.OwedHundredths).Hundredths;
        });
    }
}
