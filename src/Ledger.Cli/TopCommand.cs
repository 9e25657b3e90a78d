using System.CommandLine;

namespace Ledger.Cli;

/// <summary>What goes on now: the database asked directly, a node over HTTP. Only reads.</summary>
internal static class TopCommand
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    public static Command Make(Screen screen)
    {
        var (database, folder, token) = (Database.Named(), Database.Folder(), ServiceAddress.Token());
        var url = new Option<Uri?>("--url") { Description = "服务网址；缺省只看数据库 / Address of a node; else only the database is looked at.", CustomParser = ServiceAddress.Parse };
        var once = new Option<bool>("--once") { Description = "看一次就结束 / Look once and end." };
        var command = new Command("top", "现况：各社区账头与落后、排队、批量、提交、拒绝、最久事务；每两秒一次 / What goes on now, every two seconds.") { database, folder, url, token, once };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var books = await Database.Open(parsed.GetValue(database), parsed.GetValue(folder), cancel);
            using var service = parsed.GetValue(url) is { } address ? ServiceAddress.Client(address, parsed.GetValue(token)) : null;
            await Watch(screen, async stop => (await TopDatabase.Look(books.Source, stop), service is null ? null : await TopFigures.Ask(service, stop)), parsed.GetValue(once), cancel);
            return LedgerCtl.Well;
        });
        return command;
    }

    /// <summary>Rates are of the time between two looks. It ends well when one stops it.</summary>
    private static async Task Watch(Screen screen, Func<CancellationToken, Task<(TopDatabase, TopFigures?)>> look, bool once, CancellationToken cancel)
    {
        var before = await look(cancel);
        try
        {
            do
            {
                await Task.Delay(Every, cancel);
                var now = await look(cancel);
                screen.Redraw(TopSheet.Of(before, now));
                before = now;
            }
            while (!once);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested && !once)
        {
        }
    }
}
