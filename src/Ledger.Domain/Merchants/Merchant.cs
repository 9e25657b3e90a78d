using System.Text.Json.Serialization;

namespace Ledger.Domain.Merchants;

/// <summary>A merchant joined the circle (商圈).</summary>
/// <param name="Name">The shop's public trading name.</param>
/// <param name="Category">Such as breakfast, groceries, repair.</param>
/// <param name="Circle">The merchant circle whose codes it may take.</param>
public sealed record MerchantEnrolled(MerchantId Merchant, Title Name, Code Category, Code Circle) : IFact;

/// <summary>A merchant closed for good (rule 16): nothing can be reserved or captured there any more.</summary>
public sealed record MerchantClosed(MerchantId Merchant, Code Reason, DateOnly ClosedOn) : IFact;

/// <summary>All codes that were open when the merchant closed are released.</summary>
public sealed record MerchantCodesReleased(MerchantId Merchant) : IFact;

/// <summary>A terminal was invited: a pairing code was handed out. The code itself is nowhere in the books.</summary>
public sealed record TerminalInvited(TerminalId Terminal, MerchantId Merchant, DateTimeOffset ExpiresAt) : IFact;

/// <summary>A device used the pairing code and is now the terminal.</summary>
public sealed record TerminalPaired(TerminalId Terminal, MerchantId Merchant) : IFact;

/// <summary>A terminal may not be used any more, from this moment.</summary>
public sealed record TerminalRevoked(TerminalId Terminal, MerchantId Merchant, Code Reason) : IFact;

/// <param name="ClosedOn">The local day on which it closed for good.</param>
public sealed record Merchant(MerchantId Id, Title Name, Code Category, Code Circle, long Number, DateOnly? ClosedOn = null)
{
    [JsonIgnore]
    public bool IsClosed => ClosedOn is not null;

    public static void Evolve(IStates states, MerchantEnrolled fact, At at) =>
        states.Put(fact.Merchant.ToString(), new Merchant(fact.Merchant, fact.Name, fact.Category, fact.Circle, at.Number));

    public static void Evolve(IStates states, MerchantClosed fact, At at)
    {
        if (states.Find<Merchant>(fact.Merchant.ToString()) is not { } merchant) return;
        states.Put(fact.Merchant.ToString(), merchant with { ClosedOn = fact.ClosedOn, Number = at.Number });
        states.Put(fact.Merchant.ToString(), new Closing(fact.Merchant));
        states.Remove<DaysOff>(fact.Merchant.ToString());
    }

    public static void Evolve(IStates states, MerchantCodesReleased fact) => states.Remove<Closing>(fact.Merchant.ToString());
}

[JsonConverter(typeof(KebabEnum<TerminalStatus>))]
public enum TerminalStatus { Invited, Paired, Revoked }

public sealed record Terminal(TerminalId Id, MerchantId Merchant, TerminalStatus Status, DateTimeOffset ExpiresAt, long Number)
{
    [JsonIgnore]
    public bool IsPaired => Status == TerminalStatus.Paired;

    public static void Evolve(IStates states, TerminalInvited fact, At at)
    {
        states.Put(fact.Terminal.ToString(), new Terminal(fact.Terminal, fact.Merchant, TerminalStatus.Invited, fact.ExpiresAt, at.Number));
        states.Put(MerchantTerminal.Key(fact.Merchant, fact.Terminal), new MerchantTerminal(fact.Terminal));
    }

    public static void Evolve(IStates states, TerminalPaired fact, At at) => Become(states, fact.Terminal, TerminalStatus.Paired, at);

    public static void Evolve(IStates states, TerminalRevoked fact, At at)
    {
        Become(states, fact.Terminal, TerminalStatus.Revoked, at);
        states.Remove<MerchantTerminal>(MerchantTerminal.Key(fact.Merchant, fact.Terminal));
    }

    private static void Become(IStates states, TerminalId id, TerminalStatus status, At at)
    {
        if (states.Find<Terminal>(id.ToString()) is { } terminal) states.Put(id.ToString(), terminal with { Status = status, Number = at.Number });
    }
}
