using FluentValidation;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Passages;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Evaluating;
using Ledger.Domain.Settlements;
using Ledger.Domain.Storage;
using Ledger.Journal;

namespace Ledger.Api.Passages;

/// <summary>Money that people, households and teams get by the rulebook.</summary>
public static class MoneyEndpoints
{
    private static readonly Role[] Lookers = [Role.Office, Role.Accountant, Role.Cashier, Role.Auditor];

    /// <param name="Transfer">Made by the client.</param>
    /// <param name="Person">Who asks: oneself, or somebody one acts for.</param>
    /// <param name="Account">Who gets it: absent: the person; otherwise his household or team, such as <c>household:…</c>.</param>
    public sealed record Asking(TransferId Transfer, PersonId Person, Code Passage, Subject? Account = null, IReadOnlyList<ActInput>? Inputs = null);

    /// <param name="Transfer">Made by the client.</param>
    /// <param name="Person">Who asks: oneself, or somebody one acts for.</param>
    /// <param name="Amount">The points that are cashed.</param>
    /// <param name="Account">Whose points, and who gets the money: absent: the person; otherwise his household or team.</param>
    public sealed record Cashing(TransferId Transfer, PersonId Person, Code Passage, Points Amount, Subject? Account = null, IReadOnlyList<ActInput>? Inputs = null);

    /// <param name="To">Who would have got it.</param>
    public sealed record Declining(Subject To, Code Reason);

    /// <param name="Transfer">Made by the client.</param>
    /// <param name="Inputs">What the passage asks for, such as the sum, in smallest units.</param>
    public sealed record Sharing(TransferId Transfer, Code Passage, IReadOnlyList<ActInput>? Inputs = null);

    /// <param name="To">Who gets it.</param>
    public sealed record Approval(Subject To);

    /// <param name="Reference">The bank's: 4 to 40 capital letters, digits and hyphens.</param>
    public sealed record Payment(Subject To, string Reference);

    /// <param name="Reference">The bank's, once it is paid.</param>
    /// <param name="PointsHundredths">What was cashed for it; <paramref name="Commodity"/>: in what, absent: the first.</param>
    /// <param name="IsGivenBack">It will not be paid; points given for it went back.</param>
    public sealed record Due(string Transfer, Subject To, Code Passage, Fen AmountFen, string Bearer, bool IsApproved, string? Reference, Points? PointsHundredths, bool IsGivenBack, Code? Commodity);

    public sealed record Answer(long JournalNumber, IReadOnlyList<Due> Due, string? NextCursor);

    public sealed class AskingValidator : AbstractValidator<Asking>
    {
        public AskingValidator() => RuleFor(request => request.Inputs).Must(inputs => inputs is null || inputs.Count <= 20).As("too-many", "最多 20 个数", "At most 20 numbers");
    }

    public sealed class CashingValidator : AbstractValidator<Cashing>
    {
        public CashingValidator()
        {
            RuleFor(request => request.Amount).Amount();
            RuleFor(request => request.Inputs).Must(inputs => inputs is null || inputs.Count <= 20).As("too-many", "最多 20 个数", "At most 20 numbers");
        }
    }

    public sealed class SharingValidator : AbstractValidator<Sharing>
    {
        public SharingValidator() => RuleFor(request => request.Inputs).Must(inputs => inputs is null || inputs.Count <= 20).As("too-many", "最多 20 个数", "At most 20 numbers");
    }

    public sealed class PaymentValidator : AbstractValidator<Payment>
    {
        public PaymentValidator() => RuleFor(request => request.Reference).Must(MakePayment.IsReference).As("reference", "4 到 40 个大写字母、数字和连字符", "4 to 40 capital letters, digits and hyphens");
    }

