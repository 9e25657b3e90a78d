using FluentValidation;
using Ledger.Api.Http;
using Ledger.Api.Imports;
using Ledger.Api.SignIn;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Forgetting;
using Ledger.Domain.Persons;

namespace Ledger.Api.Forgetting;

internal static class ForgettingRoutes
{
    public static void Map(LedgerRoutes routes)
    {
        routes.Write<ForgettingEndpoints.Asking, ForgettingIs>("POST", "persons/{person}/forgetting", "Ask to be forgotten; nothing happens yet 申请注销个人信息", ForgettingEndpoints.Ask, new ForgettingEndpoints.Validator(), typeof(AskToBeForgotten));
        routes.Write<ForgettingEndpoints.Empty, ForgettingIs>("POST", "persons/{person}/forgetting/withdrawal", "Take the request back 撤回注销申请", ForgettingEndpoints.TakeBack, null, typeof(TakeForgettingBack));
        routes.Write<ForgettingEndpoints.Empty, ForgettingIs>("POST", "persons/{person}/forgetting/confirmation", "The second person forgets him: the key is destroyed, all numbers stay 确认注销", ForgettingEndpoints.Confirm, null, typeof(ForgetPerson));
    }
}

/// <summary>The event first, through the one path; the key after its commit. What a crash leaves undone is done at the next start.</summary>
public static class ForgettingEndpoints
{
    /// <param name="EvidenceHash">SHA-256 of the written request, when the office asks for him.</param>
    public sealed record Asking(string? EvidenceHash = null);

    /// <summary>Empty.</summary>
    public sealed record Empty;

    public sealed class Validator : AbstractValidator<Asking>
    {
        public Validator() => RuleFor(request => request.EvidenceHash).HexHash();
    }

    public static Task<IResult> Ask(WriteCall<Asking> call) => call.Send(new AskToBeForgotten(call.By, call.Id<PersonId>("person"), call.Body.EvidenceHash), actingFor: call.Id<PersonId>("person"));

    public static Task<IResult> TakeBack(WriteCall<Empty> call) => call.Send(new TakeForgettingBack(call.By, call.Id<PersonId>("person")), actingFor: call.Id<PersonId>("person"));

    public static async Task<IResult> Confirm(WriteCall<Empty> call)
    {
        var person = call.Id<PersonId>("person");
        var known = (await call.Look(needs => needs.Row<Person>(person.ToString()))).Books.Find<Person>(person.ToString());
        PersonId[] ids = [person, .. known?.Aliases ?? []];
        var searchKeys = await call.Service<PersonVault>().SearchKeys(call.Community, ids, call.Cancel);
        var answer = await call.Send(new ForgetPerson(call.By, person, searchKeys, known?.Number));
        // Also when the same request is answered again: whoever retries after a crash has the rest done.
        if (answer is AcceptedResult && !call.IsDryRun) await DestroyWhatIsLeft(call, ids);
        return answer;
    }

    /// <summary>Nobody who hangs up stops it halfway. A staged file may name him, and can be uploaded again.</summary>
    private static async Task DestroyWhatIsLeft(Call call, IReadOnlyList<PersonId> ids)
    {
        foreach (var id in ids)
        {
            call.Service<KeyFolder>().DestroyPerson(call.Community, id.Value);
            call.Service<Callers>().Forget(call.Community, id);
        }
        await call.Service<StagedImports>().RemoveAll(call.Community, CancellationToken.None);
    }
}
