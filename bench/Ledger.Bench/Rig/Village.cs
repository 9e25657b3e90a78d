using Ledger.Api.Books;
using Ledger.Api.Rulebooks;
using Ledger.Api.SignIn;
using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Communities;
using Ledger.Domain.Merchants;
using Ledger.Domain.Offers;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Journal;

namespace Ledger.Bench.Rig;

/// <summary>A community to measure: its office records deeds, its people earn and redeem, its merchants take codes. All of it goes in through the commands.</summary>
/// <param name="Name">Its code, and the seed of every id in it.</param>
internal sealed record Village(string Name, int People, int Merchants = 0)
{
    /// <summary>Acts in one command while a village is filled: the most a command takes.</summary>
    private const int AtOnce = 200;

    public string Recorder => $"{Name}-recorder";

    public PersonId Person(int number) => PersonId.Of(ComputedId.Of(Name, "person", $"{number}"));

    /// <summary>With whom the person signs in.</summary>
    public string Subject(int number) => $"{Name}-{number}";

    public MerchantId Merchant(int number) => MerchantId.Of(ComputedId.Of(Name, "merchant", $"{number}"));

    public string Owner(int number) => $"{Name}-owner-{number}";

    /// <summary>One of each merchant: 0.01 points for one fen.</summary>
    public OfferId Offer(int number) => OfferId.Of(ComputedId.Of(Name, "offer", $"{number}"));

    private PersonId Admin => PersonId.Of(ComputedId.Of(Name, "recorder"));

    private Actor Office => Actor.Of(Admin);

    public Task SettleHere(Bookkeeper books) => Settle(books, TestBed.Today, TestBed.Tell);

    private async Task Settle(Bookkeeper books, DateOnly today, Action<string> tell)
    {
        await Send(books, "open", new OpenCommunity(Actor.Operator, new Title("测量社区", "Bench"), "Asia/Shanghai", 30, "root", Admin, SignIn(Recorder), []), opens: true);
        await Send(books, "office", new GrantRole(Office, Admin, Role.Office, null, new DateOnly(2020, 1, 1), null));
        await Send(books, "rulebook", new PublishRulebook(Office, Rulebook, PublishRulebookEndpoint.HashOf(Rulebook)));
        for (var merchant = 0; merchant < Merchants; merchant++)
        {
            var owner = PersonId.Of(ComputedId.Of(Name, "owner", $"{merchant}"));
            await Send(books, $"merchant-{merchant}", new EnrolMerchant(Office, Merchant(merchant), new Title("早餐店"), "breakfast", "near"));
            await Send(books, $"owner-{merchant}", new RegisterPersons(Office, [new NewPerson(owner, Residence.Resident, null, null, SignIn(Owner(merchant)))], []));
            await Send(books, $"owns-{merchant}", new GrantRole(Office, owner, Role.MerchantOwner, Merchant(merchant), new DateOnly(2020, 1, 1), null));
            await Send(books, $"offer-{merchant}", new PublishOffer(Office, Offer(merchant), Merchant(merchant), new OfferTerms(new Title("早餐券"), Points.Of(1), Fen.Of(1), new Bearer(BearerKind.Community), null, today.AddDays(-30), null)));
        }
        await Join(books, 0, tell);
    }

    /// <summary>Registers everybody from that number on.</summary>
    public async Task Join(Bookkeeper books, int from, Action<string> tell)
    {
        for (var start = from; start < People; start += 500)
        {
            await Send(books, $"people-{start}", new RegisterPersons(Office, [.. Enumerable.Range(start, Math.Min(500, People - start)).Select(n => new NewPerson(Person(n), Residence.Resident, null, null, SignIn(Subject(n))))], []));
            if (start % 20_000 == 0 && start > 0) tell($"{Name}: {start} of {People} people");
        }
    }

    /// <summary>Everybody has earned before: the first award of an account writes more rows than all that follow.</summary>
    public Task EarnOnce(Bookkeeper books) => Fill(books, "first", People, "parcel", TestBed.Yesterday.AddDays(-1), TestBed.Tell);

    /// <summary>Attested acts, three events each, beginning with the person of that number and one after the other; <paramref name="run"/> keeps their ids apart.</summary>
    public async Task Fill(Bookkeeper books, string run, int acts, string type, DateTimeOffset at, Action<string> tell, Func<int, int>? who = null)
    {
        var next = -1;
        var commands = (acts + AtOnce - 1) / AtOnce;
        await Parallel.ForEachAsync(Enumerable.Range(0, 8), async (_, _) =>
        {
            for (int command; (command = Interlocked.Increment(ref next)) < commands;)
            {
                var numbers = Enumerable.Range(command * AtOnce, Math.Min(AtOnce, acts - command * AtOnce));
                await Send(books, $"{run}-{command}", new RecordActs(Office, [.. numbers.Select(n => Deed(run, n, type, at, Person((who?.Invoke(n) ?? n) % People)))], true, []));
                if (command > 0 && command % 500 == 0) tell($"{Name}: {command * AtOnce} of {acts} acts");
            }
        });
    }

    private ActEntry Deed(string run, int number, string type, DateTimeOffset at, PersonId person) =>
        new(ActId.Of(ComputedId.Of(Name, run, $"{number}")), person, type, at, at, null, "root", Evidence.BackFilled, null, null, null, null);

    private async Task Send<TResult>(Bookkeeper books, string key, ICommand<TResult> command, bool opens = false)
    {
        var answer = await books.Send(command, Sending.Own(Name, "bench", key) with { OpensCommunity = opens, Deadline = TimeSpan.FromMinutes(1) }, CancellationToken.None);
        if (answer is not Answer<TResult>.Accepted) throw new InvalidOperationException($"{Name} {key}: {answer}");
    }

    private static string SignIn(string subject) => Callers.SignInHash(DemoSignIn.Issuer, subject);

    private static readonly RulebookDocument Rulebook = DocumentJson.Read("""
        {"format":2,"version":"bench","title":{"zh":"测量细则"},"effectiveFrom":"2020-01-01",
         "commodities":[{"code":"points","title":{"zh":"积分"},"unit":"points","quantum":"0.01 points","spendable":true}],
         "boards":[{"code":"mutual-aid","title":{"zh":"邻里互助"}}],
         "acts":[{"code":"parcel","title":{"zh":"代收快递"},"board":"mutual-aid","give":[{"into":{"commodity":"points"},"amount":{"of":"act","then":[{"each":"0.25 points"}]}}],"attest":{"recorderMay":true}},
                 {"code":"harvest","title":{"zh":"秋收"},"board":"mutual-aid","give":[{"into":{"commodity":"points"},"amount":{"of":"act","then":[{"each":"1000 points"}]}}],"attest":{"recorderMay":true}}],
         "measures":[{"code":"person-day","count":"points","whose":["person"],"window":"day"}],"limits":[{"code":"day","measure":"person-day","atMost":"1000000 points"}],
         "expiry":[{"code":"all","lasts":{"yearEnd":1},"from":"occurred","atLeast":"30 days"}],"filing":{"within":"366 days","longest":"720 min"}}
        """u8).Document!;
}
