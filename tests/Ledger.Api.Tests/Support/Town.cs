using System.Globalization;

namespace Ledger.Api.Tests.Support;

/// <summary>
/// A community with everything a test needs, opened over HTTP: a rulebook, a grid, people of all roles, two merchants, a
/// terminal at the first one and an offer of it (25 积分, 15 元 borne by the community).
/// </summary>
public sealed class Town
{
    /// <summary>The offer's price in hundredths, and what the merchant is owed for it in fen.</summary>
    public const long Price = 2500, Settlement = 1500;

    /// <summary>What an hour of patrol earns, in hundredths; the cap of a day is ten times as much.</summary>
    public const long PerHour = 500, DailyCap = 5000;

    private int _people;

    private Town(TestApi api, string code) => (Api, Code) = (api, code);

    public TestApi Api { get; }

    public string Code { get; }

    public string Path => $"/v1/communities/{Code}";

    public Someone Administrator { get; private set; } = null!;
    public Someone Office { get; private set; } = null!;
    public Someone GridOfficer { get; private set; } = null!;
    public Someone Auditor { get; private set; } = null!;
    public Someone Volunteer { get; private set; } = null!;
    public Someone OtherVolunteer { get; private set; } = null!;
    public Someone MerchantOwner { get; private set; } = null!;
    public Someone OtherMerchantOwner { get; private set; } = null!;

    public Guid Merchant { get; private set; }
    public Guid OtherMerchant { get; private set; }
    public Guid TerminalId { get; private set; }
    public ApiClient Terminal { get; private set; } = null!;
    public Guid Offer { get; private set; }

    public List<Someone> People { get; } = [];

    /// <param name="rulebook">Absent: the plain one.</param>
    public static async Task<Town> Open(TestApi api, string name, object? rulebook = null)
    {
        var town = new Town(api, $"{name}-{Guid.NewGuid().ToString("N")[..10]}");
        await town.OpenBooks();
        await town.Administrator.Calls.Post($"{town.Path}/grid-nodes", new { nodes = new[] { Node("grid-1", "第一网格", "grid"), Node("grid-2", "第二网格", "grid") } }).Accepted();
        await town.Administrator.Calls.Post($"{town.Path}/rulebooks", rulebook ?? Rulebook("v1", "2026-01-01")).Accepted();
        // It takes effect by the scheduler; afterwards nothing is written but what a test does.
        await api.Node.Scheduler.Tick(town.Code, CancellationToken.None);
        town.Office = await town.Register(role: "office");
        town.GridOfficer = await town.Register(role: "grid-officer");
        town.Auditor = await town.Register(role: "auditor");
        town.Volunteer = await town.Register(household: Guid.NewGuid());
        town.OtherVolunteer = await town.Register();
        town.Merchant = await town.Enrol("渤海早餐店", "breakfast");
        town.OtherMerchant = await town.Enrol("银杏理发店", "repair");
        town.MerchantOwner = await town.Register(role: "merchant-owner", merchant: town.Merchant);
        town.OtherMerchantOwner = await town.Register(role: "merchant-owner", merchant: town.OtherMerchant);
        (town.TerminalId, town.Terminal) = await town.Pair(town.Merchant);
        town.Offer = await town.Publish();
        return town;
    }

    public static object Node(string code, string name, string kind, string from = "2020-01-01", string parent = "root") => new { node = code, parent, kind, name = new { zh = name }, from };

