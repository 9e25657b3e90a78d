using System.Collections.Concurrent;

namespace Ledger.Faults.Tests.Support;

/// <summary>What a check found. Nothing lost, nothing doubled, nothing else wrong: the promise was kept.</summary>
internal sealed class Findings
{
    public ConcurrentQueue<string> Lost { get; } = [];

    public ConcurrentQueue<string> Wrong { get; } = [];

    public void None(string about) => Assert.True(Lost.IsEmpty && Wrong.IsEmpty, $"{about}: lost {Lost.Count}, wrong {Wrong.Count}\n{string.Join('\n', Lost.Concat(Wrong).Take(20))}");
}

/// <summary>Compares what clients were told with the API and SQL, and looks at nothing else.</summary>
internal sealed class Checker(Village village, string connectionString)
{
    private static readonly Dictionary<string, string> FactOf = new()
    {
        ["deed"] = "act-recorded.v1", ["hold"] = "hold-placed.v1", ["capture"] = "redemption-captured.v1", ["void"] = "hold-voided.v1", ["person"] = "person-registered.v1",
    };

    public Task<SeenJournal> Journal() => SeenJournal.Read(connectionString, village.Code);

    /// <summary>Before anything is sent again: an acknowledged write that is not in the journal is lost.</summary>
    public async Task Acknowledged(IReadOnlyList<Written> written, Findings findings)
    {
        var journal = await Journal();
        foreach (var fault in journal.Faults) findings.Wrong.Enqueue(fault);
        foreach (var write in written)
            if (write.Final is { } final) Compare(journal, write.Intention, final, findings);
    }

    /// <summary>Sends everything again under its key: what was answered is answered the same, what was unknown gets one answer, twice the same.</summary>
    public async Task<IReadOnlyList<Written>> Resolve(IReadOnlyList<Written> written, Uri node, Findings findings)
    {
        var resolved = new ConcurrentBag<Written>();
        await Parallel.ForEachAsync(written, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (write, _) =>
        {
            var first = write.Final ?? await Answer(write.Intention, node);
            var again = await Answer(write.Intention, node);
            if (first.Status != again.Status || first.Text != again.Text) findings.Wrong.Enqueue($"{write.Intention} was answered {first} and then {again}");
            resolved.Add(write with { Outcomes = [.. write.Outcomes, first] });
        });
        return [.. resolved];
    }

    /// <summary>Everything that is in the books was asked for, everything that was accepted is there once; returns the head.</summary>
    public async Task<long> Whole(IReadOnlyList<Written> resolved, Findings findings)
    {
        var journal = await Journal();
        foreach (var fault in journal.Faults) findings.Wrong.Enqueue(fault);
        foreach (var write in resolved) Compare(journal, write.Intention, write.Final!, findings);
        foreach (var kind in new[] { "deed", "hold" })
        {
            var asked = resolved.Where(write => write.Intention.Kind == kind).Select(write => write.Intention.About).ToHashSet();
            foreach (var stranger in journal.All(FactOf[kind]).Where(about => !asked.Contains(about))) findings.Wrong.Enqueue($"nobody asked for {kind} {stranger}");
        }
        return journal.Head;
    }

    /// <summary>What everybody has is what the accepted writes say: nothing was spent twice, nothing below zero.</summary>
    public async Task Balances(IReadOnlyList<Written> resolved, Uri node, long head, Findings findings)
    {
        var accepted = resolved.Where(write => write.Final!.Status is 200 or 201).Select(write => write.Intention).ToList();
        var (deeds, holds) = (Of(accepted, "deed"), Of(accepted, "hold"));
        var (captured, voided) = (Of(accepted, "capture").Select(write => write.About).ToHashSet(), Of(accepted, "void").Select(write => write.About).ToHashSet());
        foreach (var (person, subject) in village.Volunteers)
        {
            var earned = deeds.Count(write => write.Body.Contains(person.ToString())) * Village.Deed;
            var mine = holds.Where(write => write.Subject == subject).ToList();
            var held = mine.Count(write => !captured.Contains(write.About) && !voided.Contains(write.About)) * Village.Price;
            var spent = mine.Count(write => captured.Contains(write.About)) * Village.Price;
            var found = await village.Balance(node, (person, subject), head);
            if (found != (earned - held - spent, held) || found.Available < 0)
                findings.Wrong.Enqueue($"{subject} has {found}, but earned {earned}, held {held}, spent {spent}");
        }
        foreach (var person in Of(accepted, "person"))
            if (await village.Get(node, $"/persons/{person.About}") is var said && (!said.IsWell || said.Json.GetProperty("name").GetString() != Writer.NameOf(person.About)))
                findings.Wrong.Enqueue($"person {person.About}: {said}");
    }

    private static List<Intention> Of(List<Intention> writes, string kind) => [.. writes.Where(write => write.Kind == kind)];

    private static void Compare(SeenJournal journal, Intention write, Outcome final, Findings findings)
    {
        var (found, accepted) = (journal.Count(FactOf[write.Kind], write.About), final.Status is 200 or 201);
        // A refused capture may be about a redemption that another write captured.
        if (accepted && found == 0) findings.Lost.Enqueue($"{write} was acknowledged with {final} and is not in the journal");
        else if (found > 1) findings.Wrong.Enqueue($"{write} is in the journal {found} times");
        else if (!accepted && found > 0 && write.Kind is "deed" or "hold" && !accepted && found > 0) findings.Wrong.Enqueue($"{write} was refused with {final} and is in the journal");
        if (accepted && found == 1 && !journal.IsAbout(NumberIn(final), write.About)) findings.Wrong.Enqueue($"{write} was acknowledged with {final}, and that number is another's");
    }

    private static long NumberIn(Outcome final) => System.Text.Json.JsonDocument.Parse(final.Text).RootElement.GetProperty("journalNumber").GetInt64();

    private async Task<Outcome> Answer(Intention write, Uri node)
    {
        Outcome? outcome = null;
        await Waiting.Until($"{write} is answered", async () =>
        {
            try
            {
                var said = await village.Caller.Send(node, write);
                Manners.Check(write, said);
                outcome = new Outcome(write.Id, said.Status, said.Text);
                return outcome.IsFinal;
            }
            catch (Exception lost) when (Caller.IsLost(lost))
            {
                return false;
            }
        });
        return outcome!;
    }
}
