namespace Ledger.Model;

public sealed record Propose(Guid By, Guid Deduction, Guid Person, string Rule, DateOnly Occurred) : Deed(By)
{
    public override string Kind => "propose a deduction";
    public override string Path => "deductions";
    public override object Body => new { deduction = Deduction, person = Person, rule = Rule, occurredOn = $"{Occurred:yyyy-MM-dd}" };
}

public sealed record Appeal(Guid By, Guid Deduction) : Deed(By)
{
    public override string Kind => "appeal a deduction";
    public override string Path => $"deductions/{Deduction}/appeal";
    public override object Body => new { };
}

/// <param name="Take">Take the points, or drop it.</param>
public sealed record Deduct(Guid By, Guid Deduction, bool Take, string Reason) : Deed(By)
{
    public override string Kind => Take ? "take a deduction" : "drop a deduction";
    public override string Path => $"deductions/{Deduction}/decision";
    public override object Body => new { post = Take, reason = Reason };
}

public sealed record Undeduct(Guid By, Guid Deduction, string Reason) : Deed(By)
{
    public override string Kind => "reverse a deduction";
    public override string Path => $"deductions/{Deduction}/reversal";
    public override object Body => new { reason = Reason };
}

/// <param name="Status">proposed, appealed, posted, withdrawn, reversed.</param>
public sealed record PenaltyKnown(Propose Told, Rulebook Rulebook, Penalty Rule, DateOnly? NoticeUntil, string Status)
{
    public string Place => $"deducted:{Told.Deduction}";

    /// <summary>What is owed of it never lapses.</summary>
    public Lot Owed => new(Rule.Board, "deduction", "community", Told.Occurred.Year, null);
}

public sealed partial class Books
{
    public Dictionary<Guid, PenaltyKnown> Penalties { get; } = [];

    private Expected Do(Propose deed)
    {
        Unless(Is(deed.By, "office", "grid-officer"), "not-allowed");
        Unless(!IsMerged(deed.Person), "person-was-merged");
        Unless(ReachesPerson(deed.By, deed.Person, "office", "grid-officer") && People.ContainsKey(deed.Person), "not-found");
        if (Penalties.TryGetValue(deed.Deduction, out var known))
        {
            Unless((known.Told.Person, known.Told.Rule, known.Told.Occurred) == (deed.Person, deed.Rule, deed.Occurred), "id-already-used");
            return Expected.Yes([deed.Person]);
        }
        Unless(!IsClosed(deed.Person), "account-is-closed");
        var rulebook = RulebookOf(deed.Occurred) ?? throw new Refusal("no-rulebook-in-force");
        var rule = rulebook.Penalties?.SingleOrDefault(rule => rule.Code == deed.Rule) ?? throw new Refusal("unknown-deduction");
        Unless(deed.Occurred <= Today && Today <= deed.Occurred.AddDays(rulebook.FilingDays), "deduction-out-of-time");
        Penalties.Add(deed.Deduction, new PenaltyKnown(deed, rulebook, rule, rulebook.Notice is { } days ? WorkingDaysFrom(Today, days) : null, "proposed"));
        return Expected.Yes([deed.Person], ("pointsHundredths", rule.Each));
    }

    private Expected Do(Appeal deed)
    {
        Unless(Penalties.TryGetValue(deed.Deduction, out var penalty) && Self(penalty.Told.Person) == deed.By, "not-found");
        Unless(penalty!.Status == "proposed", "deduction-is-decided");
        Penalties[deed.Deduction] = penalty with { Status = "appealed" };
        return Expected.Yes([deed.By]);
    }

    /// <summary>Soonest to expire first; what is missing is owed, as far as the rulebook lets anybody owe.</summary>
    private Expected Do(Deduct deed)
    {
        Unless(Is(deed.By, "office", "committee-member"), "not-allowed");
        Unless(Penalties.TryGetValue(deed.Deduction, out var penalty), "not-found");
        Unless(penalty!.Status is "proposed" or "appealed", "deduction-is-decided");
        var person = Self(penalty.Told.Person);
        Unless(deed.By != Self(penalty.Told.By) && deed.By != person, "second-person-needed");
        Unless(deed.Take || !LiveTogether(deed.By, person), "gains-by-signing");
        Unless(!deed.Take || !IsClosed(person), "account-is-closed");
        Unless(!deed.Take || !(Today <= penalty.NoticeUntil), "notice-is-not-over");
        Penalties[deed.Deduction] = penalty with { Status = deed.Take ? "posted" : "withdrawn" };
        if (!deed.Take) return Expected.Yes([person], ("pointsHundredths", 0L), ("owedHundredths", 0L));
        var may = Math.Max(0, (penalty.Rulebook.DebtLimit ?? 0) - Debts(AllOf(person)).Sum(debt => debt.Much));
        var there = Math.Min(penalty.Rule.Each, Available(person));
        var owed = Math.Min(penalty.Rule.Each - there, may);
        foreach (var part in SoonestOf(person, there)) Put(person, Points, part.Lot, part.Much, "purse", penalty.Place);
        Put(person, Points, penalty.Owed, owed, "debt", penalty.Place);
        return Expected.Yes([person], ("pointsHundredths", there + owed), ("owedHundredths", owed));
    }

    /// <summary>What is owed is let off first; what was paid of it by now comes back as points of today, the rest to its lots.</summary>
    private Expected Do(Undeduct deed)
    {
        Unless(Is(deed.By, "office", "committee-member"), "not-allowed");
        Unless(Penalties.TryGetValue(deed.Deduction, out var penalty), "not-found");
        Unless(penalty!.Status == "posted", "deduction-not-posted");
        var person = Self(penalty.Told.Person);
        Unless(deed.By != person, "second-person-needed");
        Unless(!LiveTogether(deed.By, person), "gains-by-signing");
        Penalties[deed.Deduction] = penalty with { Status = "reversed" };
        var taken = History.At(AllOf(person), Points, penalty.Place);
        foreach (var part in taken.Where(part => part.Lot == penalty.Owed)) Renew(person, part, penalty.Place, part.Lot with { Last = penalty.Rulebook.LastDay(Today, Today) });
        foreach (var part in taken.Where(part => part.Lot != penalty.Owed)) GiveBack(person, part, penalty.Place, penalty.Rulebook);
        return Expected.Yes([person], ("pointsHundredths", taken.Sum(part => part.Much)), ("owedHundredths", 0L));
    }
}
