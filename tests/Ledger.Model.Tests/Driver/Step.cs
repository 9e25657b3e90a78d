using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Api.Tests.Support;
using Ledger.Model;

namespace Ledger.Model.Tests;

/// <summary>One line of a run. Any list of steps can be run, also with some left out.</summary>
internal abstract record Step
{
    public abstract string Kind { get; }
}

/// <param name="Key">The idempotency key.</param>
internal sealed record Ask(Deed Deed, string Key) : Step
{
    public override string Kind => Deed.Kind;
}

/// <summary>An earlier request once more, with its key: the same, or with other content.</summary>
internal sealed record AskAgain(Ask Earlier, bool Changed) : Step
{
    public override string Kind => Changed ? "the same key with other content" : "the same request again";

    /// <summary>The body with one member changed, well-formed still; null when there is nothing in it.</summary>
    public static string? Other(string body)
    {
        var json = JsonNode.Parse(body)!.AsObject();
        if (json["captures"] is JsonArray { Count: > 0 } captures) json = captures[0]!.AsObject();
        if (json.ContainsKey("quantity")) json["quantity"] = (json["quantity"]?.GetValue<long>() ?? 1) % 100 + 1;
        else if (json.ContainsKey("amount")) json["amount"] = json["amount"]!.GetValue<long>() + 1;
        else if (json.ContainsKey("reason")) json["reason"] = json["reason"]!.GetValue<string>() switch { "death" => "moved-away", "moved-away" => "death", _ => "something-else" };
        else if (json.ContainsKey("number")) json["number"] = "99999999";
        else if (json.ContainsKey("result")) json["result"] = "other";
        else if (json.ContainsKey("evidence")) json["evidence"] = json["evidence"]!.GetValue<string>() == "back-filled" ? "leader-signed" : "back-filled";
        else if (json.ContainsKey("acts")) json["acts"]!.AsArray().Add("6b1f1f0a-0000-4000-8000-000000000001");
        else if (json.ContainsKey("code")) json["code"] = Digits.NobodysCode(json["code"]!.GetValue<string>(), 77);
        else if (json.ContainsKey("price")) json["price"] = json["price"]!.GetValue<long>() + 1;
        else if (json.ContainsKey("terms")) json["terms"]!["price"] = json["terms"]!["price"]!.GetValue<long>() + 1;
        else if (json.ContainsKey("filingDays")) json["filingDays"] = json["filingDays"]!.GetValue<int>() + 1;
        else if (json.ContainsKey("name")) json["name"] = "另一人";
        else if (json.ContainsKey("lost")) json["lost"] = json["lost"]!.GetValue<string>() == "card" ? "phone" : "card";
        else if (json.ContainsKey("holidays")) json["holidays"] = new JsonArray("2001-01-01");
        else if (json.ContainsKey("tableHash")) json["tableHash"] = new string('1', 64);
        else if (json.ContainsKey("occurredOn")) json["occurredOn"] = "2001-01-01";
        else if (json.ContainsKey("month")) json["month"] = "2026-01";
        else if (json.ContainsKey("reference")) json["reference"] = "OTHER-REFERENCE";
        else if (json.ContainsKey("untilLifted")) json["untilLifted"] = !json["untilLifted"]!.GetValue<bool>();
        else if (json.ContainsKey("id")) json["id"] = "6b1f1f0a-0000-4000-8000-000000000001";
        else if (json.ContainsKey("opening")) json["opening"] = "6b1f1f0a-0000-4000-8000-000000000001";
        else return null;
        json = json.Root.AsObject();
        return json.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}

internal sealed record Wait(TimeSpan Time) : Step
{
    public override string Kind => "time passes";
}

/// <summary>The scheduler looks what is due.</summary>
internal sealed record Tick : Step
{
    public override string Kind => "the scheduler looks";
}
