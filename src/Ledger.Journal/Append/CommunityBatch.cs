namespace Ledger.Journal.Append;

/// <summary>Commands of one community, taken from its queue to share a transaction.</summary>
/// <param name="Commands">In the order they are decided in. Until the state is read, more may be added behind.</param>
internal sealed record CommunityBatch(string Tenant, List<PendingCommand> Commands)
{
    public (CommunityBatch First, CommunityBatch Second) Halve()
    {
        var half = Commands.Count / 2;
        return (this with { Commands = [.. Commands.Take(half)] }, this with { Commands = [.. Commands.Skip(half)] });
    }

    public void Answer(JournalAnswer answer)
    {
        foreach (var command in Commands) command.Answer(answer);
    }
}
