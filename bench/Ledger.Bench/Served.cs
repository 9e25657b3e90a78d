using Ledger.Api.Books;
using Ledger.Api.Hosting;
using Ledger.Api.Rulebooks;
using Ledger.Api.SignIn;
using Ledger.Api.Vault;
using Ledger.Vault;
using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Communities;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Journal;

namespace Ledger.Bench;

/// <summary>The real service in a process of its own, with one community in it, so that its processor time can be told from the load's.</summary>
internal static class Served
{
    public const string Community = "bench", Recorder = "recorder";
    public const int People = 20_000;

    public static async Task<int> Run(string database, string keyFolder, string url)
    {
        var builder = WebApplication.CreateBuilder(["--urls", url]);
        var app = LedgerApp.Build(builder, new LedgerOptions { Demo = true, Operators = [DemoSignIn.OperatorSubject] }, database, new KeyFolder(keyFolder));
        await LedgerApp.Prepare(app, CancellationToken.None);
        await Settle(app.Services.GetRequiredService<Bookkeeper>());
        Console.WriteLine(app.Services.GetRequiredService<DemoSignIn>().TokenFor(Recorder));
        await app.RunAsync();
        return 0;
    }

    public static PersonId Person(int number) => PersonId.Of(ComputedId.Of("bench-person", number.ToString()));

    private static async Task Settle(Bookkeeper books)
    {
        var admin = PersonId.Of(ComputedId.Of("bench-admin"));
        var signIn = Callers.SignInHash(DemoSignIn.Issuer, Recorder);
        await Send(books, "open", new OpenCommunity(Actor.Operator, new Title("测量社区", "Bench"), "Asia/Shanghai", 30, "root", admin, signIn, []), opens: true);
        await Send(books, "role", new GrantRole(Actor.Of(admin), admin, Role.Office, null, new DateOnly(2020, 1, 1), null));
        await Send(books, "rulebook", new PublishRulebook(Actor.Of(admin), Rulebook(), PublishRulebookEndpoint.HashOf(Rulebook())));
        for (var start = 0; start < People; start += 500)
            await Send(books, $"people-{start}", new RegisterPersons(Actor.Of(admin), [.. Enumerable.Range(start, 500).Select(n => new NewPerson(Person(n), Residence.Resident, null, null, null))], []));
    }

    private static RulebookDocument Rulebook() => DocumentJson.Read("""
        {"format":2,"version":"bench","title":{"zh":"测量细则"},"effectiveFrom":"2020-01-01",
         "commodities":[{"code":"points","title":{"zh":"积分"},"unit":"points","quantum":"0.01 points","spendable":true}],
         "boards":[{"code":"mutual-aid","title":{"zh":"邻里互助"}}],
         "acts":[{"code":"parcel","title":{"zh":"代收快递"},"board":"mutual-aid","give":[{"into":{"commodity":"points"},"amount":{"of":"act","then":[{"each":"0.25 points"}]}}],"attest":{"recorderMay":true}}],
         "measures":[{"code":"person-day","count":"points","whose":["person"],"window":"day"}],"limits":[{"code":"day","measure":"person-day","atMost":"1000000 points"}],
         "expiry":[{"code":"all","lasts":{"yearEnd":1},"from":"occurred","atLeast":"30 days"}],"filing":{"within":"366 days","longest":"720 min"}}
        """u8).Document!;

    private static async Task Send<TResult>(Bookkeeper books, string key, ICommand<TResult> command, bool opens = false)
    {
        var answer = await books.Send(command, Sending.Own(Community, "bench", key) with { OpensCommunity = opens, Deadline = TimeSpan.FromMinutes(1) }, CancellationToken.None);
        if (answer is not Answer<TResult>.Accepted) throw new InvalidOperationException($"{key}: {answer}");
    }
}