    /// <summary>patrol: by the hour; visit: each, and whoever records it may attest it; talk: each, after two working days of public notice.</summary>
    /// <param name="honours">With a rank of the month, a ladder that is applied for, and watches.</param>
    public static object Rulebook(string version, string effectiveFrom, int filingDays = 30, object? refund = null, int expiryYears = 1, object? closing = null, object? paper = null, object? offline = null, string? debtLimit = null, string? postsAt = null, bool honours = false) => new
    {
        format = 2,
        version,
        title = new { zh = "积分细则（示例）" },
        effectiveFrom,
        commodities = new[] { new { code = "points", title = new { zh = "积分" }, unit = "points", quantum = "0.5 points", spendable = true } },
        boards = new[] { new { code = "safety", title = new { zh = "平安" } } },
        acts = new object[]
        {
            new { code = "patrol", title = new { zh = "治安巡逻", en = "patrol" }, board = "safety", give = Give("minutes", new { per = "1 h", give = $"{PerHour / 100} points" }) },
            new { code = "visit", title = new { zh = "探望老人", en = "visit" }, board = "safety", give = Give("act", new { each = "2 points" }), attest = new { recorderMay = true } },
            new { code = "talk", title = new { zh = "理论宣讲", en = "talk" }, board = "safety", give = Give("act", new { each = "6 points" }), notice = "2 workdays" },
        },
        marks = new[] { new { code = "trained", title = new { zh = "已培训" }, of = "person" } },
        measures = new object[]
        {
            new { code = "person-day", count = "points", whose = new[] { "person" }, window = "day" },
            new { code = "month", count = "points", whose = new[] { "person" }, window = "month", status = "posted" },
        }.Take(honours ? 2 : 1),
        ranks = honours ? new[] { new { code = "stars", title = new { zh = "每月之星" }, of = "person", by = new { measure = "month" }, every = "month", top = "3 people", ties = "share", publish = "consent" } } : null,
        ladders = honours ? new[] { new { code = "stars", title = new { zh = "星级" }, of = "person", judged = "application", review = "levels", levels = new[] { new { code = "star-1", title = new { zh = "一星" }, needs = new[] { new { measure = "month", atLeast = "2 points" } } } } } } : null,
        bodies = honours ? new[] { new { code = "office", title = new { zh = "办公室" }, roles = new[] { "office" }, signers = 1 } } : null,
        review = honours ? new[] { new { code = "levels", of = "ladder", steps = new[] { new { body = "office" } } } } : null,
        watches = honours ? new[] { Watch("much", new { ask = "office" }, new { suspend = new[] { "transfer" }, @for = "1 months" }), Watch("more", new { suspend = new[] { "gift" }, @for = "1 months" }) } : null,
        limits = new[] { new { code = "day", measure = "person-day", atMost = $"{DailyCap / 100} points" } },
        expiry = new[] { new { code = "all", lasts = new { yearEnd = expiryYears }, from = "occurred", atLeast = "30 days", refund } },
        filing = new { within = $"{filingDays} days", longest = "12 h" },
        deductions = new[] { new { code = "no-show", title = new { zh = "接单未到", en = "no-show" }, board = "safety", of = "person", take = "3 points" } },
        debt = debtLimit is null ? null : new { limit = debtLimit },
        paper,
        offline,
        postsAt,
        closing,
    };

    private static object Watch(string code, params object[] effects) =>
        new { code, title = new { zh = "积分特别多" }, of = "person", when = new { measure = "month", atLeast = "20 points" }, at = "fact", once = "month", @do = effects };

    private static object Give(string of, object stage) => new[] { new { into = new { commodity = "points" }, amount = new { of, then = new[] { stage } } } };

    /// <summary>Registers somebody who can sign in, with a role from the start of the year when one is named.</summary>
    /// <param name="name">Absent: one that nobody else has.</param>
    public async Task<Someone> Register(string? role = null, Guid? merchant = null, Guid? household = null, string? node = "grid-1", string? name = null)
    {
        var someone = NewPerson(name);
        await Administrator.Calls.Post($"{Path}/persons", new { person = someone.Id, name = someone.Name, phone = someone.Phone, birthDate = someone.BirthDate, residence = "resident", node, household, subject = someone.Subject }).Accepted();
        if (role is not null) await Grant(someone, role, merchant);
        return someone;
    }

    public Task<Reply> Grant(Someone someone, string role, Guid? merchant = null, string from = "2026-01-01", string? until = null) =>
        Administrator.Calls.Post($"{Path}/persons/{someone}/roles", new { role, from, until, merchant }).Accepted();

    /// <summary>Makes somebody another's guardian or helper.</summary>
    public async Task<Someone> Bind(Someone other, string kind, Someone person, string from = "2026-01-01", string? until = null)
    {
        await Office.Calls.Post($"{Path}/persons/{person}/relations", new { other = other.Id, kind, from, until }).Accepted();
        return other;
    }

    public async Task<Guid> Enrol(string name, string category)
    {
        var merchant = Guid.NewGuid();
        await Administrator.Calls.Post($"{Path}/merchants", new { merchant, name = new { zh = name }, category, circle = "hemei" }).Accepted();
        return merchant;
    }

    public async Task<(Guid Id, ApiClient Calls)> Pair(Guid merchant)
    {
        var terminal = Guid.NewGuid();
        var invited = await Administrator.Calls.Post($"{Path}/merchants/{merchant}/terminals", new { terminal }).Accepted();
        var paired = await Api.Node.Anonymous.Post($"{Path}/terminals/pairings", new { pairingCode = invited.Says("pairingCode") }).Accepted();
        return (terminal, Api.Node.With(paired.Says("credential")));
    }

