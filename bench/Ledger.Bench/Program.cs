using Ledger.Bench;

return args switch
{
    ["award"] => await AwardFigure.Run(10),
    ["award", var seconds] => await AwardFigure.Run(int.Parse(seconds)),
    ["serve", var database, var keys, var url] => await Served.Run(database, keys, url),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("award [seconds]   CPU per award over HTTP against pgbench on award.pgbench.sql, three rounds in turn");
    return 2;
}
