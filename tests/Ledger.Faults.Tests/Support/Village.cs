using System.Globalization;

namespace Ledger.Faults.Tests.Support;

/// <summary>A small community opened over HTTP: an officer who records deeds, volunteers, a shop with an offer. What a deed earns and the offer costs is fixed.</summary>
internal sealed class Village
{
    public const long Deed = 200, Price = 500;

    private Village(Caller caller, string code) => (Caller, Code) = (caller, code);

    public Caller Caller { get; }

    public string Code { get; }

    public string Path => $"/v1/communities/{Code}";

    public string Administrator => $"{Code}-administrator";

    public string Officer => $"{Code}-officer";

    public string Shopkeeper => $"{Code}-shopkeeper";

    public Guid Merchant { get; } = Guid.NewGuid();

    public Guid Offer { get; } = Guid.NewGuid();

    public IReadOnlyList<(Guid Id, string Subject)> Volunteers { get; private set; } = [];

    /// <summary>Everybody may earn enough for the longest run in one day.</summary>
    private const long DailyCap = 100_000_000;

    public static async Task<Village> Open(Caller caller, Uri node, string code, int volunteers = 6)
    {
        var village = new Village(caller, code);
        var today = DateTime.UtcNow.AddHours(8);
        string Day(int days) => today.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await village.Do(node, HttpMethod.Put, "", Issuer.Operator, new
        {
            name = new { zh = "故障演练社区" }, zone = "Asia/Shanghai", holdMinutes = 1440, root = "root",
            administrator = new { person = Guid.NewGuid(), name = "管理员", subject = village.Administrator },
        });
        await village.Do(node, HttpMethod.Post, "/rulebooks", village.Administrator, new
        {
            format = 2, version = "v1", title = new { zh = "细则" }, effectiveFrom = Day(-300),
            commodities = new[] { new { code = "points", title = new { zh = "积分" }, unit = "points", quantum = "0.5 points", spendable = true } },
            boards = new[] { new { code = "safety", title = new { zh = "平安" } } },
            acts = new[]
            {
                new
                {
                    code = "visit", title = new { zh = "探望老人" }, board = "safety", attest = new { recorderMay = true },
                    give = new[] { new { into = new { commodity = "points" }, amount = new { of = "act", then = new[] { new { each = $"{Deed / 100} points" } } } } },
                },
            },
            measures = new[] { new { code = "person-day", count = "points", whose = new[] { "person" }, window = "day" } },
            limits = new[] { new { code = "day", measure = "person-day", atMost = $"{DailyCap / 100} points" } },
            expiry = new[] { new { code = "all", lasts = new { yearEnd = 2 }, from = "occurred", atLeast = "30 days" } },
            filing = new { within = "30 days", longest = "12 h" },
        });
        await village.Register(node, village.Officer, "grid-officer");
        await village.Do(node, HttpMethod.Post, "/merchants", village.Administrator, new { merchant = village.Merchant, name = new { zh = "早餐店" }, category = "breakfast", circle = "hemei" });
        await village.Register(node, village.Shopkeeper, "merchant-owner", village.Merchant);
        await village.Do(node, HttpMethod.Post, "/offers", village.Administrator, new
        {
            offer = village.Offer, merchant = village.Merchant,
            terms = new { title = new { zh = "早餐券" }, price = Price, settlement = 300, bearer = new { kind = "community" }, opensOn = Day(-300) },
        });
        var people = new List<(Guid, string)>();
        for (var number = 1; number <= volunteers; number++) people.Add((await village.Register(node, $"{code}-volunteer-{number}"), $"{code}-volunteer-{number}"));
        village.Volunteers = people;
        return village;
    }

    public Task<Said> Get(Uri node, string below, string? subject = null) => Caller.Get(node, Path + below, subject ?? Administrator);

    /// <summary>As its owner sees it: who looks at another's leaves a record, and needs a database that takes it.</summary>
    public Task<Said> OwnBalance(Uri node, (Guid Id, string Subject) volunteer) => Get(node, $"/persons/{volunteer.Id}/balance", volunteer.Subject);

    public async Task<(long Available, long Held)> Balance(Uri node, (Guid Id, string Subject) volunteer, long atLeast)
    {
        // What was cut before may still answer 503 for a moment: normal within five seconds (promise 9).
        Said said = null!;
        await Waiting.Until("the balance is read", async () => (said = await Get(node, $"/persons/{volunteer.Id}/balance?atLeast={atLeast}", volunteer.Subject)).Status != 503, TimeSpan.FromSeconds(5));
        Assert.True(said.IsWell, $"{said}");
        return (said.Json.GetProperty("availableHundredths").GetInt64(), said.Json.GetProperty("heldHundredths").GetInt64());
    }

    public async Task Do(Uri node, HttpMethod method, string below, string subject, object body)
    {
        var said = await Caller.Send(node, method, Path + below, subject, body, Guid.NewGuid().ToString("N"), null);
        Assert.True(said.IsWell, $"{method} {below}: {said}");
    }

    private async Task<Guid> Register(Uri node, string subject, string? role = null, Guid? merchant = null)
    {
        var person = Guid.NewGuid();
        await Do(node, HttpMethod.Post, "/persons", Administrator, new { person, name = "某某", phone = "13900000000", birthDate = "1960-01-01", residence = "resident", node = "root", subject });
        if (role is not null) await Do(node, HttpMethod.Post, $"/persons/{person}/roles", Administrator, new { role, from = "2020-01-01", merchant });
        return person;
    }
}
