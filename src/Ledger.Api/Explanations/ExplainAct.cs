using Ledger.Api.Books;
using Ledger.Api.Http;
using Ledger.Api.Problems;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Explaining;
using Ledger.Domain.Storage;
using Ledger.Journal;
using Ledger.Projections.Entries;

namespace Ledger.Api.Explanations;

/// <summary>Why an act got what it got, or nothing: from the stored arithmetic, sentence by sentence (计分说明).</summary>
public static class ExplainAct
{
    /// <summary>What was posted of it, or taken back.</summary>
    /// <param name="Number">The journal number.</param>
    /// <param name="HeldBy">On whose account, where it is not the doer's.</param>
    /// <param name="Stored">What limits on what one may have took of it.</param>
    public sealed record Posting(long Number, DateOnly BookedOn, Subject? HeldBy, IReadOnlyList<Title> Says, ExplainedAmount? Stored);

    /// <summary>What it gives that is not simply its doer's points: to his household or team, in a further commodity, into another bucket.</summary>
    /// <param name="Amount">In the smallest unit of the commodity.</param>
    public sealed record Given(Subject HeldBy, string Commodity, Code? Bucket, long Amount, Title Says);

    /// <param name="Need">What it comes from.</param>
    /// <param name="Rulebook">The version by which it was computed; absent until the act is attested.</param>
    /// <param name="NoticeUntil">The last day of its public notice; <paramref name="PostsAfter"/>: of the period at whose end it posts.</param>
    /// <param name="PointsHundredths">All it has got: the accrual and what changed since.</param>
    /// <param name="Accrued">How it was reached; absent until the act is attested.</param>
    /// <param name="Adjusted">What changed because an act counted before it was undone.</param>
    /// <param name="Waiting">Of an act that waits: what it would give if it were attested now; <paramref name="RefusedBy"/>: the rule that lets no such act through.</param>
    /// <param name="RejectedFor">Why it does not count.</param>
    public sealed record Answer(
        long JournalNumber, ActId Act, Title Title, DateOnly OccurredOn, ActStatus Status, Source? Need, PersonId? Attester, RulebookStamp? Rulebook, DateOnly? NoticeUntil, DateOnly? PostsAfter, IReadOnlyList<Title> Says,
        Points? PointsHundredths, ExplainedAmount? Accrued, IReadOnlyList<ExplainedAmount> Adjusted, IReadOnlyList<Given> Beside, IReadOnlyList<Posting> Postings, ExplainedAmount? Waiting, string? RefusedBy, Code? RejectedFor);

    public static async Task<IResult> Handle(Call call)
    {
        var id = call.Id<ActId>("act");
        var look = await call.Look(needs => needs);
        if (await call.FindOfPerson<Act>(look.Books, id.ToString(), person => new { recorded = new { person } }, found => found.Recorded.Person) is not { Recorded: var recorded } act) return call.NotFound("act");
        call.Shows(recorded.Person);
        var (rulebook, holders) = await Known(call, act);
        var title = rulebook?.Find(recorded.ActType)?.Title ?? new Title(recorded.ActType.Value);
        var (says, told) = (ActWords.Of(act), new Answer(look.Number, id, title, recorded.OccurredOn, act.Status, recorded.Source, act.Attester, null, null, null, [], null, null, [], [], [], null, null, null));
        if (act.Status == ActStatus.Recorded) return call.Ok(await Waiting(call, told with { Says = says }), act.Number);
        if (act.Accrual is not { } accrual || rulebook is null)
        {
            var reason = (await Facts(call, [act.Number])).Select(one => one.Fact).OfType<ActRejected>().FirstOrDefault(fact => fact.Act == id)?.Reason;
            return call.Ok(told with { RejectedFor = reason, Says = reason is { } why ? [.. says, ActWords.Rejected(why)] : says }, act.Number);
        }
        var numbers = (await call.Service<EntryReader>().About(call.Community, holders, id, call.Cancel)).Append(accrual.At).Append(act.Number).Distinct().Order().ToList();
        var facts = await Facts(call, numbers);
        var explained = ActExplanation.Of(rulebook, recorded, facts.Select(one => one.Fact).OfType<ActAccrued>().Single(fact => fact.Act == id), facts.Select(one => one.Fact).OfType<AccrualAdjusted>().Where(fact => fact.Act == id));
        var flow = await FlowWords.Of(call, []);
        var words = new PostingWords(flow);
        return call.Ok(told with
        {
            Rulebook = accrual.Rulebook, NoticeUntil = accrual.NoticeUntil, PostsAfter = accrual.PostsAfter, Says = says, PointsHundredths = accrual.Points,
            Accrued = ExplainedAmount.Of(explained.Accrued, rulebook.Document, rulebook.Unit), Adjusted = [.. explained.Adjusted.Select(one => ExplainedAmount.Of(one, rulebook.Document, rulebook.Unit))],
            Beside = [.. (accrual.Beside ?? []).Select(share => new Given(share.HeldBy, share.Commodity, share.Bucket, share.Amount, ActWords.Gives(share, flow)))],
            Postings = [.. facts.Where(one => one.Fact is IActValueFact fact && fact.Act == id).Select(one => Told(one.Number, (IActValueFact)one.Fact))],
        }, act.Number);

        Posting Told(long number, IActValueFact fact) => PostingExplanation.Of(rulebook, fact) is var why
            ? new(number, fact.BookedOn, fact.HeldBy, words.Of(fact, why), why.Stored is { } stored ? ExplainedAmount.Of(stored, rulebook.Document, why.Unit) : null) : null!;
    }

