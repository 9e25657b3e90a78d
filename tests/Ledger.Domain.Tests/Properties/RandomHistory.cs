using Ledger.Domain.Accounts;
using Ledger.Domain.Acts;
using Ledger.Domain.Deductions;
using Ledger.Domain.Offers;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Tests.Support;

namespace Ledger.Domain.Tests.Properties;

/// <summary>One move of a random history: what is done, and three numbers that choose whom and what it is about.</summary>
public readonly record struct Move(byte What, byte A, byte B, byte C);

/// <summary>Plays random moves on a small town, accepted or refused: what counts is what is true afterwards.</summary>
internal sealed class RandomHistory
{
    public const long DailyCap = 500;

    private static readonly PersonId[] People = [Some.Volunteer, Some.Neighbour, Some.Rider];
    private static readonly OfferId Tea = OfferId.Of(Some.Id(0x340));
    private static readonly OfferId[] Offers = [Tea, Some.Umbrella, Tea, Some.Breakfast];
    private static readonly string[] Types = ["patrol", "visit", "parcel", "talk", "visit"];

    // Points live eight to forty days and holds three days, so that lapses, grace and late ends happen all the time.
    private static readonly Lazy<PlayedJournal>[] Towns = [.. new int?[] { null, 5 }.Select(grace => new Lazy<PlayedJournal>(() => Spec.Given(
        Some.Book(Some.Document(dailyCap: DailyCap, expiry: RulebookParts.Expires(ExpiryKind.AfterYears, CountFrom.Occurred, 0, 8), graceDays: grace, debtLimit: 250,
            actTypes: [.. Some.Document().Acts, RulebookParts.Act("talk", "宣讲", "safety", null, each: 150, notice: 2)]), holdMinutes: 4_320),
        new PublishOffer(Some.OfficeActs, Tea, Some.Bakery, Some.Terms(price: 50, settlement: 30))).Journal))];

    private int _acts, _holds, _refunds, _deductions;

    public RandomHistory(bool withGrace) => Journal = Towns[withGrace ? 1 : 0].Value.Copy();

    public PlayedJournal Journal { get; }

    public RandomHistory Play(IEnumerable<Move> moves)
    {
        foreach (var move in moves) Play(move);
        return this;
    }

    private void Play(Move move)
    {
        var person = People[move.A % People.Length];
        switch (move.What % 13)
        {
            case 0: Journal.Now = Journal.Now.AddHours(move.A % 72).AddMinutes(move.B); break;
            case 1: Ask(Some.Record(Entry(++_acts, person, move))); break;
            case 2 or 3:
                Ask(Some.Record(Entry(++_acts, person, move)));
                Ask(Some.Attest(_acts));
                break;
            case 4: Ask(Some.Attest(1 + move.B % (_acts + 1), 1 + move.C % (_acts + 1))); break;
            case 5: Ask(Some.Hold(++_holds, Offers[move.B % Offers.Length], 1 + move.C % 4, person)); break;
            case 6: Ask(Some.Capture(Recent(move.B), move.C % 3 == 0 ? null : move.C % 4 + 1)); break;
            case 7: Ask(new VoidHold(Some.OfficeActs, Some.Redemption(Recent(move.B)), "x", null)); break;
            case 8: Ask(Some.GiveBack(++_refunds, Recent(move.B), 1 + move.C % 3, move.A % 2 == 0)); break;
            case 9: Ask(Some.Reverse(Math.Max(1, _acts - move.B % 8))); break;
            case 10:
                Ask(Some.Propose(++_deductions, person, Journal.Now.ToString("yyyy-MM-dd")));
                Ask(Some.Deduct(Math.Max(1, _deductions - move.B % 2), move.C % 4 > 0));
                if (move.C % 3 == 0) Ask(new ReverseDeduction(Some.OfficeActs, Some.Deduction(Math.Max(1, _deductions - move.C % 3)), "x"));
                break;
            case 11:
                Ask(new RaiseObjection(Actor.Of(Some.Neighbour), Some.Act(Math.Max(1, _acts - move.B % 4)), "x", null, []));
                Ask(new DecideObjection(Some.OfficeActs, Some.Act(Math.Max(1, _acts - move.C % 4)), move.A % 2 == 0, "x"));
                break;
            default:
                Ask(new PostAccruals(Actor.Scheduler, [.. Enumerable.Range(Math.Max(1, _acts - 20), 20).Select(Some.Act)]));
                for (byte back = 0; back < 6; back++) Ask(new ExpireHold(Actor.Scheduler, Some.Redemption(Recent(back))));
                Ask(new LapseLots(Actor.Scheduler, person));
                break;
        }
    }

    /// <summary>One of the last few holds, or one that is not there.</summary>
    private int Recent(byte choice) => _holds + 1 - choice % 6;

    private ActEntry Entry(int act, PersonId person, Move move)
    {
        var start = Journal.Now.ToOffset(TimeSpan.FromHours(8)).AddHours(-2 - move.B % 40);
        return new ActEntry(Some.Act(act), person, Types[move.C % Types.Length], start, start.AddMinutes(move.C), null, Some.Building, (Evidence)(move.B % 3), null, null, null, null);
    }

    private void Ask<TResult>(ICommand<TResult> command) => Journal.Decide(command);
}
