using System.Globalization;
using Ledger.Bench.Figures;
using Ledger.Bench.Rig;

int Number(int at, int otherwise) => args.Length > at ? int.Parse(args[at], CultureInfo.InvariantCulture) : otherwise;

return args switch
{
    ["award", ..] => await AwardFigure.Run(Number(1, 10)),
    ["rows", ..] => await RowsFigure.Run(Number(1, 10)),
    ["rulebook"] => RulebookFigure.Run(3),
    ["simulation", ..] => await SimulationFigure.Run(Number(1, 1_000_000)),
    ["serve", var database, var keys, var url, var ahead] => await Node.Serve(database, keys, url, ahead),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        award [seconds]    (a) CPU per award over HTTP at 16, 64 and 256 connections against award-full and award.pgbench.sql
        rows [seconds]     what one award writes and looks up, table by table
        rulebook           amounts per second and core of a rulebook of 200 act types and 50 limits, without and with the arithmetic
        simulation [acts]  a year of a million acts through a draft of 200 act types and 50 limits, from their stored JSON
        """);
    return 2;
}
