using FluentValidation;
using Ledger.Api.Http;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Redemptions;

namespace Ledger.Api.Redemptions;

/// <summary>Cards (积分卡): a number that names the holder to the staff. It spends nothing; for that a voucher is printed.</summary>
public static class CardEndpoints
{
    /// <param name="Card">Made by the client.</param>
    public sealed record Request(CardId Card);

    /// <param name="Number">Printed on the card; absent in a dry run.</param>
    public sealed record Issued(CardId Card, PersonId Person, string? Number);

    /// <param name="Reason">A code, such as <c>given-back</c>.</param>
    public sealed record Ending(Domain.Code Reason);

    /// <param name="Number">Ten digits; spaces do not count.</param>
    public sealed record Check(string Number);

    /// <param name="MaskedName">Enough to see that the card is the holder's: 王*明.</param>
    public sealed record Good(CardId Card, PersonId Person, string MaskedName);

    public sealed class CheckValidator : AbstractValidator<Check>
    {
        public CheckValidator() => RuleFor(request => request.Number).Must(CardNumbers.IsWellFormed).As("check-digit", "卡号有误，请核对", "The number is mistyped");
    }

    public static Task<IResult> Issue(WriteCall<Request> call)
    {
        var (card, numbers) = (call.Body.Card, call.Service<CardNumbers>());
        return call.Send(new IssueCard(call.By, card, call.Id<PersonId>("person"), numbers.Hashes(call.Community, card)),
            issued => new Issued(card, issued.Person, call.IsDryRun ? null : numbers.Number(call.Community, card, issued.Attempt)), _ => $"cards/{card}/sheet");
    }

    public static Task<IResult> End(WriteCall<Ending> call) => call.Send(new EndCard(call.By, call.Id<CardId>("card"), call.Body.Reason));

    public static async Task<IResult> Look(WriteCall<Check> call)
    {
        var numbers = call.Service<CardNumbers>();
        var command = new LookAtCard(call.By, numbers.Hash(call.Community, RedemptionCodes.Plain(call.Body.Number)));
        IReadOnlyDictionary<PersonId, PersonalRecord> names = new Dictionary<PersonId, PersonalRecord>();
        call.Shows();
        // Names are joined at the answer, never kept with it.
        if ((await call.Look(needs => needs.Row<CardNumber>(command.NumberHash))).Books.Find<CardNumber>(command.NumberHash) is { } known
            && (await call.Look(needs => needs.Row<Card>(known.Card.ToString()))).Books.Find<Card>(known.Card.ToString()) is { } card)
        {
            call.Shows(card.Person);
            names = await call.Service<PersonVault>().Open(call.Community, [card.Person], call.Cancel);
        }
        return await call.Send(command, good => new Good(good.Card, good.Person, PersonVault.Mask(names.GetValueOrDefault(good.Person)?.Name ?? "")));
    }

    public static async Task<IResult> Sheet(Call call)
    {
        var id = call.Id<CardId>("card");
        var look = await call.Look(needs => needs);
        if (await call.Find<Card>(id.ToString(), await call.MayUseCodesOf(look.Books, person => new { person })) is not { } card || !call.MayUseCodes(look.Books, card.Person)) return call.NotFound("card");
        if (!card.IsGood) return call.Refuse(new CardNotGood(), look.Number);
        var names = await call.Service<PersonVault>().Open(call.Community, [card.Person], call.Cancel);
        call.Shows(card.Person);
        return PrintedSheet.Card(look.Books.Community.Name, call.Service<CardNumbers>().Number(call.Community, id, card.Attempt), PersonVault.Mask(names.GetValueOrDefault(card.Person)?.Name ?? ""));
    }
}
