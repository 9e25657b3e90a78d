using Ledger.Domain.Acts;
using Ledger.Domain.Persons;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Acts;

/// <summary>A limit may be the pair's: of whoever does it and whom he serves (同一服务对象每月最多两次).</summary>
public sealed class PairSpecs
{
    private static readonly RulebookDocument Rules = Some.Document() is var plain ? plain with
    {
        Measures = [.. plain.Measures!, new("pair-month", new("acts", null), Whose: [Whose.Pair], Window: new(Window.Month, null))],
        Limits = [.. plain.Limits!, new("twice", "pair-month", new(new Quantity(2, Unit.Times), null), Overflow: new(Overflow.Refuse, null))],
    } : null!;

    private readonly Spec _spec = Spec.Given(Some.Book(Rules)).At("2026-03-05T20:00:00+08:00").And(Served(1, Some.Rider), Some.Attest(1), Served(2, Some.Rider), Some.Attest(2));

    [Fact]
    public void The_same_two_count_together_and_others_by_themselves()
    {
        _spec.And(Served(3, Some.Rider)).When(Some.Attest(3)).ThenRejected<LimitReached>();
        _spec.And(Served(4, Some.Owner)).When(Some.Attest(4)).ThenFacts(typeof(ActAttested), typeof(ActAccrued));
        _spec.And(Some.Record(Some.Visit(6, Some.Spouse, Start(6)) with { Served = Some.Rider })).When(Some.Attest(6)).ThenFacts(typeof(ActAttested), typeof(ActAccrued));
    }

    [Fact]
    public void Who_names_nobody_counts_by_himself() =>
        _spec.And(Some.Record(Some.Visit(3, start: Start(3))), Some.Attest(3), Some.Record(Some.Visit(4, start: Start(4))), Some.Attest(4), Some.Record(Some.Visit(5, start: Start(5)))).When(Some.Attest(5)).ThenFacts(typeof(ActAttested), typeof(ActAccrued));

    [Fact]
    public void What_is_undone_makes_room() => _spec.And(Served(3, Some.Rider), Some.Reverse(1)).When(Some.Attest(3)).ThenFacts(typeof(ActAttested), typeof(ActAccrued));

    [Fact]
    public void Whoever_was_registered_twice_has_one_window() => _spec.And(
            new RegisterPersons(Some.OfficeActs, [Some.New(Some.Person(80))], []), Some.Grant(Some.Neighbour, Role.Office),
            Merge(Some.OfficeActs), Merge(Actor.Of(Some.Neighbour)), Some.Record(Some.Visit(3, Some.Person(80), Start(3)) with { Served = Some.Rider }))
        .When(Some.Attest(3)).ThenRejected<LimitReached>();

    private static MergePersons Merge(Actor by) => new(by, Some.Person(80), Some.Volunteer, [], []);

    private static string Start(int act) => $"2026-03-0{act % 5 + 1}T{8 + act:D2}:00:00+08:00";

    private static RecordActs Served(int act, PersonId whom) => Some.Record(Some.Visit(act, start: Start(act)) with { Served = whom });
}
