using System.Globalization;
using Ledger.Bench.Figures;
using Ledger.Bench.Rig;

Table.Command = string.Join(' ', args);
int Number(int otherwise) => args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : otherwise;

return args switch
{
    ["award", ..] => await AwardFigure.Run(Number(10)),
    ["hold", ..] => await HoldFigure.Run(Number(10)),
    ["read", ..] => await ReadFigure.Run(Number(10)),
    ["communities", ..] => await CommunitiesFigure.Run(Number(10)),
    ["rebuild", ..] => await RebuildFigure.Run(Number(1_000_000)),
    ["growth", ..] => await GrowthFigure.Run(Number(5_000_000)),
    ["history", ..] => await HistoryFigure.Run(Number(1_000_000)),
    ["nodes", ..] => await NodesFigure.Run(Number(10)),
    ["overload", ..] => await OverloadFigure.Run(Number(5)),
    ["start"] => await StartFigure.Run(),
    ["all", ..] => await AllFigures.Run(args.ElementAtOrDefault(1)),
    ["rows", ..] => await RowsFigure.Run(Number(10)),
    ["rulebook"] => RulebookFigure.Run(3),
    ["simulation", ..] => await SimulationFigure.Run(Number(1_000_000)),
    ["serve", var database, var keys, var ahead] => await Node.Serve(database, keys, ahead),
    ["serve-empty"] => await Empty.Serve(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        award [seconds]        (a) CPU per award over HTTP at 16, 64 and 256 connections against award-full and award.pgbench.sql
        hold [seconds]         (b) hold and capture against award; everybody at one offer
        read [seconds]         (c) balance and passbook against an empty endpoint
        communities [seconds]  (d) awards in 1, 50 and 1,000 communities
        rebuild [events]       (e) all read models of a community anew against raw COPY
        growth [events]        (f) awards at 100,000 and at 5,000,000 events, a rebuild beside
        history [entries]      (g) trace, balances and ranking of a long past
        nodes [seconds]        (h) two nodes, and one of them killed
        start                  (i) time to ready, memory at rest
        overload [seconds]     (j) New Year's lapses while merchants capture, then more clients than the queue takes
        all [seconds]          every figure above in turn, as a Markdown table
        rows [seconds]         what one award writes and looks up, table by table
        rulebook               amounts per second and core of a rulebook of 200 act types and 50 limits, without and with the arithmetic
        simulation [acts]      a year of acts through a draft of 200 act types and 50 limits, from their stored JSON
        """);
    return 2;
}
