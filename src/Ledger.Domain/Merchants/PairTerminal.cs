namespace Ledger.Domain.Merchants;

/// <summary>Hands out a one-time pairing code for a new terminal. Only the code's hash reaches the command.</summary>
/// <param name="CodeHash">Keyed hash of the pairing code.</param>
/// <param name="LifeMinutes">1 to 60.</param>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(MerchantIsClosed), typeof(IdAlreadyUsed))]
public sealed record InviteTerminal(Actor By, MerchantId Merchant, TerminalId Terminal, string CodeHash, int LifeMinutes) : ICommand<TerminalIsInvited>
{
    public int LifeMinutes { get; init => field = Bounds.PairingMinutes(value); } = Bounds.PairingMinutes(LifeMinutes);

    public Decision<TerminalIsInvited> Decide(Books books)
    {
        if (!By.Holds(books, Role.Administrator, Role.Office) && !By.Owns(books, Merchant))
            return new NotAllowed(Role.Administrator, Role.Office, Role.MerchantOwner);
        if (books.Find<Merchant>(Merchant.ToString()) is not { } merchant) return new NotFound("merchant", Merchant.ToString());
        if (merchant.ClosedOn is { } since) return new MerchantIsClosed(Merchant, since);
        if (books.Find<Terminal>(Terminal.ToString()) is not null) return new IdAlreadyUsed("terminal", Terminal.ToString());
        var expiresAt = books.Now.AddMinutes(LifeMinutes);
        books.Add(Stream.Terminal(Terminal), new TerminalInvited(Terminal, Merchant, expiresAt));
        books.PutSide(PairingCode.Key(CodeHash), new PairingCode(Terminal));
        return books.Accept(new TerminalIsInvited(Terminal, expiresAt));
    }
}

public sealed record TerminalIsInvited(TerminalId Terminal, DateTimeOffset ExpiresAt);

/// <summary>
/// Turns a device that knows the pairing code into the terminal, once. Whoever pairs is not signed in, so wrong codes are not
/// counted: a counter for all would let anybody stop everybody. The code is long instead: fifteen digits that count, at most
/// an hour; ten thousand guesses a second for that hour hit one open invitation once in thirty million hours.
/// </summary>
/// <param name="SecretHash">Hash of the secret that the terminal will call with.</param>
[Refuses(typeof(PairingCodeNotAccepted))]
public sealed record PairTerminal(Actor By, string CodeHash, string SecretHash) : ICommand<TerminalIsPaired>
{
    public void Name(Needs needs) => needs.Row<PairingCode>(PairingCode.Key(CodeHash));

    public Decision<TerminalIsPaired> Decide(Books books)
    {
        if (books.Find<PairingCode>(PairingCode.Key(CodeHash)) is not { } code
            || books.Find<Terminal>(code.Terminal.ToString()) is not { Status: TerminalStatus.Invited } terminal
            || books.Now >= terminal.ExpiresAt) return new PairingCodeNotAccepted();
        books.Add(Stream.Terminal(terminal.Id), new TerminalPaired(terminal.Id, terminal.Merchant));
        books.RemoveSide<PairingCode>(PairingCode.Key(CodeHash));
        books.PutSide(TerminalSecret.Key(terminal.Id), new TerminalSecret(SecretHash));
        return books.Accept(new TerminalIsPaired(terminal.Id, terminal.Merchant));
    }
}

public sealed record TerminalIsPaired(TerminalId Terminal, MerchantId Merchant);

/// <summary>Ends a terminal at once: lost, sold, misused.</summary>
[Refuses(typeof(NotAllowed), typeof(NotFound))]
public sealed record RevokeTerminal(Actor By, TerminalId Terminal, Code Reason) : ICommand<TerminalIsRevoked>
{
    public Decision<TerminalIsRevoked> Decide(Books books)
    {
        var terminal = books.Find<Terminal>(Terminal.ToString());
        if (!By.Holds(books, Role.Administrator, Role.Office) && !(terminal is not null && By.Person is not null && By.ServesAt(books, terminal.Merchant)))
            return new NotAllowed(Role.Administrator, Role.Office, Role.MerchantOwner, Role.MerchantClerk);
        if (terminal is null) return new NotFound("terminal", Terminal.ToString());
        if (terminal.Status != TerminalStatus.Revoked) books.Add(Stream.Terminal(Terminal), new TerminalRevoked(Terminal, terminal.Merchant, Reason));
        books.RemoveSide<TerminalSecret>(TerminalSecret.Key(Terminal));
        return books.Accept(new TerminalIsRevoked(Terminal));
    }
}

public sealed record TerminalIsRevoked(TerminalId Terminal);

/// <summary>The pairing code is unknown, used or past its time: which of them is not told.</summary>
public sealed record PairingCodeNotAccepted : Rejection;

/// <summary>Which terminal a pairing code is for. Not derivable.</summary>
public sealed record PairingCode(TerminalId Terminal)
{
    public static string Key(string hash) => hash;
}

/// <summary>What a terminal's credential hashes to. Not derivable.</summary>
public sealed record TerminalSecret(string Hash)
{
    public static string Key(TerminalId terminal) => terminal.ToString();
}
