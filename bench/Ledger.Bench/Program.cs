using Ledger.Bench;

return args switch
{
    ["award"] => await AwardFigure.Run(10),
    ["award", var seconds] => await AwardFigure.Run(int.Parse(seconds)),
    ["rulebook"] => RulebookFigure.Run(3),
    ["simulation"] => await SimulationFigure.Run(1_000_000),
    ["simulation", var acts] => await SimulationFigure.Run(int.Parse(acts)),
    ["serve", var database, var keys, var url] => await Served.Run(database, keys, url),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("award [seconds]   CPU per award over HTTP against pgbench on award.pgbench.sql, three rounds in turn");
    Console.Error.WriteLine("rulebook          amounts per second and core of a rulebook of 200 act types and 50 limits, without and with the arithmetic");
    Console.Error.WriteLine("simulation [acts] a year of a million acts through a draft of 200 act types and 50 limits, from their stored JSON");
    return 2;
}
