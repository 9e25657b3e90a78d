using Ledger.Domain;

namespace Ledger.Api.Demo;

/// <summary>Everybody of one community of the demo, by what he does.</summary>
internal sealed class Village
{
    public required Invented Administrator { get; init; }
    public required Invented Office { get; init; }
    public required Invented Auditor { get; init; }
    public required Invented Accountant { get; init; }
    public required Invented Cashier { get; init; }

    /// <summary>One for each grid.</summary>
    public required IReadOnlyList<Invented> Officers { get; init; }

    /// <summary>楼栋网格助理员 of Haian, 百合邻长 of Baiheyuan: one for each post.</summary>
    public required IReadOnlyList<Invented> Assistants { get; init; }

    public required IReadOnlyList<Invented> Leaders { get; init; }

    /// <summary>In the order of the merchants.</summary>
    public required IReadOnlyList<Invented> Owners { get; init; }

    /// <summary>The first is the persona.</summary>
    public required IReadOnlyList<Invented> Volunteers { get; init; }

    public Invented Volunteer => Volunteers[0];

    public IEnumerable<Invented> Everybody => [Administrator, Office, Auditor, Accountant, Cashier, .. Officers, .. Assistants, .. Leaders, .. Owners, .. Volunteers];

    public IReadOnlyDictionary<PersonId, Invented> ById => field ??= Everybody.ToDictionary(person => person.Id);

    public static Village Of(CommunitySample sample, DemoRequest request, Chance chance)
    {
        var people = new InventedPeople(sample, request, chance);
        Invented Persona(PersonaKind kind, Code? node, int born, bool lives = false) => people.Of(sample.PersonaOf(kind), node, born, !lives);
        var (home, post, grids) = (sample.Homes[0], sample.Posts[0], sample.Grids.ToList());
        return new Village
        {
            Administrator = Persona(PersonaKind.Administrator, null, 1985),
            Office = Persona(PersonaKind.Office, null, 1990),
            Auditor = Persona(PersonaKind.Auditor, null, 1962),
            Accountant = Persona(PersonaKind.Accountant, null, 1987),
            Cashier = Persona(PersonaKind.Cashier, null, 1995),
            Officers = [Persona(PersonaKind.GridOfficer, grids[0], 1993), .. grids.Skip(1).Select(grid => people.Staff(grid))],
            Assistants = [Persona(PersonaKind.GridAssistant, post, 1988, lives: true), .. sample.Posts.Skip(1).Select(node => people.Staff(node, Domain.Persons.Residence.Resident))],
            Leaders = [Persona(PersonaKind.TeamLeader, home, 1958, lives: true), .. Enumerable.Range(0, 3).Select(_ => people.Staff(chance.Of(sample.Homes), Domain.Persons.Residence.Resident))],
            Owners = [Persona(PersonaKind.Merchant, null, 1979), .. sample.Merchants.Skip(1).Select(_ => people.Staff(null))],
            Volunteers = [Persona(PersonaKind.Volunteer, home, 1961, lives: true), .. Enumerable.Range(0, request.Scaled(sample.Volunteers)).Select(people.Volunteer)],
        };
    }
}
