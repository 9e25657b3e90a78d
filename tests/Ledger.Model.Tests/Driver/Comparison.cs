using System.Globalization;
using System.Text.Json;
using Ledger.Api.Tests.Support;
using Ledger.Model;

namespace Ledger.Model.Tests;

/// <summary>Holds the service's answers against the model's.</summary>
internal sealed class Comparison(World world, Books books)
{
    public static void Answers(Expected expected, Reply reply)
    {
        Difference.Unless(expected.Problem == reply.Problem, "The answer", expected.Problem ?? "accepted", reply.Problem is null ? "accepted" : $"{reply.Problem} {reply.Text}");
        foreach (var (path, value) in expected.Says)
        {
            var said = reply.At(path);
            if (value is IEnumerable<string> lines) Difference.UnlessEqual($"{path} of the answer", lines, said.EnumerateArray().Select(Line));
            else if (value is DateTimeOffset time) Difference.UnlessEqual($"{path} of the answer", time.ToUniversalTime(), said.GetDateTimeOffset().ToUniversalTime());
            else Difference.UnlessEqual($"{path} of the answer", value, said.ToString());
        }
    }

    /// <summary>A line of an answer as the model writes it.</summary>
    private static string Line(JsonElement line) => line.TryGetProperty("act", out var act) ? $"{act.GetString()} {line.GetProperty("pointsHundredths").GetInt64()}"
        : $"{line.GetProperty("id").GetString()} {(line.GetProperty("isBooked").GetBoolean() ? "booked" : line.GetProperty("whyNot").GetProperty("type").GetString()!["/problems/".Length..])}";

    /// <summary>Available, held, earned, owed, served, and every lot.</summary>
    public async Task Balance(Guid person) =>
        Same($"the balance of {person}", books.StandingOf(person), await world.Get(world.Watcher, $"persons/{person}/balance"));

    /// <summary>Everything that can be asked about the whole, and some people at some other dates.</summary>
    public async Task Everything(Random random, int people)
    {
        foreach (var person in books.People.Keys.OrderBy(_ => random.Next()).Take(people).ToList()) await Balance(person);
        var number = (await world.Get(world.Watcher, "journal/head")).Number;
        await Past(random, number);
        await Trace(random);
        await Equation(number);
        await Payables(random, number);
        await Ranking(random, number);
        await Month(random, number);
    }

    /// <summary>What a lapse moved is left out: the table says when it was noted, the model only when it was over.</summary>
    private async Task Month(Random random, long number)
    {
        var month = Books.MonthOf(books.Today.AddDays(-random.Next(200)));
        if (month < books.FirstMonth) return;
        var table = (await world.Get(world.Watcher, $"months/{month:yyyy-MM}?atLeast={number}")).At("table");
        foreach (var what in new[] { "points", "minutes" })
        {
            var theirs = table.GetProperty("commodities").EnumerateArray().Where(one => one.GetProperty("commodity").GetString() == what).SelectMany(one => one.GetProperty("origins").EnumerateArray())
                .Select(origin => (Name: $"{origin.GetProperty("board").GetString()} {origin.GetProperty("year").GetInt32()}", Moved: Columns(origin.GetProperty("line").EnumerateObject()
                    .Where(column => column.Name is "issued" or "opened" or "spent" or "deducted" or "clawedBack" or "reattributed").ToDictionary(column => column.Name, column => column.Value.GetInt64()))))
                .Where(origin => origin.Moved.Length > 0).Select(origin => $"{origin.Name}: {origin.Moved}").Order(StringComparer.Ordinal);
            Difference.UnlessEqual($"what {what} moved in {month:yyyy-MM}", books.Moved(what, month), theirs);
        }
    }