    public static async Task<IResult> Ask(WriteCall<Asking> call)
    {
        call.Shows(call.IsDryRun ? [call.Body.Person] : []);
        return await call.Send(new AskForMoney(call.By, call.Body.Transfer, call.Body.Person, call.Body.Passage, call.Body.Account, call.Body.Inputs, await call.FromVaultToday(call.Body.Person)), actingFor: call.Body.Person);
    }

    public static async Task<IResult> Cash(WriteCall<Cashing> call)
    {
        var body = call.Body;
        call.Shows(call.IsDryRun ? [body.Person] : []);
        var (band, fromVault) = await call.BothFromVaultToday(body.Person);
        return await call.Send(new CashPoints(call.By, body.Transfer, body.Person, body.Passage, body.Amount, body.Inputs, body.Account,
            band, fromVault), actingFor: body.Person);
    }

    public static Task<IResult> Decline(WriteCall<Declining> call) => call.Send(new DeclineMoney(call.By, call.Id<TransferId>("transfer"), call.Body.To, call.Body.Reason));

    public static async Task<IResult> ShareOut(WriteCall<Sharing> call)
    {
        var among = await Among(call);
        call.Shows(among.Select(one => one.Person).OfType<PersonId>());
        return await call.Send(new ShareOut(call.By, call.Body.Transfer, call.Body.Passage, among, call.Body.Inputs));
    }

    public static Task<IResult> Approve(WriteCall<Approval> call) => call.Send(new ApproveMoney(call.By, call.Id<TransferId>("transfer"), call.Body.To));

    public static Task<IResult> Pay(WriteCall<Payment> call) => call.Send(new PayMoney(call.By, call.Id<TransferId>("transfer"), call.Body.To, call.Body.Reference));

    public static async Task<IResult> List(Call call)
    {
        if (!call.TryCursor("money-due", out string? after, out var refusal)) return refusal;
        var look = await call.Look(needs => needs);
        if (!call.By.HoldsEverywhere(look.Books, Lookers)) return call.Refuse(new NotAllowed(Lookers));
        var page = await call.FirstRows<MoneyDue>(after);
        var due = page.Select(row => (Key: row.Key.Split('|'), Row: row.Value)).Select(one => new Due(one.Key[0], Subject.Parse(one.Key[1])!.Value, one.Row.Passage, one.Row.Amount, one.Row.Bearer, one.Row.Approver is not null, one.Row.Reference, one.Row.Cashed?.Points, one.Row.IsGivenBack == true, one.Row.Cashed?.Commodity)).ToList();
        call.Shows(due.Select(one => one.To.Person).OfType<PersonId>());
        return call.Ok(new Answer(look.Number, due, call.NextAfter("money-due", page)));
    }

    /// <summary>Everybody of the kind that the passage shares among of whom anything is counted; one more than can share shows that there are too many.</summary>
    private static async Task<IReadOnlyList<Subject>> Among(WriteCall<Sharing> call)
    {
        var books = (await call.Look(needs => needs.Row<RulebookVersions>("").StartingWith<Rulebook>(""))).Books;
        var rulebook = Rulebook.InForce(books, books.Today);
        if (!call.By.HoldsEverywhere(books, GrantPoints.Granters) || rulebook?.Document.Passages?.FirstOrDefault(one => one.Code == call.Body.Passage)?.By is not { } by) return [];
        var whose = rulebook.Document.Measures!.First(one => one.Code == by.Measure).Whose![0];
        var (found, from) = (new List<Subject>(), $"{whose.ToString().ToLowerInvariant()}:");
        for (var before = from + "\uffff"; found.Count <= Domain.Passages.ShareOut.Most;)
        {
            var rows = await call.Service<IJournalReader>().FirstRows(call.Community, new StateRange(StateKinds.Of(typeof(MeterRow)), from, before, 200), call.Cancel);
            if (rows.Count == 0) break;
            found.AddRange(rows.Select(row => Subject.Parse(row.Key.Split('|')[0])).OfType<Subject>().Distinct());
            from = $"{found[^1]}|\uffff";
        }
        return found;
    }
}
