using System.Security.Cryptography;
using System.Text;
using Ledger.Api.Openings;
using Ledger.Domain;
using Ledger.Domain.Openings;

namespace Ledger.Api.Demo;

/// <summary>What some people had in paper passbooks when the books opened (期初): entered by the office, signed by the accountant.</summary>
internal sealed class OldPassbooks(CommunitySample sample, DemoRequest request, Village village, DemoPen pen, Chance chance, PassbookNumbers numbers)
{
    private const int Holders = 24;

    /// <summary>After the history's end: none of it lapses in it.</summary>
    private static readonly DateOnly LastDay = new(2026, 12, 31);

    public async Task Open(Code board)
    {
        var (at, opening) = (LocalTime.On(DemoRequest.From, new(14, 0)), OpeningId.Of(request.Id(sample.Code, "opening", 1)));
        var papers = village.Volunteers.Where(person => !person.IsChild).Take(request.Scaled(Holders)).Select((person, place) => (person, entry: Entry(place + 1, person, board))).ToList();
        var vault = papers.Select(paper => numbers.Seal(sample.Code, paper.person.Id, paper.entry.Passbook, NumberOf(paper.entry.Line)));
        await pen.Write(at, new EnterOpening(village.Office.Actor, opening, [.. papers.Select(paper => paper.entry)], [.. vault]));
        await pen.Write(at.AddHours(1), new SignOpening(village.Accountant.Actor, opening));
        foreach (var (person, entry) in papers)
        {
            var points = entry.Lots.Sum(lot => lot.Points.Hundredths);
            person.Available += points;
            person.EarnedUntil[LastDay] = points;
        }
    }

    /// <summary>The hash of an invented number is not keyed: the same seed gives the same roots on every machine.</summary>
    private PassbookEntry Entry(int line, Invented person, Code board) => new(line, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{sample.Code} {NumberOf(line)}"))), person.Id,
        DemoRequest.From.AddDays(-1), [new OpeningLot(board, OpeningLot.Usual, 2026, LastDay, new Points(chance.Between(4, 60) * 50), new Minutes(chance.Between(2, 40) * 30))]);

    private static string NumberOf(int line) => $"2025-{line:D3}";
}
