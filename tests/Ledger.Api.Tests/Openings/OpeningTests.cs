using Ledger.Api.Tests.Support;

namespace Ledger.Api.Tests.Openings;

/// <summary>Paper passbooks by hand and by file: what is refused, and how it is said.</summary>
[Collection(SharedApi.Name)]
public sealed class OpeningTests(TestApi api)
{
    private const string Header = "姓名,电话,存折号,截止日期,板块,来源年度,积分,到期日,分钟\n";

    private static object Lot(string board = "safety", int year = 2025, long points = 3000, long minutes = 0, string? expiresOn = "2099-12-31") => new { board, year, points, minutes, expiresOn };

    private static object Entered(Guid opening, Someone holder, string passbook, string closedOn = "2025-12-31", params object[] lots) =>
        new { opening, passbooks = new[] { new { person = holder.Id, passbook, closedOn, lots = lots.Length > 0 ? lots : [Lot()] } } };

    [Fact]
    public async Task What_the_books_do_not_open_is_refused_with_its_problem()
    {
        var town = await api.OpenTown();
        var (holder, path, calls) = (town.Volunteer, $"{town.Path}/openings", town.Office.Calls);
        await calls.Post(path, Entered(Guid.NewGuid(), town.NewPerson(), "1")).Refused("not-found", "person");
        await calls.Post(path, Entered(Guid.NewGuid(), town.Office, "1")).Refused("gains-by-opening", "person");
        await calls.Post(path, Entered(Guid.NewGuid(), holder, "1", "2026-05-21")).Refused("passbook-not-ended", "closedOn");
        await calls.Post(path, Entered(Guid.NewGuid(), holder, "1", lots: Lot(board: "none"))).Refused("unknown-board", "board");
        await calls.Post(path, Entered(Guid.NewGuid(), holder, "1", lots: Lot(year: 2026))).Refused("lot-after-passbook", "year");
        await calls.Post(path, Entered(Guid.NewGuid(), holder, "1", lots: Lot(expiresOn: "2026-05-19"))).Refused("lot-past-its-date", "expiresOn");
        await calls.Post(path, Entered(Guid.NewGuid(), holder, "1", lots: Lot(points: 0))).Refused("invalid-request");
        await calls.Post(path, Entered(Guid.NewGuid(), holder, "1", lots: Lot(points: -1, minutes: 5))).Refused("invalid-request");
        await calls.Post(path, Entered(Guid.NewGuid(), holder, "1", lots: Lot(points: 1_000_000_001))).Refused("invalid-request");

        var opening = Guid.NewGuid();
        await calls.Post(path, Entered(opening, holder, "存 折 01")).Accepted(201);
        await calls.Post(path, Entered(opening, holder, "2")).Refused("id-already-used", "opening");
        await calls.Post(path, Entered(Guid.NewGuid(), town.OtherVolunteer, "存折０１")).Refused("passbook-already-entered", "passbook");
        Assert.Equal(0, (await calls.Post(path, Entered(Guid.NewGuid(), holder, "存折01")).Accepted()).Long("passbooks"));
    }

    [Fact]
    public async Task The_second_person_may_send_it_back_and_it_is_entered_anew()
    {
        var town = await api.OpenTown();
        var (opening, again) = (Guid.NewGuid(), Guid.NewGuid());
        await town.Office.Calls.Post($"{town.Path}/openings", Entered(opening, town.Volunteer, "7", lots: Lot(year: 2024))).Accepted();
        var balance = await town.Available(town.Volunteer);
        await town.Administrator.Calls.Post($"{town.Path}/openings/{opening}/rejection", new { reason = "wrong-year" }).Accepted();
        await town.Administrator.Calls.Post($"{town.Path}/openings/{opening}/signature", new { }).Refused("opening-already-decided", "opening");
        Assert.Equal(balance, await town.Available(town.Volunteer));
        await town.Office.Calls.Post($"{town.Path}/openings", Entered(again, town.Volunteer, "7")).Accepted();
        await town.Administrator.Calls.Try($"{town.Path}/openings/{again}/signature", new { }).Accepted();
        Assert.Equal(balance, await town.Available(town.Volunteer));
        await town.Administrator.Calls.Post($"{town.Path}/openings/{again}/signature", new { }).Accepted();
        Assert.Equal(balance + 3000, await town.Available(town.Volunteer));
        Assert.Equal(["posted", "rejected"], (await town.Auditor.Calls.Get($"{town.Path}/openings").Accepted()).At("openings").EnumerateArray().Select(one => one.GetProperty("status").GetString()!).Order());
    }

    [Fact]
    public async Task Every_line_of_a_file_has_its_verdict_and_equal_names_are_never_guessed()
    {
        var town = await api.OpenTown();
        await town.RegisterAs("王小明", "13800000001", "1950-01-01");
        await town.RegisterAs("王小明", "13800000002", "1960-01-01");
        var holder = town.Volunteer.Name;
        var staged = await town.Office.Upload(town, "openings", Header
            + "王小明,,01,2025-12-31,平安,2025,30,2099-12-31,\n"
            + "王小明,13800000002,02,2025年12月31日,平安,2025年度,30.5,不到期,10小时\n"
            + $"{holder},,03,2025-12-31,没有,2025,30,2099-12-31,\n"
            + $"{holder},,04,2025-12-31,safety,2025,30,,\n"
            + $"{holder},,05,2025-12-31,safety,2025,30.005,2099-12-31,\n"
            + $"{holder},,06,2025-12-31,safety,2025,,,\n"
            + $"{holder},,07,2025-12-31,safety,2025,30,2099-12-31,\n"
            + $"{holder},,07,2025-12-31,safety,2025,30,2099-12-31,\n"
            + $"{town.OtherVolunteer.Name},,07,2025-12-31,safety,2025,30,2099-12-31,\n").Accepted();
        Assert.Equal(["ambiguous-name", "ready", "refused", "malformed", "malformed", "malformed", "ready", "repeated", "refused"], staged.Verdicts());
        Assert.Equal(["ambiguous-name", "unknown-board", "needed", "is-points", "above-zero", "differs-from-earlier-row"],
            staged.At("verdicts").EnumerateArray().Select(verdict => verdict.GetProperty("faults")).Where(faults => faults.GetArrayLength() > 0).Select(faults => faults[0].GetProperty("rule").GetString()!));
        Assert.DoesNotContain("王小明", staged.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_is_in_the_books_counts_as_recorded_in_a_longer_file()
    {
        var town = await api.OpenTown();
        var line = $"{town.Volunteer.Name},,11,2025-12-31,safety,2025,30,2099-12-31,\n";
        await town.Office.Commit(town, await town.Office.Upload(town, "openings", Header + line).Accepted()).Accepted();
        var longer = await town.Office.Upload(town, "openings", $"{Header}{line}{town.OtherVolunteer.Name},,12,2025-12-31,safety,2025,5,2099-12-31,\n").Accepted();
        Assert.Equal(["already-recorded", "ready"], longer.Verdicts());
        Assert.Equal(1, (await town.Office.Commit(town, longer).Accepted()).Long("recorded"));
    }
}
