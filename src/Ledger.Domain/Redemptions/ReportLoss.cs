using Ledger.Domain.Persons;

namespace Ledger.Domain.Redemptions;

/// <summary>
/// Reports a phone, passbook or card lost (挂失): the holder, or who acts for somebody who telephones. In the same decision every
/// open code ends, its points are released, and the card ends. Again for the same thing changes nothing.
/// </summary>
[Refuses(typeof(NotFound), typeof(PersonWasMerged))]
public sealed record ReportLoss(Actor By, PersonId Person, LostThing Lost) : ICommand<LossIsReported>
{
    /// <summary>The reason that holds and cards end with.</summary>
    public static readonly Code Reason = "loss-reported";

    public void Name(Needs needs)
    {
        needs.AddsTo(Stream.Person(Person)).Row<Person>(Person.ToString()).Row<LossReport>(Person.ToString()).Row<CardOfPerson>(Person.ToString());
        needs.StartingWith<OpenHold>(OpenHold.Prefix(Person));
    }

    public Decision<LossIsReported> Decide(Books books)
    {
        if (!By.IsOrWas(books, Person) && !PlaceHold.HelpedBy(By, books, Person)) return new NotFound("person", Person.ToString());
        if (Persons.Person.Missing(books, "person", Person) is { } missing) return missing;
        var report = LossReport.Of(books, Person);
        if (report is null || report.Approver is not null || !report.Lost.Contains(Lost))
            books.Add(Stream.Person(Person), new LossReported(Person, Lost, By.Is(Person) ? null : By.Person));
        Card.EndOf(books, Person, Reason);
        return books.Accept(new LossIsReported(Person, OpenHold.VoidAll(books, Person, Reason)));
    }
}

/// <param name="CodesEnded">How many open codes ended with it.</param>
public sealed record LossIsReported(PersonId Person, int CodesEnded);

/// <summary>
/// Signs for lifting a loss report (解除挂失). The first signature is kept, the second, of somebody else, lifts it. Both are of
/// people who can see who stands before them: the office, the grid. Never the holder or his household: whoever found the phone
/// would sign with it.
/// </summary>
[Refuses(typeof(NotAllowed), typeof(NotFound), typeof(PersonWasMerged), typeof(NoLossReported), typeof(GainsBySigning), typeof(SecondPersonNeeded))]
public sealed record LiftLoss(Actor By, PersonId Person) : ICommand<LossLiftIsSigned>
{
    public static readonly Role[] Signers = [Role.Office, Role.GridOfficer, Role.GridAssistant];

    public void Name(Needs needs)
    {
        needs.AddsTo(Stream.Person(Person)).Row<Person>(Person.ToString()).Row<LossReport>(Person.ToString());
        if (By.Person is { } signer) needs.Row<Person>(signer.ToString());
    }

    public Decision<LossLiftIsSigned> Decide(Books books)
    {
        if (By.Person is not { } signer || !By.Holds(books, Signers)) return new NotAllowed(Signers);
        if (Persons.Person.Missing(books, "person", Person) is { } missing) return missing;
        if (!By.Reaches(books, Signers, Person)) return new NotFound("person", Person.ToString());
        if (LossReport.Of(books, Person) is not { } report) return new NoLossReported(Person);
        if (TwoPeople.Gains(books, signer, Person)) return new GainsBySigning(signer);
        if (Persons.Person.IsOne(books, signer, report.Approver)) return new SecondPersonNeeded("person");
        books.Add(Stream.Person(Person), report.Approver is { } approver ? new LossLifted(Person, approver, signer) : new LossLiftApproved(Person, signer));
        return books.Accept(new LossLiftIsSigned(Person, report.Approver is not null));
    }
}

/// <param name="IsLifted">False after the first signature.</param>
public sealed record LossLiftIsSigned(PersonId Person, bool IsLifted);
