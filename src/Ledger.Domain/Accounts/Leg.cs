namespace Ledger.Domain.Accounts;

/// <summary>The kinds of value. Open strings, fixed when first used; <c>minutes</c> is the record of service and is never spent.</summary>
public static class Commodity
{
    /// <summary>The first commodity of the rulebook, whatever that calls it, in its smallest unit: points in hundredths, or hours in minutes.</summary>
    public const string Points = "points";

    /// <summary>Service time in minutes.</summary>
    public const string Minutes = "minutes";

    /// <summary>Money in fen.</summary>
    public const string Fen = "fen";
}

/// <summary>
/// One leg of a posting (rule 2). The legs of a fact sum to zero in each commodity. What a holder has is positive; where it
/// came from (<c>issued</c>) is negative, where it went (<c>spent</c>, <c>expired</c>) positive. In fen a cost is positive, what is owed negative.
/// </summary>
/// <param name="Account">See <see cref="AccountName"/>.</param>
/// <param name="Lot">The origin the amount keeps; absent for money.</param>
/// <param name="Amount">In the commodity's smallest unit; never zero.</param>
public sealed record Leg(string Account, string Commodity, Lot? Lot, long Amount);

/// <summary>The names of accounts in legs: a role, and whose it is.</summary>
public static class AccountName
{
    /// <summary>Roles that say where points and fen of a merchant's lines went.</summary>
    public const string SpentRole = "spent", ExpenseRole = "expense", PayableRole = "payable";

    /// <summary>Roles of what a holder has or owes, or has from another or gave him.</summary>
    public const string AvailableRole = "available", HeldRole = "held", DebtRole = "debt", ReceivedRole = "received", SentRole = "sent";

    /// <summary>The bearer of what nobody owes anything for.</summary>
    public const string GivenByMerchant = "merchant";

    public const string Issued = "issued";
    public const string Expired = "expired";

    /// <summary>Taken back with the act it was earned by (追回).</summary>
    public const string ClawedBack = "clawed-back";

    /// <summary>Taken by a rule of the rulebook (扣分).</summary>
    public const string Deducted = "deducted";

    /// <summary>From a paper passbook (期初).</summary>
    public const string Opened = "opened";

    /// <summary>Paid out as money (换现).</summary>
    public const string Cashed = $"{SentRole}:cash";

    /// <summary>A debt that nobody will pay.</summary>
    public const string WrittenOff = "written-off";

    /// <summary>What was left on an account that was closed.</summary>
    public const string Forfeited = "forfeited";

    /// <summary>A debt of one origin paid from another: sums to zero over all origins.</summary>
    public const string Reattributed = "reattributed";

    /// <summary>To another holder: the family, the pool, the survivor of a merge.</summary>
    public static string Sent(string party) => $"{SentRole}:{party}";

    public static string Received(string party) => $"{ReceivedRole}:{party}";
    public static string Available(Subject holder) => $"available:{holder}";
    public static string Held(Subject holder) => $"held:{holder}";

    /// <summary>What a holder owes (欠分) stands negative.</summary>
    public static string Debt(Subject holder) => $"debt:{holder}";
    public static string Spent(MerchantId merchant) => $"spent:merchant:{merchant}";
    public static string Payable(MerchantId merchant) => $"payable:merchant:{merchant}";
    /// <summary>Money owed to a person, household or team.</summary>
    public static string Payable(Subject holder) => $"payable:{holder}";

    public static string Expense(string bearer) => $"expense:{bearer}";

    /// <summary>What a bearer has paid: negative in legs. What is owed is what it cost less what is paid.</summary>
    public static string Paid(string bearer) => $"paid:{bearer}";

    /// <summary>A holder of value: one stream, all its commodities.</summary>
    public static string Holder(PersonId person) => $"person:{person}";

    public static string Holder(MerchantId merchant) => $"merchant:{merchant}";

    /// <summary>The part before the first colon: issued, available, held, spent, expired, …</summary>
    public static string RoleOf(string account) => account.IndexOf(':') is var at and >= 0 ? account[..at] : account;

    /// <summary>The part after the first colon; empty for an account of the community as a whole.</summary>
    public static string PartyOf(string account) => account.IndexOf(':') is var at and >= 0 ? account[(at + 1)..] : "";
}

/// <summary>The line a fact takes in a holder's passbook (积分存折): consecutive per holder and commodity, from 1.</summary>
public sealed record EntryNumber(string Commodity, long Number);

/// <summary>
/// A fact that moves value and carries all its legs. It lies in the stream of whose value it moves: a person's, or a merchant's,
/// who keeps no passbook and so takes no line.
/// </summary>
public interface IPostedFact : IFact
{
    /// <summary>Whose value it moves: <c>person:…</c> or <c>merchant:…</c>.</summary>
    string Holder { get; }

    IReadOnlyList<EntryNumber> Entries { get; }

    IReadOnlyList<Leg> Legs { get; }

    /// <summary>The local date on which it happened: hours, rankings, caps and boards go by it.</summary>
    DateOnly OccurredOn { get; }

    /// <summary>The local date from which it counts in balances: the day it posts.</summary>
    DateOnly BookedOn { get; }
}

/// <summary>A posted fact that moves the value of a person, or of somebody he acted for.</summary>
public interface IValueFact : IPostedFact
{
    PersonId Person { get; }

    /// <summary>Whose value it is where it is not the person's: his household's, his team's.</summary>
    Subject? HeldBy => null;

    Subject Owner => HeldBy ?? Person;

    string IPostedFact.Holder => Owner.ToString();
}