    /// <summary>What it would give now, or which rule stands against it.</summary>
    private static async Task<Answer> Waiting(Call call, Answer told)
    {
        var asked = Sending.Own(call.Community, call.Caller.Id, "dry-run") with { DryRun = true };
        return await call.Service<Bookkeeper>().Send(new WeighAct(call.By, told.Act), asked, call.Cancel) switch
        {
            Answer<ActPreview>.Accepted { Result: var weighed } => told with
            {
                Waiting = ExplainedAmount.Of(weighed.Explained, weighed.Rulebook.Document, weighed.Rulebook.Unit), RefusedBy = weighed.RefusedBy?.Rule,
                Says = weighed.RefusedBy is { } rule ? [.. told.Says, ActWords.Refused(rule)] : told.Says,
            },
            Answer<ActPreview>.Refused refused when ProblemCatalogue.Tell(refused.Reason) is var problem => told with { Says = [.. told.Says, new(problem.Detail.Zh, problem.Detail.En)] },
            _ => told,
        };
    }

    private static async Task<IReadOnlyList<(long Number, IFact Fact)>> Facts(Call call, IReadOnlyList<long> numbers) =>
        [.. (await call.Service<IJournalReader>().ReadNumbers(call.Community, numbers, call.Cancel)).Select(one => (one.Number, DomainJson.ReadFact(one.Type, one.Data)))];

    /// <summary>The rulebook it was computed by, or would be, and every account on which it may have posted.</summary>
    private static async Task<(Rulebook? Rulebook, IReadOnlyList<Subject> Holders)> Known(Call call, Act act)
    {
        var books = (await call.Look(needs => needs.StartingWith<Rulebook>("").Row<RulebookVersions>("").Row<Person>(act.Recorded.Person.ToString()))).Books;
        var rulebook = act.Accrual is { } accrual ? Rulebook.Of(books, accrual.Rulebook) : Rulebook.InForce(books, act.Recorded.OccurredOn);
        var others = (act.Accrual?.Shared ?? []).Select(one => one.HeldBy).Concat((act.Accrual?.Beside ?? []).Select(one => one.HeldBy));
        return (rulebook, [.. others.Append(act.Recorded.Person).Concat(books.Find<Person>(act.Recorded.Person.ToString()) is { MergedInto: { } survivor } ? [survivor] : []).Distinct()]);
    }
}

/// <summary>Where an act stands: what it came from, who attested it, until when it is shown.</summary>
internal static class ActWords
{
    public static IReadOnlyList<Title> Of(Act act)
    {
        var (recorded, says) = (act.Recorded, new List<Title>());
        if (recorded.Source is { } need) says.Add(new($"来自{Kind(need.Kind.Value).Zh}。", $"It comes from {Kind(need.Kind.Value).En}."));
        if (act.Status == ActStatus.Recorded) says.Add(new("已登记，等待认定。", "It is recorded and waits for somebody else to attest it."));
        if (act.Attester is not null) says.Add(new("已由他人认定。", "Somebody else attested it."));
        if (act.Accrual is { } accrual)
        {
            says.Add(new($"按细则 {accrual.Rulebook.Version} 计分。", $"Valued by rulebook {accrual.Rulebook.Version}."));
            if (accrual.NoticeUntil is { } last && FlowWords.Day(last) is var day) says.Add(accrual.IsPosted ? new($"公示到{day.Zh}，没有异议或异议不成立，已入账。", $"It was shown until {day.En} and is posted.") : new($"公示到{day.Zh}，之后入账。", $"It is shown until {day.En} and posts after that."));
            if (!accrual.IsPosted && accrual.PostsAfter is { } period && FlowWords.Day(period) is var end) says.Add(new($"{end.Zh}之后入账。", $"It posts after {end.En}."));
            if (accrual.OpenObjection is not null) says.Add(new("有人提出异议，核查之前不入账。", "Somebody objects; it does not post before that is decided."));
        }
        if (act.Status == ActStatus.Reversed) says.Add(new("后来被撤销，已得的部分追回。", "It was undone later; what it had given was taken back."));
        return says;
    }

    public static Title Gives(Share share, FlowWords words)
    {
        var (of, to) = (Amounts.Of(share.Amount, words.UnitOf(share.Commodity)), PostingWords.To(share.HeldBy));
        var (what, en) = words.Commodity(share.Commodity) is { } title ? (title.Zh, title.En ?? title.Zh) : ("", "");
        return share.HeldBy.Kind == Domain.Rulebooks.Document.Whose.Person ? new($"另给{what}{of.Zh}。", $"It also gives {of.En} ({en}).") : new($"其中{what}{of.Zh}记入{to.Zh}。", $"{of.En} ({en}) go to {to.En}.");
    }

    public static Title Rejected(Code reason) => new($"审核不通过（{reason}），不计分。", $"It was rejected ({reason}) and gives nothing.");

    public static Title Refused(RulePart rule) => Sentences.With(rule, new("这样的事项不能认定，所以不计分。", "such an act is not attested, so it gives nothing."));

    private static Title Kind(string kind) => kind switch
    {
        "need" => new("一项需求", "a need"),
        "order" => new("一张服务单", "an order"),
        "session" => new("一场活动", "a session"),
        "wish" => new("一个微心愿", "a wish"),
        "report" => new("一次上报", "a report"),
        "shift" => new("一个班次", "a shift"),
        _ => new(kind, kind),
    };
}
