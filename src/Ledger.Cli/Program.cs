using Ledger.Cli;

return await LedgerCtl.Run(args, Console.Out, Console.Error);
