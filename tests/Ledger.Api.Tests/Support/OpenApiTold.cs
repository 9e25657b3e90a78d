using System.Text.Json;

namespace Ledger.Api.Tests.Support;

/// <summary>The service's own OpenAPI document, as a reader takes it.</summary>
internal sealed class OpenApiTold(JsonElement document)
{
    public JsonElement Document => document;

    public IReadOnlyList<Operation> Operations { get; } =
    [
        .. document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
            .Select(verb => new Operation(document, verb.Name.ToUpperInvariant(), path.Name, verb.Value)))
    ];

    public static async Task<OpenApiTold> Fetch(Uri address)
    {
        using var http = new HttpClient();
        return new OpenApiTold(JsonDocument.Parse(await http.GetStringAsync(new Uri(address, "/openapi/v1.json"))).RootElement);
    }

    /// <summary>The operation behind a method and an address; of several the one with fewest parameters. Null when there is none.</summary>
    public Operation? Find(string method, string path) => Operations.Where(operation => operation.Method == method && operation.Fits(path)).MinBy(operation => operation.Template.Count(c => c == '{'));

    internal sealed class Operation(JsonElement document, string method, string template, JsonElement told)
    {
        private readonly string[] _parts = template.Split('/');

        public string Method => method;

        public string Template => template;

        public string Name => $"{method} {template}";

        public JsonElement Told => told;

        public bool Fits(string path) => path.TrimEnd('/').Split('/') is var parts && parts.Length == _parts.Length
            && parts.Zip(_parts).All(pair => pair.Second.StartsWith('{') || pair.First == pair.Second);

        public bool Declares(int status, string problem) =>
            told.GetProperty("responses").TryGetProperty($"{status}", out var response) && response.GetProperty("description").GetString()!.Contains($"`/problems/{problem}`");

        /// <summary>Every member of the answer is named by the schema, all the way down; every required one is there.</summary>
        public void CheckMembers(Reply reply)
        {
            Assert.True(told.GetProperty("responses").TryGetProperty($"{reply.Status}", out var response), $"{Name} does not declare {reply.Status}.");
            Assert.True(response.GetProperty("content").TryGetProperty(reply.MediaType!, out _), $"{Name} does not declare {reply.MediaType}. {reply}");
            if (reply.MediaType == "application/json") Check(reply.Json, response.GetProperty("content").GetProperty("application/json").GetProperty("schema"), "$");
        }

        private void Check(JsonElement value, JsonElement schema, string at)
        {
            var parts = Parts(schema).ToList();
            if (value.ValueKind == JsonValueKind.Array)
            {
                var items = parts.First(part => part.TryGetProperty("items", out _)).GetProperty("items");
                var number = 0;
                foreach (var item in value.EnumerateArray()) Check(item, items, $"{at}[{number++}]");
            }
            // A schema that names no members lets any be: the events' own data.
            if (value.ValueKind != JsonValueKind.Object || !parts.Any(part => part.TryGetProperty("properties", out _))) return;
            var members = parts.Where(part => part.TryGetProperty("properties", out _)).SelectMany(part => part.GetProperty("properties").EnumerateObject())
                .GroupBy(member => member.Name).ToDictionary(same => same.Key, same => same.First().Value);
            foreach (var member in value.EnumerateObject())
            {
                Assert.True(members.ContainsKey(member.Name), $"{Name}: the schema names no {at}.{member.Name}.");
                Check(member.Value, members[member.Name], $"{at}.{member.Name}");
            }
            foreach (var required in parts.Where(part => part.TryGetProperty("required", out _)).SelectMany(part => part.GetProperty("required").EnumerateArray()))
                Assert.True(value.TryGetProperty(required.GetString()!, out _), $"{Name}: {at}.{required} is required by the schema and missing.");
        }

        private IEnumerable<JsonElement> Parts(JsonElement schema)
        {
            if (schema.TryGetProperty("$ref", out var reference)) return Parts(Resolve(reference.GetString()!));
            if (schema.TryGetProperty("allOf", out var all)) return all.EnumerateArray().SelectMany(Parts).Append(schema);
            if (schema.TryGetProperty("oneOf", out var one)) return one.EnumerateArray().SelectMany(Parts).Append(schema);
            return [schema];
        }

        private JsonElement Resolve(string reference) => reference.TrimStart('#', '/').Split('/').Aggregate(document, (element, part) => element.GetProperty(part));
    }
}