    public static object Terms(long? stock = null, long price = Price, string opensOn = "2026-01-01", string? closesOn = null) =>
        new { title = new { zh = "早餐券", en = "breakfast" }, price, settlement = Settlement, bearer = new { kind = "community" }, stock, opensOn, closesOn };

    public async Task<Guid> Publish(object? terms = null, Guid? merchant = null)
    {
        var offer = Guid.NewGuid();
        await Office.Calls.Post($"{Path}/offers", new { offer, merchant = merchant ?? Merchant, terms = terms ?? Terms() }).Accepted();
        return offer;
    }

    /// <summary>A request that records one act; what is not named is a patrol of two hours yesterday from nine.</summary>
    public object Act(Someone doer, Guid? act = null, string actType = "patrol", string? startedAt = null, string? endedAt = null, long? minutes = null, string place = "grid-1", bool attest = false)
    {
        var day = Api.Clock.Today.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new { actType, startedAt = startedAt ?? $"{day}T09:00:00+08:00", endedAt = endedAt ?? $"{day}T11:00:00+08:00", place, attest, people = new[] { new { act = act ?? Guid.NewGuid(), person = doer.Id, minutes } } };
    }

    /// <summary>Gives somebody points by deeds: attested patrols of ten hours, each on a day of its own, going back from yesterday.</summary>
    public async Task Earn(Someone doer, long hundredths)
    {
        for (var day = 1; hundredths > 0; day++)
        {
            var minutes = Math.Min(hundredths, DailyCap) * 60 / PerHour;
            var start = new DateTimeOffset(Api.Clock.Today.AddDays(-day).ToDateTime(new TimeOnly(8, 0)), TimeSpan.FromHours(8));
            var act = Guid.NewGuid();
            await doer.Calls.Post($"{Path}/acts", Act(doer, act, startedAt: Iso(start), endedAt: Iso(start.AddMinutes(minutes)))).Accepted();
            await GridOfficer.Calls.Post($"{Path}/acts/attestations", new { acts = new[] { act } }).Accepted();
            hundredths -= DailyCap;
        }
    }

    public async Task<(Guid Id, string Code, Reply Reply)> Hold(Someone holder, Guid? offer = null, long quantity = 1)
    {
        var redemption = Guid.NewGuid();
        var reply = await holder.Calls.Post($"{Path}/redemptions", new { redemption, person = holder.Id, offer = offer ?? Offer, quantity }).Accepted();
        return (redemption, reply.Says("code"), reply);
    }

    /// <summary>Somebody asks for a code of breakfast, for himself or another.</summary>
    public Task<Reply> ChangesTo(Someone by, Guid redemption, Someone holder) => by.Calls.Post($"{Path}/redemptions", new { redemption, person = holder.Id, offer = Offer });

    public async Task<long> Available(Someone holder) => (await holder.Calls.Get($"{Path}/persons/{holder}/balance")).Ok().Long("availableHundredths");

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Iso(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>Somebody not in the books yet, who would sign in as nobody else does.</summary>
    public Someone NewPerson(string? name = null)
    {
        var number = ++_people;
        var subject = $"{Code}-subject-{number}";
        var someone = new Someone(Guid.NewGuid(), subject, name ?? $"测试{(char)('甲' + number % 5_000)}{(char)('一' + number * 37 % 20_000)}", $"1390{Random.Shared.Next(1000000, 9999999)}", $"19{50 + number % 40}-03-1{number % 10}", Api.Node.As(subject));
        People.Add(someone);
        return someone;
    }

    private async Task OpenBooks()
    {
        Administrator = NewPerson();
        await Api.Node.Operator.Put(Path, new
        {
            name = new { zh = "海岸社区（测试）", en = "Haian (test)" },
            zone = "Asia/Shanghai",
            holdMinutes = 30,
            root = "root",
            administrator = new { person = Administrator.Id, name = Administrator.Name, subject = Administrator.Subject },
        }).Accepted();
    }
}

internal static class Replies
{
    /// <summary>Fails unless the request was accepted.</summary>
    public static async Task<Reply> Accepted(this Task<Reply> reply, int? status = null) => (await reply).Ok(status);

    /// <summary>Fails unless the request was refused with this problem.</summary>
    public static async Task<Reply> Refused(this Task<Reply> reply, string slug, string? field = null, string? rule = null) => (await reply).Refused(slug, field, rule);
}
