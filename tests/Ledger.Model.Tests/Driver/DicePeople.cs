using Ledger.Model;

namespace Ledger.Model.Tests;

internal sealed partial class Dice
{
    private static readonly string[] Duties = ["office", "accountant", "cashier", "grid-officer", "grid-assistant", "team-leader", "committee-member"];

    private (Guid Stays, Guid Goes)? _merging;

    private Deed PeopleSome() => _random.Next(10) switch
    {
        < 4 => MoveSome(),
        < 7 => DutySome(),
        < 8 => MergeSome(),
        _ => LeaveSome(),
    };

    private MovePerson MoveSome()
    {
        var (home, node) = (Rarely(4) ? null : One(cast.People).Home, Rarely(12) ? "nowhere" : Rarely(5) ? null : One(Cast.Nodes));
        return new MovePerson(Mostly(["office", "grid-officer"]), SomePerson(), books.Today.AddDays(Rarely(12) ? 1 : -_random.Next(40)), node, home);
    }

    private Deed DutySome()
    {
        var by = Rarely(15) ? Mostly("office") : cast.Administrator;
        var person = SomePerson();
        var role = One(Duties);
        var merchant = Rarely(6) ? One(cast.Merchants) : (Guid?)null;
        if (merchant is not null && !Rarely(8)) role = "merchant-clerk";
        var node = role.StartsWith("grid", StringComparison.Ordinal) && Rarely(2) || Rarely(20) ? Rarely(10) ? "nowhere" : One([.. Cast.Nodes, "root"]) : null;
        var from = books.Today.AddDays(_random.Next(-5, 4));
        var given = One(books.Roles);
        return _random.Next(6) switch
        {
            < 3 => new GrantRole(by, person, role, from, Rarely(3) ? from.AddDays(_random.Next(-1, 30)) : null, merchant, node),
            3 => new GrantRole(by, person, given.Role, from, Rarely(6) ? null : from.AddDays(_random.Next(10)), given.Merchant, given.Node, given.Person),
            4 => new HandOver(by, given.Person, person, given.Role, books.Today.AddDays(_random.Next(-1, 3))),
            // Those of the beginning stay, so that somebody is left who may.
            _ => books.Roles.Skip(cast.Given.Count + 1).ToList() is { Count: > 0 } later && !Rarely(8) && One(later) is var one
                ? new EndRole(by, one.Person, one.Role, books.Today.AddDays(_random.Next(-3, 4)), one.Merchant, one.Node) : new EndRole(by, cast.Administrator, "administrator", books.Today),
        };
    }

    /// <summary>Whoever has no duty moves away or dies; of others it is only asked for whom it is refused.</summary>
    private Deed LeaveSome()
    {
        var dead = _people.Where(person => books.IsDead(person)).ToList();
        if (dead.Count > 0 && Rarely(2)) return new NameHeir(Rarely(4) ? cast.Administrator : Mostly("office"), Rarely(8) ? SomePerson() : One(dead), SomeHeir(), $"{_random.Next(2):x64}");
        var free = _people.Skip(cast.Given.Count).Where(person => !books.IsClosed(person)).ToList();
        var person = Rarely(12) ? cast.Administrator : Rarely(8) || free.Count < 6 ? One([.. _people.Where(books.IsClosed), cast.Administrator]) : One(free);
        return new CloseAccount(Mostly("office"), person, Rarely(2) ? "death" : "moved-away", Rarely(2) ? null : SomePerson());
    }

    /// <summary>Two who were one all the time, and never somebody on whom something else is pending.</summary>
    private Deed MergeSome()
    {
        if (_merging is { } pending && !Rarely(4)) return new MergePersons(Rarely(2) ? cast.Administrator : Mostly("office"), pending.Stays, pending.Goes);
        var free = _people.Skip(cast.Given.Count).Where(books.IsPlain).ToList();
        if (free.Count < 5 && !Rarely(6)) return MoveSome();
        var (stays, goes) = (Rarely(6) || free.Count == 0 ? SomePerson() : One(free), Rarely(6) || free.Count == 0 ? SomePerson() : One(free));
        if (!books.IsPlain(stays) || !books.IsPlain(goes)) return new MergePersons(Mostly("office"), stays, Rarely(2) ? stays : goes);
        _merging = (stays, goes);
        return new MergePersons(Mostly("office"), stays, goes);
    }

    /// <summary>One of few, so that two sign for the same.</summary>
    private Guid SomeHeir() => _people[_people.Count - 1 - _random.Next(2)];
}
