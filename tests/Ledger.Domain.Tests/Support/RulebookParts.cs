using System.Security.Cryptography;
using Ledger.Domain.Rulebooks;
using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Storage;

namespace Ledger.Domain.Tests.Support;

public enum ExpiryKind { Never, AfterYears, YearEnd }

/// <summary>The parts of a plain rulebook, by their numbers: points per hour or per act, one cap a day, a quantum, a filing window, an expiry. Amounts in hundredths.</summary>
internal static class RulebookParts
{
    public static Quantity Points(long hundredths) => new(hundredths, Unit.Points);

    public static Quantity Days(int days) => new(days, Unit.Days);

    public static Quantity Minutes(int minutes) => new(minutes, Unit.Minutes);

    public static Quantity WorkingDays(int days) => new(days, Unit.WorkingDays);

    public static RulebookDocument Rulebook(string version, DateOnly from, long quantum, int filingDays, int longest, Expiry expiry, IReadOnlyList<Board> boards, IReadOnlyList<ActType> acts) => new(
        RulebookDocument.CurrentFormat, version, new Title("积分细则（示例）"), from, [new Commodity("points", new Title("积分"), "points", Points(quantum), Spendable: true)],
        boards, acts, new Filing(Days(filingDays), Minutes(longest)), Expiry: [expiry]);

    /// <summary>The most a person's acts of one local date can earn; none when it is absent.</summary>
    public static RulebookDocument Capped(this RulebookDocument rulebook, long? dailyCap) => dailyCap is { } cap ? rulebook with
    {
        Measures = [new Measure("person-day", Count: new("points", null), Whose: [Whose.Person], Window: new(Window.Day, null))],
        Limits = [new Limit("day", "person-day", new(Points(cap), null))],
    } : rulebook;

    public static RulebookDocument Noticed(this RulebookDocument rulebook, int? workingDays) =>
        workingDays is { } days ? rulebook with { Notice = new Notices(WorkingDays(days), Deduction: WorkingDays(days)) } : rulebook;

    public static RulebookDocument Owing(this RulebookDocument rulebook, long? debtLimit) => debtLimit is { } limit ? rulebook with { Debt = new Debt(Points(limit)) } : rulebook;

    /// <summary>One line of the catalogue. Exactly one of the two amounts is given.</summary>
    public static ActType Act(Code code, string title, Code board, long? perHour, long? each, bool recorderMay = false, int? notice = null) => new(
        code, new Title(title), board, Give: [new Give(new Into("points"), new(default, perHour is { } rate
            ? new Amount(new("minutes", null), [new Stage(Per: new Quantity(60, Unit.Hours), Give: Points(rate))])
            : new Amount(new("act", null), [new Stage(Each: Points(each!.Value))])))],
        Attest: recorderMay ? new Attesting(true) : null, Notice: notice is { } days ? WorkingDays(days) : null);

    public static Deduction Penalty(Code code, string title, Code board, long each) => new(code, new Title(title), board, Whose.Person, new(Points(each), null));

    /// <param name="years">After years: the day so many years later is the last; year end: the last of the year so many years later.</param>
    public static Expiry Expires(ExpiryKind kind, CountFrom from, int years, int atLeastDays, int? graceDays = null) => new("all", kind switch
    {
        ExpiryKind.Never => new(new Life(null), null),
        ExpiryKind.AfterYears => new(new Life(new Quantity(years, Unit.Years)), null),
        _ => new(default, new LifeEnd(YearEnd: years)),
    }, from, AtLeast: Days(atLeastDays), Refund: graceDays is { } days ? new Refunding(Days(days)) : null);

    public static string HashOf(RulebookDocument document) => Convert.ToHexStringLower(SHA256.HashData(DomainJson.Write(document)));
}
