using System.Globalization;
using System.Text.Json;

namespace Ledger.Faults.Tests.Support;

/// <summary>
/// One client: deeds, holds, captures and voids at random, each written down before it is sent. What was lost or put off it
/// sends again under the same key, to any node, until it hears an answer or is told to stop.
/// </summary>
internal sealed class Writer(Village village, IReadOnlyList<Uri> nodes, Random random, Diary diary)
{
    private readonly List<(Guid Redemption, string Code, string Subject)> _codes = [];
    private int _node = random.Next(nodes.Count);

    /// <summary>After each attempt; an answer that no client should ever get fails the run.</summary>
    public Action<Intention, Said>? Heard { get; init; }

    /// <summary>Losses of a connection this client does not put up with: they fail the run.</summary>
    public Func<Exception, bool>? Unbearable { get; init; }

    public TimeSpan Pace { get; init; } = TimeSpan.Zero;

    public async Task Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var intention = Next();
            diary.Intend(intention);
            while (!await Attempt(intention) && !stop.IsCancellationRequested) await Task.Delay(random.Next(10, 60), CancellationToken.None);
            if (Pace > TimeSpan.Zero) await Task.Delay(Pace, CancellationToken.None);
        }
    }

    private async Task<bool> Attempt(Intention intention)
    {
        try
        {
            var said = await village.Caller.Send(nodes[_node], intention);
            var outcome = new Outcome(intention.Id, said.Status, said.Text);
            diary.Hear(outcome);
            Heard?.Invoke(intention, said);
            Manners.Check(intention, said);
            if (intention.Kind == "hold" && said.IsWell) _codes.Add((intention.About, said.Json.GetProperty("code").GetString()!, intention.Subject));
            return outcome.IsFinal;
        }
        catch (Exception lost) when (Caller.IsLost(lost) && Unbearable?.Invoke(lost) != true)
        {
            diary.Hear(new Outcome(intention.Id, 0, lost.GetType().Name));
            _node = random.Next(nodes.Count);
            return false;
        }
    }

    private Intention Next()
    {
        var volunteer = village.Volunteers[random.Next(village.Volunteers.Count)];
        var dice = random.Next(100);
        if (dice < 25 && _codes.Count > 0)
        {
            var (redemption, code, subject) = _codes[random.Next(_codes.Count)];
            _codes.Remove((redemption, code, subject));
            return dice < 18 ? Of("capture", village.Shopkeeper, $"/merchants/{village.Merchant}/captures", new { code }, redemption)
                : Of("void", subject, $"/redemptions/{redemption}/void", new { reason = "changed-mind" }, redemption);
        }
        var id = Guid.NewGuid();
        if (dice < 50) return Of("hold", volunteer.Subject, "/redemptions", new { redemption = id, person = volunteer.Id, offer = village.Offer }, id);
        if (dice < 57) return Of("person", village.Administrator, "/persons", new { person = id, name = NameOf(id), residence = "resident", node = "root" }, id);
        var at = DateTimeOffset.UtcNow.AddHours(8).AddDays(-1 - random.Next(20)).ToString("yyyy-MM-ddTHH:mm:00", CultureInfo.InvariantCulture) + "+08:00";
        return Of("deed", village.Officer, "/acts", new { actType = "visit", startedAt = at, place = "root", attest = true, people = new[] { new { act = id, person = volunteer.Id } } }, id);
    }

    /// <summary>Told from the id, so that the checker knows what the vault must answer.</summary>
    public static string NameOf(Guid person) => $"某{person.ToString("N")[..6]}";

    private Intention Of(string kind, string subject, string below, object body, Guid about) =>
        new(Guid.NewGuid(), kind, subject, "POST", village.Path + below, JsonSerializer.Serialize(body, JsonSerializerOptions.Web), about);
}

/// <summary>What holds of every answer, whatever was broken meanwhile.</summary>
internal static class Manners
{
    /// <summary>Never a 500; a 503 is a problem document that says when to come again.</summary>
    public static void Check(object request, Said said)
    {
        Assert.True(said.Status is < 500 or 503, $"{request} was answered {said}");
        Assert.True(said.Status is not (401 or 403 or 404), $"{request} was answered {said}");
        if (said.Status < 400) return;
        Assert.True(said.MediaType == "application/problem+json", $"{request} was answered {said}");
        Assert.StartsWith("/problems/", said.Json.GetProperty("type").GetString());
        if (said.Status == 503) Assert.True(int.TryParse(said.RetryAfter, CultureInfo.InvariantCulture, out var seconds) && seconds > 0, $"{request}: Retry-After is '{said.RetryAfter}'");
    }
}
