using Ledger.Api.AccessRecords;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Watches;

namespace Ledger.Api.Watches;

internal static class WatchRoutes
{
    public static void Map(LedgerRoutes routes)
    {
        routes.Read<ListWatches.Open>("watches", "What watches of the rulebook ask and nobody has answered, in order of whom they concern 待答复的关注事项", ListWatches.HandleOpen, [Query.Limit, Query.Cursor], typeof(NotAllowed))
            .LooksAt(LookedAt.WhomItFinds);
        routes.Read<ListWatches.OfPerson>("persons/{person}/watches", "What watches told a person or ask about him, and which of his rights are suspended 关注事项与暂停的权利", ListWatches.HandlePerson, null, typeof(NotFound))
            .LooksAt(LookedAt.ThePerson);
        routes.Write<WatchEndpoints.Answer, WatchIs>("POST", "watches/agreement", "Agree to what a watch asks; with the last who is asked it happens 同意关注事项", WatchEndpoints.Agree, null, typeof(AgreeWatch));
        routes.Write<WatchEndpoints.Drop, WatchIs>("POST", "watches/dropping", "Let be what a watch asks 关注事项不予处理", WatchEndpoints.LetBe, null, typeof(DropWatch));
        routes.Write<WatchEndpoints.Restoring, RightIs>("POST", "rights/restoration", "Give a suspended right back before its time 恢复权利", WatchEndpoints.Restore, null, typeof(RestoreRight));
    }
}

public static class WatchEndpoints
{
    /// <param name="Subject">Whom the watch concerns: <c>person:…</c>, <c>household:…</c>, <c>team:…</c>, <c>community</c>.</param>
    public sealed record Answer(Code Watch, Subject Subject);

    /// <param name="Reason">Why nothing is done.</param>
    public sealed record Drop(Code Watch, Subject Subject, Code Reason);

    /// <param name="Right">Such as <c>earn</c>, <c>redeem</c>, <c>transfer</c>, <c>honour</c>.</param>
    public sealed record Restoring(Subject Subject, Code Right, Code Reason);

    public static Task<IResult> Agree(WriteCall<Answer> call) => call.Send(new AgreeWatch(call.By, call.Body.Watch, call.Body.Subject));

    public static Task<IResult> LetBe(WriteCall<Drop> call) => call.Send(new DropWatch(call.By, call.Body.Watch, call.Body.Subject, call.Body.Reason));

    public static Task<IResult> Restore(WriteCall<Restoring> call) => call.Send(new RestoreRight(call.By, call.Body.Subject, call.Body.Right, call.Body.Reason));
}
