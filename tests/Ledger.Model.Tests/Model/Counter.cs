namespace Ledger.Model;

/// <summary>A code as the merchant has it: the one of a redemption, or one that nobody was given.</summary>
/// <param name="Wrong">0: the very code.</param>
/// <param name="Print">Of a voucher that was printed again: which print.</param>
public sealed record Code(Guid Redemption, int Wrong, int Print = 0);

/// <summary>A deed at a counter. The code's digits are put in when it is sent: the service makes them.</summary>
public abstract record AtCounter(Guid By, Guid Merchant, Code Code) : Deed(By)
{
    public string Digits { get; set; } = "";
}

public sealed record Look(Guid By, Guid Merchant, Code Code) : AtCounter(By, Merchant, Code)
{
    public override string Kind => "look at a code";
    public override string Path => $"merchants/{Merchant}/code-checks";
    public override object Body => new { code = Digits };
}

public sealed record Capture(Guid By, Guid Merchant, Code Code, long? Quantity) : AtCounter(By, Merchant, Code)
{
    public override string Kind => "redeem a code";
    public override string Path => $"merchants/{Merchant}/captures";
    public override object Body => new { code = Digits, quantity = Quantity };
}

public sealed partial class Books
{
    private const int MostWrongCodes = 10;

    private static readonly TimeSpan Blocked = TimeSpan.FromMinutes(15);

    private readonly List<(Guid Counter, DateTimeOffset At)> _wrongCodes = [];

    private Expected Do(Look deed)
    {
        var hold = Judge(deed);
        return Expected.Yes([], ("redemption", hold.Id), ("quantity", hold.Quantity), ("priceHundredths", hold.PriceOf(hold.Quantity)), ("settlementFen", hold.OwedFor(hold.Quantity)));
    }

    private Expected Do(Capture deed)
    {
        var hold = Judge(deed);
        var units = deed.Quantity ?? hold.Quantity;
        Unless(units <= hold.Quantity, "capture-exceeds-hold");
        CaptureHeld(hold, units);
        return Expected.Yes([hold.Person], ("redemption", hold.Id), ("quantity", units), ("priceHundredths", hold.PriceOf(units)), ("settlementFen", hold.OwedFor(units)));
    }

    private void CaptureHeld(HoldKnown hold, long units)
    {
        foreach (var part in FirstOf(Reserved(hold), hold.PriceOf(units))) Put(hold.Person, Points, part.Lot, part.Much, hold.Held, hold.Spent);
        foreach (var part in Reserved(hold)) Return(hold, part);
        Holds[hold.Id] = hold with { Status = "captured", Captured = units, EndedAt = Now, CapturedAt = Now };
        Shelve(hold.Offer, hold.Quantity - units);
        Owe(hold, units);
    }

    private HoldKnown Judge(AtCounter deed)
    {
        var (hold, print) = Given(deed.By, deed.Merchant, deed.Code);
        Unless(print == hold.Prints.Count, "voucher-is-replaced");
        Unless(hold.Status == "held", "hold-has-ended");
        Unless(Now < hold.Ends, "hold-is-over");
        return hold;
    }

    /// <summary>Whose code it is, if it was ever given to anybody for this merchant; otherwise it is a guess, and there are not many.</summary>
    /// <param name="on">The day it was handed over without network: a merchant that shut that day or later is still owed it.</param>
    private (HoldKnown Hold, int Print) Given(Guid counter, Guid merchant, Code code, DateOnly? on = null)
    {
        Unless(Serves(counter, merchant), "not-allowed");
        Unless(!_shut.TryGetValue(merchant, out var shut) || on <= shut, "merchant-closed");
        Unless(_wrongCodes.Count(wrong => wrong.Counter == counter && Now < wrong.At + Blocked) < MostWrongCodes, "too-many-wrong-codes");
        var hold = code.Wrong == 0 ? Holds.GetValueOrDefault(code.Redemption) : null;
        if (hold?.Merchant == merchant) return (hold, code.Print);
        _wrongCodes.Add((counter, Now));
        throw new Refusal(hold is null ? "code-not-known" : "code-of-another-merchant");
    }
}
