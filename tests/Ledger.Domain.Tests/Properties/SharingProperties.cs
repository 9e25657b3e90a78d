using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Tests.Support;
using Commodity = Ledger.Domain.Rulebooks.Document.Commodity;
using Xunit.Abstractions;

namespace Ledger.Domain.Tests.Properties;

/// <summary>
/// However acts that give to a household, in two commodities and beyond a limit are attested and undone, in open windows every account has what
/// it would have had the undone acts never been, and in each commodity all legs come to nothing.
/// </summary>
public sealed class SharingProperties(ITestOutputHelper output)
{
    private static readonly RulebookDocument Plain = Some.Document(dailyCap: 500);

    private static readonly RulebookDocument Rules = Plain with
    {
        Commodities = [.. Plain.Commodities, new Commodity("credited", new Title("时数"), "h", new Quantity(60, Unit.Hours), Spendable: false)],
        Buckets = [new Bucket("honour-only", new Title("荣誉"), [Right.Honour])],
        Limits = [Plain.Limits![0] with { Overflow = new(default, new OverflowInto(Bucket: "honour-only")) }],
        Acts =
        [
            Plain.Acts[0] with { Give = [.. Plain.Acts[0].Give!, new Give(new Into("credited"), new(default, new Amount(new("act", null), [new Stage(Each: new Quantity(60, Unit.Hours))])))] },
            Plain.Acts[1] with { Give = [Plain.Acts[1].Give![0] with { Into = new Into("points", Holder: Holder.Household) }] },
        ],
    };

    private static readonly Lazy<PlayedJournal> Opened = new(() => Some.Book(Rules));

    private sealed record Done(bool IsPatrol, bool BySpouse, byte Day, byte Hours, bool IsUndone);

    [Fact]
    public void Undone_acts_leave_no_trace_in_any_account()
    {
        var done = from patrol in Gen.Elements(true, false) from spouse in Gen.Elements(true, false) from day in Gen.Choose(1, 3) from hours in Gen.Choose(1, 4) from undone in Gen.Elements(true, false, false)
                   select new Done(patrol, spouse, (byte)day, (byte)hours, undone);
        Prop.ForAll(Arb.From(Gen.Choose(1, 10).SelectMany(length => done.ArrayOf(length))), acts =>
        {
            var without = Played([.. acts.Select(act => act with { IsUndone = false })], act => !acts[act].IsUndone);
            var with = Played(acts, _ => true);
            Assert.Equal(Accounts(without), Accounts(with));
            foreach (var commodity in with.Facts.OfType<IPostedFact>().SelectMany(fact => fact.Legs).GroupBy(leg => leg.Commodity)) Assert.Equal(0, commodity.Sum(leg => leg.Amount));
            with.CheckFold();
        }).Play(output, 60);
    }

    private static PlayedJournal Played(Done[] acts, Func<int, bool> isThere)
    {
        var spec = Spec.Given(Opened.Value).At("2026-03-04T22:00:00+08:00");
        for (var number = 0; number < acts.Length; number++)
        {
            if (!isThere(number)) continue;
            var (act, who) = (acts[number], acts[number].BySpouse ? Some.Spouse : Some.Volunteer);
            // At different hours, so that nobody does two things at once.
            var start = new DateTimeOffset(2026, 3, act.Day, 0, 0, 0, TimeSpan.FromHours(8)).AddHours(number * 2).AddMinutes(number);
            spec.And(Some.Record(Some.Visit(number + 1, who, start.ToString("yyyy-MM-dd'T'HH:mm:sszzz"), Math.Min(110, act.Hours * 25), act.IsPatrol ? "patrol" : "visit")), Some.Attest(number + 1));
        }
        for (var number = 0; number < acts.Length; number++)
            if (isThere(number) && acts[number].IsUndone) spec.And(Some.Reverse(number + 1));
        return spec.Journal;
    }

    private static List<(string, long, long, long)> Accounts(PlayedJournal journal) =>
        [.. journal.Rows.All<Account>().Select(row => (row.Key, row.Value.Available, row.Value.Held, row.Value.Debt)).Where(row => row is not (_, 0, 0, 0)).OrderBy(row => row.Key, StringComparer.Ordinal)];
}
