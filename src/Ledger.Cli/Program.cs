Console.WriteLine("ledgerctl");
