using Ledger.Api.Http;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Communities;
using Ledger.Domain.Honours;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Teams;
using Title = Ledger.Domain.Title;

namespace Ledger.Api.Honours;

/// <summary>Certificates of honours: one's own, on paper, and as a stranger checks them.</summary>
public static class Certificates
{
    /// <param name="Certificate">Its number; <paramref name="Check"/>: the word that stands beside it.</param>
    /// <param name="Position">From 1; equals share one.</param>
    public sealed record Shown(string Certificate, string Check, Code Rank, Title Title, DateOnly From, DateOnly To, int Position, DateOnly On, bool IsWithdrawn);

    public sealed record Answer(long JournalNumber, IReadOnlyList<Shown> Honours);

    /// <param name="Name">王** of a person, the name of a team; absent for others.</param>
    public sealed record Checked(string Certificate, Title Community, Title Title, DateOnly From, DateOnly To, int Position, DateOnly On, string? Name, bool IsWithdrawn);

    public static async Task<IResult> List(Call call)
    {
        var person = call.Id<PersonId>("person");
        var look = await call.Look(needs => needs.StartingWith<HonourOf>(HonourOf.Prefix(Subject.Of(person).ToString())));
        if (!await call.MaySee(look.Books, person)) return call.NotFound("person");
        var numbers = look.Books.StartingWith<HonourOf>(HonourOf.Prefix(Subject.Of(person).ToString())).Select(row => row.Value.Certificate).ToList();
        var found = await Found(call, numbers);
        return call.Ok(new Answer(look.Number, [.. found.OrderByDescending(one => one.Honour.Awarded.To).Select(one => new Shown(one.Honour.Awarded.Certificate, one.Honour.Awarded.Check, one.Rank.Code, one.Rank.Title,
            one.Honour.Awarded.From, one.Honour.Awarded.To, one.Honour.Awarded.Position, one.Honour.On, one.Honour.Withdrawn is not null))]));
    }

    /// <summary>Whoever holds the paper has number and word: without both there is nothing.</summary>
    public static async Task<IResult> Check(Call call)
    {
        if (await Found(call, [call.Text("number")!]) is not [var (honour, rank)] || honour.Awarded.Check != call.Text("check")) return call.NotFound("number");
        var subject = honour.Awarded.Subject;
        var books = (await call.Look(needs => subject.Kind == Whose.Team ? needs.Row<Team>(subject.Id) : needs.Row<Person>(subject.Id))).Books;
        var name = subject.Person is { } person ? books.Find<Person>(subject.Id) is { IsForgotten: true } ? null : PersonVault.Veil(await NameOf(call, Person.SurvivorOf(books, person)) ?? "")
            : subject.Kind == Whose.Team ? books.Find<Team>(subject.Id)?.Name.Zh : null;
        return call.Ok(new Checked(honour.Awarded.Certificate, books.Community.Name, rank.Title, honour.Awarded.From, honour.Awarded.To, honour.Awarded.Position, honour.On, name, honour.Withdrawn is not null));
    }

    public static async Task<IResult> Sheet(Call call)
    {
        var person = call.Id<PersonId>("person");
        var (key, number) = (HonourOf.Key(Subject.Of(person).ToString(), call.Text("certificate")!), call.Text("certificate")!);
        var look = await call.Look(needs => needs.Row<HonourOf>(key));
        if (!await call.MaySee(look.Books, person)) return call.NotFound("person");
        if (look.Books.Find<HonourOf>(key) is null || await Found(call, [number]) is not [var (honour, rank)]) return call.NotFound("certificate");
        return Results.Content(CertificateSheet.Html(look.Books.Community, honour, rank, await NameOf(call, person) ?? "", call.Http.Request.Host.Value ?? "", call.Community), "text/html; charset=utf-8");
    }

    private static async Task<string?> NameOf(Call call, PersonId person) => (await call.Service<PersonVault>().Open(call.Community, [person], call.Cancel)).GetValueOrDefault(person)?.Name;

    /// <summary>The certificates with what their rulebook says of the rank.</summary>
    private static async Task<IReadOnlyList<(Honour Honour, Rank Rank)>> Found(Call call, IReadOnlyList<string> numbers)
    {
        var books = (await call.Look(needs => numbers.Aggregate(needs, (more, number) => more.Row<Honour>(number)))).Books;
        var honours = numbers.Select(number => books.Find<Honour>(number)).OfType<Honour>().ToList();
        var rulebooks = (await call.Look(needs => honours.Select(honour => honour.Awarded.Rulebook.Version).Distinct().Aggregate(needs, (more, version) => more.Row<Rulebook>(Rulebook.Key(version))))).Books;
        return [.. honours.Select(honour => (honour, Rulebook.Of(rulebooks, honour.Awarded.Rulebook).Document.Ranks!.First(rank => rank.Code == honour.Awarded.Rank)))];
    }
}
