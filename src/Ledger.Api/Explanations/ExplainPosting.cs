using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Passages;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Explaining;
using Ledger.Domain.Storage;
using Ledger.Domain.Teams;
using Ledger.Journal;
using Ledger.Projections.Explanations;

namespace Ledger.Api.Explanations;

/// <summary>Why one line of an account is as it is, whatever it is: a gift, a grant, money for points, a deduction, a lapse (记账说明).</summary>
public static class ExplainPosting
{
    /// <summary>What a lot got or gave.</summary>
    /// <param name="What">The part of the account: <c>available</c>, <c>held</c>, <c>debt</c>.</param>
    /// <param name="Amount">In the smallest unit of the commodity; below zero: it was taken.</param>
    public sealed record LotMoved(string What, string Commodity, long Amount, Lot Lot);

    /// <param name="Fact">The stored name of what happened.</param>
    /// <param name="HeldBy">Whose account it is, where it is not the person's: <c>household:…</c>, <c>team:…</c>.</param>
    /// <param name="Party">Who got it, or from whom it came.</param>
    /// <param name="Act">Its own explanation tells how the act was valued; so too of a <paramref name="Redemption"/>.</param>
    /// <param name="Rule">The clause it went by, and the <paramref name="Clause"/> of the scheme.</param>
    /// <param name="Reached">How its amount was reached; absent: nothing was reckoned.</param>
    /// <param name="Stored">What limits on what one may have took of it.</param>
    /// <param name="From">Which acts stand behind what it took; <paramref name="Uses"/>: what became of what it brought.</param>
    public sealed record Answer(
        long JournalNumber, long Number, PersonId Person, string Fact, Subject? HeldBy, string? Party, DateOnly OccurredOn, DateOnly BookedOn, RulebookStamp? Rulebook, string? Rule, string? Clause,
        ActId? Act, RedemptionId? Redemption, IReadOnlyList<Title> Says, ExplainedAmount? Reached, ExplainedAmount? Stored, IReadOnlyList<ExplainedLimit> Limits, IReadOnlyList<LotMoved> Lots,
        IReadOnlyList<ExplainRedemption.Origin> From, IReadOnlyList<ActFlow.Use> Uses, string? NextCursor);

    public static readonly Query[] Queries = [Query.Limit, Query.Cursor, Query.AtLeast];

    public static async Task<IResult> Handle(Call call)
    {
        var (id, number) = (call.Id<PersonId>("person"), long.Parse(call.Route("number"), System.Globalization.CultureInfo.InvariantCulture));
        var look = await call.Look(needs => needs.Row<Person>(id.ToString()));
        if (!await call.MaySee(look.Books, id) || look.Books.Find<Person>(id.ToString()) is not { } person) return call.NotFound("person");
        if (await Posted(call, person, number, look.Number) is not { } posted) return call.NotFound("number");
        if (!call.TryCursor($"persons/{id}/postings/{number}", out int after, out var refusal)) return refusal;

        var act = (posted as IActValueFact)?.Act;
        var books = (await call.Look(needs => act is { } one ? needs.StartingWith<Rulebook>("").Row<Act>(one.ToString()) : needs.StartingWith<Rulebook>(""))).Books;
        var stamp = PostingExplanation.StampOf(posted) ?? (act is { } of ? books.Find<Act>(of.ToString())?.Accrual?.Rulebook : null);
        var rulebook = stamp is null ? null : Rulebook.Of(books, stamp);
        var told = rulebook is null ? null : PostingExplanation.Of(rulebook, posted);

        var flows = await call.Service<FlowReader>().Of(call.Community, [posted.Holder], andGivers: false, call.Cancel);
        var (taken, brought) = (flows.Parts.Where(part => part.To.Number == number && part.From.Number != number).ToList(), flows.Parts.Where(part => part.From.Number == number).ToList());
        var words = await FlowWords.Of(call, [.. taken, .. brought]);
        var (from, uses) = (ExplainRedemption.Origins(taken, words, maySee: true, withActs: posted is not IValueFact { HeldBy: not null } || call.By.HoldsEverywhere(look.Books, Call.Staff)), ActFlow.Uses(brought, words));
        var said = new PostingWords(words).Of(posted, told);
        return call.Ok(new Answer(Math.Min(look.Number, flows.JournalNumber), number, id, EventNames.Of(posted), (posted as IValueFact)?.HeldBy, PostingWords.PartyOf(posted), posted.OccurredOn, posted.BookedOn,
            stamp, told?.Part?.Rule, told?.Part?.Clause, act, RedemptionOf(posted), said, Told(told?.Reached), Told(told?.Stored), [.. (told?.Limits ?? []).Select(ExplainedPassage.Limit)],
            [.. posted.Legs.Where(leg => leg.Lot is not null && AccountName.PartyOf(leg.Account) == posted.Holder).Select(leg => new LotMoved(AccountName.RoleOf(leg.Account), leg.Commodity, leg.Amount, leg.Lot!))],
            [.. from.Skip(after).Take(call.PageSize)], [.. uses.Skip(after).Take(call.PageSize)],
            Math.Max(from.Count, uses.Count) > after + call.PageSize ? call.Service<Cursors>().Seal($"{call.Community}/persons/{id}/postings/{number}", after + call.PageSize) : null));

        ExplainedAmount? Told(Explanation? explanation) => explanation is null ? null : ExplainedAmount.Of(explanation, rulebook!.Document, told!.Unit);
    }

    /// <summary>What was posted at a journal number, on his own account under any of his ids, or that of the household or team he is in today.</summary>
    private static async Task<IPostedFact?> Posted(Call call, Person person, long number, long head)
    {
        if (number > head) return null;
        var recorded = (await call.Service<IJournalReader>().ReadNumbers(call.Community, [number], call.Cancel)).FirstOrDefault();
        if (recorded is null || DomainJson.ReadFact(recorded.Type, recorded.Data) is not IPostedFact posted) return null;
        var books = (await call.Look(needs => needs.StartingWith<MemberOf>(MemberOf.Prefix(person.Id)))).Books;
        var holders = (person.Aliases ?? []).Append(person.Id).Concat(person.MergedInto is { } survivor ? [survivor] : []).Select(AccountName.Holder).ToHashSet();
        if (person.HouseholdOn(books.Today) is { } home) holders.Add(Subject.Of(home).ToString());
        if (MemberOf.TeamOn(books, person.Id, books.Today) is { } team) holders.Add(Subject.Of(team).ToString());
        return holders.Contains(posted.Holder) ? posted : null;
    }

    private static RedemptionId? RedemptionOf(IPostedFact posted) => posted switch
    {
        HoldPlaced f => f.Redemption,
        RedemptionCaptured f => f.Redemption,
        RedemptionCapturedOffline f => f.Redemption,
        HoldVoided f => f.Redemption,
        HoldExpired f => f.Redemption,
        RedemptionRefunded f => f.Redemption,
        _ => null,
    };
}
