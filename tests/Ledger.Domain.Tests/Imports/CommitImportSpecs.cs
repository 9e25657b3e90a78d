using Ledger.Domain.Acts;
using Ledger.Domain.Imports;
using Ledger.Domain.Persons;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Imports;

public sealed class CommitImportSpecs
{
    private static readonly ImportId Id = ImportId.Of(Some.Id(0x500)), Second = ImportId.Of(Some.Id(0x501));
    private static readonly CommitImport Empty = new(Some.OfficeActs, Id, Some.Hash("file"), [], [], []);

    private static Spec Book => Spec.Given(Some.Usual).At("2026-03-01T12:00:00+08:00");

    [Fact]
    public void A_file_of_acts_is_committed_whole() => Book.When(Empty with { Acts = [Some.Visit(1), Some.Visit(2, Some.Neighbour)] })
        .ThenFacts(typeof(ActRecorded), typeof(ActRecorded), typeof(ImportCommitted)).ThenResult(new ImportIsCommitted(Id, 2));

    [Fact]
    public void A_file_of_people_is_committed_whole() => Book.When(Empty with { People = [Some.New(Some.Person(90))] })
        .Then(new PersonRegistered(Some.Person(90), Residence.Resident, Some.Building, null), new ImportCommitted(Id, "persons", Some.Hash("file"), 1));

    [Fact]
    public void The_same_file_again_changes_nothing() => Book.And(Empty with { Acts = [Some.Visit(1)] }).When(Empty with { Acts = [Some.Visit(1)] }).Then().ThenResult(new ImportIsCommitted(Id, 0));

    [Fact]
    public void A_line_that_is_in_the_books_already_changes_nothing()
    {
        var people = Empty with { People = [Some.New(Some.Person(90)) with { SignIn = Some.Hash("s") }] };
        var longer = people with { Import = Second, People = [.. people.People, Some.New(Some.Person(91))] };
        Book.And(people).When(longer).ThenFacts(typeof(PersonRegistered), typeof(ImportCommitted)).ThenResult(new ImportIsCommitted(Second, 1));
        Book.And(Some.Record(Some.Visit(1))).When(Empty with { Acts = [Some.Visit(1), Some.Visit(2, Some.Neighbour)] }).ThenResult(new ImportIsCommitted(Id, 1));
        Book.When(Empty with { Acts = [Some.Visit(1), Some.Visit(1)] }).ThenResult(new ImportIsCommitted(Id, 1));
    }

    [Fact]
    public void A_person_in_the_books_with_other_content_refuses_the_file() => Book.And(Empty with { People = [Some.New(Some.Person(90))] })
        .When(Empty with { Import = Second, People = [Some.New(Some.Person(90), Some.Home)] })
        .ThenRejected(new ImportLineRefused(1, new IdAlreadyUsed("person", $"{Some.Person(90)}")));

    [Fact]
    public void Refusals_come_in_order()
    {
        var spec = Book.And(Empty with { Acts = [Some.Visit(1)] });
        var other = Empty with { ContentHash = Some.Hash("other"), Acts = [Some.Visit(1), Some.Visit(2, Some.Person(99))] };
        spec.When(other with { By = Some.OfficerActs }).ThenRejected(new NotAllowed(Role.Administrator, Role.Office));
        spec.When(other).ThenRejected(new IdAlreadyUsed("import", $"{Id}"));
        spec.When(other with { Import = Second }).ThenRejected(new ImportLineRefused(2, new NotFound("person", $"{Some.Person(99)}")));
    }

    [Fact]
    public void Five_thousand_lines_over_ten_rulebooks_need_three_further_reads_at_most()
    {
        var crowd = Enumerable.Range(1000, 250).Select(Some.Person).ToList();
        var spec = Spec.Given(Some.Usual);
        for (var version = 2; version <= 10; version++) spec.And(Some.Publish(Some.Document($"v{version}", new DateOnly(2026, 1, 1).AddDays(version).ToString("yyyy-MM-dd"), filingDays: 366)));
        spec.And(new RegisterPersons(Some.AdministratorActs, [.. crowd.Select(person => Some.New(person))], []));
        var acts = Enumerable.Range(0, 5000).Select(n => Some.Visit(n, crowd[n % 250], start: $"{new DateOnly(2026, 1, 3).AddDays(n / 250):yyyy-MM-dd}T09:00:00+08:00", evidence: Some.Hash($"{n}")));
        spec.At("2026-03-10T12:00:00+08:00").When(Empty with { Acts = [.. acts] }).ThenFurtherReads(3).ThenResult(new ImportIsCommitted(Id, 5000));
    }
}
