using Ledger.Journal;

namespace Ledger.Journal.Tests.Appending;

/// <summary>Whatever dies between any two steps: sent again with the same keys, every command has exactly one effect.</summary>
public sealed class CrashTests
{
    public static TheoryData<FaultPoint> Points => new(Enum.GetValues<FaultPoint>());

    [Theory, MemberData(nameof(Points))]
    public Task A_cut_wire_is_retried_by_the_node_itself(FaultPoint point) => OneEffectEach(point, Blow.Throw);

    [Theory, MemberData(nameof(Points))]
    public Task A_killed_backend_is_retried_by_the_node_itself(FaultPoint point) => OneEffectEach(point, Blow.KillBackend);

    [Theory, MemberData(nameof(Points))]
    public async Task What_a_dead_node_left_is_finished_by_another(FaultPoint point)
    {
        await using var books = await TestBooks.Open();
        var fault = new Fault(books, point, Blow.NodeDies);
        var dying = books.Node(options => options with { AtFaultPoint = fault.Strike });
        fault.Arm();
        var lost = Pays().Select(pay => dying.Append(pay, default)).ToList();
        await fault.Struck.Task;
        Assert.DoesNotContain(lost, answer => answer.IsCompleted);
        var other = books.Node();
        var found = await Task.WhenAll(Pays().Select(pay => other.Append(pay, default)));
        fault.Release();
        await AssertOneEffectEach(books, found);
        await Task.WhenAll(lost);
        await AssertOneEffectEach(books, found);
    }

    [Theory, InlineData(FaultPoint.BeforeCommit), InlineData(FaultPoint.AfterCommit)]
    public async Task A_commit_of_unknown_outcome_is_looked_up_before_it_is_decided_again(FaultPoint point)
    {
        await using var books = await TestBooks.Open();
        var fault = new Fault(books, point, Blow.KillBackend);
        var node = books.Node(options => options with { AtFaultPoint = fault.Strike });
        await node.Decide(Commands.Pay("li", 7));
        fault.Arm();
        var spent = await node.Decide(Commands.Spend("li", 7, "spend"));
        Assert.True(spent.Accepted);
        Assert.Equal(0, await books.Balance("li"));
        Assert.True(await books.IsGapless());
    }

    private static async Task OneEffectEach(FaultPoint point, Blow blow)
    {
        await using var books = await TestBooks.Open();
        var fault = new Fault(books, point, blow);
        var node = books.Node(options => options with { AtFaultPoint = fault.Strike });
        await node.Decide(Commands.Pay("other", 1));
        fault.Arm();
        var answers = await Task.WhenAll(Pays().Select(pay => node.Append(pay, default)));
        Assert.True(fault.Struck.Task.IsCompletedSuccessfully);
        await AssertOneEffectEach(books, answers);
    }

    private static IEnumerable<Submission> Pays() => Enumerable.Range(0, 20).Select(i => Commands.Pay("li", 1, $"pay-{i}"));

    private static async Task AssertOneEffectEach(TestBooks books, JournalAnswer[] found)
    {
        var answers = found.Select(answer => Assert.IsType<JournalAnswer.Decided>(answer)).ToList();
        Assert.All(answers, answer => Assert.True(answer.Accepted));
        Assert.Equal(20, answers.Select(answer => answer.Number).Distinct().Count());
        Assert.Equal(20, await books.Balance("li"));
        Assert.Equal(20, await books.Count("mt_events", "stream_id = 'li'"));
        Assert.True(await books.IsGapless());
    }
}
