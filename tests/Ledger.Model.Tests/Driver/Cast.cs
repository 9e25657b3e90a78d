using Ledger.Model;

namespace Ledger.Model.Tests;

/// <summary>Who takes part: made of the seed alone, so that every replay has the same people.</summary>
internal sealed class Cast
{
    public const int HoldMinutes = 30;

    public static readonly DateTimeOffset Beginning = new(2026, 5, 20, 10, 0, 0, TimeSpan.FromHours(8));

    private readonly Random _random;

    public Cast(int seed)
    {
        _random = new Random(seed);
        First = Plain with { IdleDays = seed % 2 == 0 ? null : 45 };
        var homes = Enumerable.Range(0, 5).Select(_ => NewId()).ToList();
        Administrator = NewId();
        Role("office", 2, null);
        Role("accountant", 2, null);
        Role("cashier", 1, null);
        Role("cashier", 1, homes[3]);
        Given.Add((Who("accountant", 1), "cashier", null));
        Role("grid-officer", 2, homes[0]);
        Role("grid-assistant", 2, homes[1]);
        Role("team-leader", 1, null);
        Role("auditor", 1, null);
        Role("committee-member", 2, homes[2]);
        for (var n = 0; n < 3; n++)
        {
            var merchant = NewId();
            Merchants.Add(merchant);
            Role("merchant-owner", 1, n == 0 ? homes[3] : null, merchant);
            Role("merchant-clerk", 1, null, merchant);
            Terminals.Add((NewId(), merchant));
        }
        for (var n = 0; n < 14; n++) People.Add((NewId(), n < homes.Count * 2 ? homes[n % homes.Count] : null, n % 7 == 6 ? null : Nodes[n % Nodes.Count]));
        Watcher = NewId();
    }

    public static IReadOnlyList<string> Nodes { get; } = ["grid-1", "grid-2", "building-1"];

    public Guid Administrator { get; }

    /// <summary>Reads what is compared. An auditor of the service whom neither the dice nor the books know, so that nothing befalls him.</summary>
    public Guid Watcher { get; }

    public List<(Guid Person, string Role, Guid? Merchant)> Given { get; } = [];

    public List<(Guid Person, Guid? Home, string? Node)> People { get; } = [];

    public List<Guid> Merchants { get; } = [];

    public List<(Guid Terminal, Guid Merchant)> Terminals { get; } = [];

    public Guid Who(string role, int number = 0) => Given.Where(given => given.Role == role).ElementAt(number).Person;

    public static string SubjectOf(Guid person) => $"model-{person}";

    /// <summary>Every other run begins with accounts that end when nothing happens on them.</summary>
    public Rulebook First { get; }

    private static readonly Rulebook Plain = new("v0", new DateOnly(2026, 1, 1), 50, 3000, 30, 720, "year-end", "occurred", 0, 20, null,
    [
        new("patrol", "safety", 500, null, false), new("visit", "culture", null, 300, false), new("parcel", "culture", null, 130, true), new("teach", "learning", 730, null, false, 2),
    ], DebtLimit: 1500, Penalties: [new("litter", "safety", 400), new("noise", "culture", 1100)]) { MonthCap = 6000, Gifts = new(KeepsExpiry: true, MonthMost: null) };

    /// <summary>The model's books as they stand after the opening.</summary>
    public Books Books()
    {
        var books = new Books(Beginning, HoldMinutes);
        foreach (var node in Nodes.Append("root")) books.Nodes.Add(node);
        foreach (var merchant in Merchants) books.Merchants.Add(merchant);
        foreach (var (terminal, merchant) in Terminals) books.Terminals.Add(terminal, merchant);
        books.Roles.Add(new RoleGiven(Administrator, "administrator", null, DateOnly.MinValue, null));
        foreach (var (person, role, merchant) in Given) books.Roles.Add(new RoleGiven(person, role, merchant, DateOnly.MinValue, null));
        books.People.Add(Administrator, new Somebody(Administrator, null, null, false));
        foreach (var (person, home, node) in People) books.People.Add(person, new Somebody(person, home, node, false));
        foreach (var person in books.People.Keys) books.Subjects.Add(SubjectOf(person));
        books.Rulebooks.Add(First);
        return books;
    }

    private Guid NewId() => Dice.NewId(_random);

    private void Role(string role, int number, Guid? home, Guid? merchant = null)
    {
        for (var n = 0; n < number; n++)
        {
            var person = NewId();
            People.Add((person, home, "grid-1"));
            Given.Add((person, role, merchant));
        }
    }
}