    private async Task Past(Random random, long number)
    {
        var person = books.People.Keys.ElementAt(random.Next(books.People.Count));
        var (asOf, knownOn) = (books.Today.AddDays(-random.Next(60)), books.Now.AddMinutes(-random.Next(20_000)));
        // What nothing happened to ends by what happened later, too.
        if (random.Next(2) == 0 || IsIdling) knownOn = books.Now;
        var known = Uri.EscapeDataString(knownOn.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        if (knownOn < Cast.Beginning || books.HasTwins(person)) return;
        Same($"the balance of {person} as of {asOf:yyyy-MM-dd}, known on {knownOn:yyyy-MM-dd HH:mm}", books.StandingOf(person, asOf, knownOn),
            await world.Get(world.Watcher, $"persons/{person}/balance?asOf={asOf:yyyy-MM-dd}&knownOn={known}&atLeast={number}"));
    }

    /// <summary>By pages; whatever those tell line by line adds up to what the last one tells.</summary>
    private async Task Trace(Random random)
    {
        var person = books.People.Keys.ElementAt(random.Next(books.People.Count));
        var (ours, trace) = (books.StandingOf(person), $"persons/{person}/trace?limit={1 + person.ToByteArray()[^1] % 20}");
        var (traced, lines) = (await world.Get(world.Watcher, trace), new List<(long Line, long Balance)>());
        for (; ; traced = await world.Get(world.Watcher, $"{trace}&cursor={traced.Says("nextCursor")}"))
        {
            lines.AddRange(traced.At("lines").EnumerateArray().Select(line => (line.GetProperty("line").GetInt64(), line.GetProperty("available").GetInt64())));
            if (!traced.Has("nextCursor")) break;
        }
        Difference.UnlessEqual($"the lines in the trace of {person}", Enumerable.Range(1, lines.Count).Select(line => $"{line}"), lines.Select(line => $"{line.Line}"));
        Difference.UnlessEqual($"the last balance in the trace of {person}", lines.Count == 0 ? 0 : lines[^1].Balance, traced.Long("available") + traced.At("lapsed").EnumerateArray().Sum(lot => lot.GetProperty("amount").GetInt64()));
        Difference.UnlessEqual($"available, held, earned and owed in the trace of {person}", $"{ours.Available} {ours.Held} {ours.Earned} {ours.Debt}",
            $"{traced.Long("available")} {traced.Long("held")} {traced.Long("earned")} {traced.Long("debt")}");
        Difference.UnlessEqual($"the lots in the trace of {person}", ours.Lots, LotsOf(traced));
    }

    private async Task Equation(long number)
    {
        var check = await world.Get(world.Watcher, $"books-check?asOf={books.Today:yyyy-MM-dd}&atLeast={number}");
        Difference.Unless(check.At("addUp").GetBoolean(), "The books do not add up", true, check.At("differences"));
        foreach (var what in new[] { "points", "minutes" })
        {
            var theirs = check.At("commodities").EnumerateArray().Where(one => one.GetProperty("commodity").GetString() == what).SelectMany(one => one.GetProperty("origins").EnumerateArray())
                .Select(origin => $"{origin.GetProperty("board").GetString()} {origin.GetProperty("year").GetInt32()}: {Columns(origin.GetProperty("totals"))}");
            var ours = books.Equation(what).Select(origin => $"{origin.Key.Board} {origin.Key.Year}: {Columns(origin.Value)}");
            Difference.UnlessEqual($"the books check of {what}", ours.Where(line => !line.EndsWith(": ", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
                theirs.Where(line => !line.EndsWith(": ", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        }
    }

    private string Columns(JsonElement totals) => Columns(totals.EnumerateObject().Where(column => column.Name != "difference").ToDictionary(column => column.Name, column => column.Value.GetInt64()));

    /// <summary>What nothing happened to stays in the check until its lapse is posted, in balances it does not.</summary>
    private string Columns(IReadOnlyDictionary<string, long> columns) =>
        string.Join(", ", columns.GroupBy(column => IsIdling && column.Key == "expired" ? "available" : column.Key, column => column.Value).Where(column => column.Sum() != 0)
            .OrderBy(column => column.Key, StringComparer.Ordinal).Select(column => $"{column.Key} {column.Sum()}"));

    private bool IsIdling => books.Rulebooks.Any(rulebook => rulebook.IdleDays is not null);

    private async Task Payables(Random random, long number)
    {
        var asOf = books.Today.AddDays(-random.Next(3) * random.Next(20));
        var all = await world.Get(world.Watcher, $"payables?asOf={asOf:yyyy-MM-dd}&atLeast={number}");
        var theirs = all.At("merchants").EnumerateArray().Where(one => one.GetProperty("owed").GetInt64() != 0)
            .Select(one => $"{one.GetProperty("merchant").GetString()} {one.GetProperty("owed").GetInt64()}").Order(StringComparer.Ordinal);
        var ours = books.Merchants.Select(merchant => (merchant, books.OwedTo(merchant, asOf).Values.Sum())).Where(one => one.Item2 != 0).Select(one => $"{one.merchant} {one.Item2}").Order(StringComparer.Ordinal);
        Difference.UnlessEqual($"what merchants are owed as of {asOf:yyyy-MM-dd}", ours, theirs);
        Difference.UnlessEqual("what all merchants are owed", books.Merchants.Sum(merchant => books.OwedTo(merchant, asOf).Values.Sum()), all.Long("owedFen"));
    }

    private async Task Ranking(Random random, long number)
    {
        var (what, byHousehold, board) = (random.Next(2) == 0 ? "points" : "minutes", random.Next(3) == 0, random.Next(3) == 0 ? "culture" : null);
        var from = books.Today.AddDays(-random.Next(400));
        var to = from.AddDays(random.Next(200));
        var places = new List<string>();
        var query = $"rankings?from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}&commodity={what}&subject={(byHousehold ? "household" : "person")}&limit=200&atLeast={number}{(board is null ? "" : $"&board={board}")}";
        var ranking = await world.Get(world.Watcher, query);
        foreach (var place in ranking.At("places").EnumerateArray()) places.Add($"{place.GetProperty("rank").GetInt64()} {place.GetProperty("subject").GetString()} {place.GetProperty("amount").GetInt64()}");
        var ours = books.Ranking(what, from, to, byHousehold, board, books.Now);
        Difference.UnlessEqual(query, ours.Select(one => $"{1 + ours.Count(other => other.Much > one.Much)} {one.Subject} {one.Much}").Take(200).Order(StringComparer.Ordinal), places.Order(StringComparer.Ordinal));
        Difference.UnlessEqual($"the total of {query}", ours.Sum(one => one.Much), ranking.Long("total"));
    }

    private static void Same(string what, Standing ours, Reply reply)
    {
        Difference.UnlessEqual($"available, held, earned, owed and minutes in {what}", $"{ours.Available} {ours.Held} {ours.Earned} {ours.Debt} {ours.Served}",
            $"{reply.Long("availableHundredths")} {reply.Long("heldHundredths")} {reply.Long("earnedHundredths")} {reply.Long("debtHundredths")} {reply.Long("servedMinutes")}");
        Difference.UnlessEqual($"the lots in {what}", ours.Lots, LotsOf(reply));
    }

    private static IEnumerable<string> LotsOf(Reply reply) => reply.At("lots").EnumerateArray().Select(lot => $"{lot.GetProperty("lot").GetString()} {lot.GetProperty("amount").GetInt64()}");
}
