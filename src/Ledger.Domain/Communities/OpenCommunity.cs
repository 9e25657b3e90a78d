using Ledger.Domain.Grid;
using Ledger.Domain.Persons;

namespace Ledger.Domain.Communities;

/// <summary>Opens a set of books with its zone, the root of its grid tree and its first administrator.</summary>
/// <param name="Root">The grid tree's root node.</param>
/// <param name="HoldMinutes">How long a redemption code lives: 1 to 10080.</param>
/// <param name="Administrator">The first person of the books; grants every other role.</param>
/// <param name="SignIn">Hash of the subject with which the administrator signs in.</param>
[Refuses(typeof(NotAllowed), typeof(CommunityAlreadyOpen), typeof(UnknownZone))]
public sealed record OpenCommunity(
    Actor By, Title Name, string Zone, int HoldMinutes, Code Root, PersonId Administrator, string SignIn, IReadOnlyList<SideRow> Vault) : ICommand<CommunityIsOpen>
{
    public int HoldMinutes { get; init => field = Bounds.HoldMinutes(value); } = Bounds.HoldMinutes(HoldMinutes);

    /// <summary>The community was there before its books: acts from before the opening may be recorded, and its nodes be older.</summary>
    public static readonly DateOnly BeforeTheBooks = new(1900, 1, 1);

    public Decision<CommunityIsOpen> Decide(Books books)
    {
        if (!By.IsOperator) return new NotAllowed();
        if (books.Find<Community>("") is not null) return new CommunityAlreadyOpen();
        if (Ledger.Domain.Zone.Find(Zone) is not { } zone) return new UnknownZone(Zone);

        var today = zone.DateOf(books.Now);
        books.Add(Stream.Community, new CommunityOpened(Name, Zone, HoldMinutes, today));
        books.Add(Stream.Node(Root), new NodeAdded(Root, null, NodeKind.Community, Name, BeforeTheBooks));
        books.Add(Stream.Person(Administrator), new PersonRegistered(Administrator, Residence.NonResident, null, null));
        books.Add(Stream.Person(Administrator), new SignInBound(Administrator, SignIn));
        books.Add(Stream.Person(Administrator), new RoleGranted(Administrator, Role.Administrator, null, today, null));
        SideRow.PutAll(books, Vault);
        return books.Accept(new CommunityIsOpen(Administrator));
    }
}

public sealed record CommunityIsOpen(PersonId Administrator);

/// <summary>The books of this community are open already.</summary>
public sealed record CommunityAlreadyOpen : Rejection;

/// <summary>The name is not an IANA time zone.</summary>
public sealed record UnknownZone(string Zone) : Rejection;
