using System.Globalization;
using Ledger.Api.Http;
using Ledger.Api.Problems;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Ledger.Api.OpenApi;

/// <summary>Tells of each operation what its route was declared with: parameters, headers, sign-in, and every refusal with its type.</summary>
internal sealed class ToldRoutes : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<RouteTold>().FirstOrDefault() is not { } told) return;
        operation.Summary = told.Summary;
        operation.OperationId = OperationId(context.ApiDescription.HttpMethod!, context.ApiDescription.RelativePath!);
        operation.Tags = new HashSet<OpenApiTagReference> { new(Tag(context.ApiDescription.RelativePath!), context.Document) };
        operation.Parameters = [.. RouteParameters(context.ApiDescription.RelativePath!), .. told.Queries.Select(Parameter)];
        if (told.IsWrite) operation.Parameters.Add(Header("Idempotency-Key", !told.Queries.Contains(Query.DryRun), "Any 1 to 200 visible ASCII characters: new ones for every request, the same when retrying it. Not with dryRun. 每次请求自取一个新的，重试时用同一个"));
        if (told.TakesIfMatch) operation.Parameters.Add(Header("If-Match", false, "The ETag of what you saw."));
        if (!told.IsAnonymous) operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", context.Document)] = [] }];
        foreach (var status in told.Refusals.Distinct().GroupBy(type => type.Status).OrderBy(group => group.Key))
            operation.Responses![status.Key.ToString(CultureInfo.InvariantCulture)] = Refusal(status, context.Document);
        if (told.IsWrite) AddAccepted(operation, context);
        foreach (var (_, body) in operation.RequestBody?.Content ?? new Dictionary<string, IOpenApiMediaType>())
            if (body is OpenApiMediaType sent) sent.Example = sent.Schema is OpenApiSchemaReference { Reference.Id: { } name } ? Examples.Of(name) : Examples.File(context.ApiDescription.RelativePath!.Split('/')[^1]);
    }

    private static OpenApiResponse Refusal(IEnumerable<ProblemType> types, OpenApiDocument document) => new()
    {
        Description = string.Join("\n", types.Select(type => $"- `{type.Uri}` {type.Title.Zh} {type.Title.En}")),
        Content = new Dictionary<string, IOpenApiMediaType> { ["application/problem+json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(ProblemSchema.Name, document), Example = Examples.Refusal(types.First()) } },
    };

    /// <summary>A new thing answers 201 with Location, a change 200; both have the same body.</summary>
    private static void AddAccepted(OpenApiOperation operation, OperationFilterContext context)
    {
        if (operation.Responses!["200"] is not OpenApiResponse response || response.Content!["application/json"].Schema is not OpenApiSchemaReference { Reference.Id: { } answer }) return;
        response.Description = "Accepted.";
        response.Content["application/json"] = new OpenApiMediaType { Schema = Accepted(answer, context) };
        operation.Responses["201"] = new OpenApiResponse { Description = "The same, when something new has an address of its own (Location).", Content = response.Content };
    }

    /// <summary>What a write answers: the journal number and time beside the members of the answer itself.</summary>
    private static OpenApiSchemaReference Accepted(string answer, OperationFilterContext context)
    {
        var name = $"Accepted{answer}";
        if (!context.SchemaRepository.Schemas.ContainsKey(name))
        {
            var plain = context.SchemaRepository.Schemas[answer];
            context.SchemaRepository.AddDefinition(name, new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Required = new HashSet<string>(["journalNumber", "recordedAt", .. plain.Required ?? new HashSet<string>()]),
                Properties = new Dictionary<string, IOpenApiSchema>(plain.Properties ?? new Dictionary<string, IOpenApiSchema>())
                {
                    ["journalNumber"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Description = "The number (凭证号) from which every read can be asked to stand: atLeast." },
                    ["recordedAt"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
                    ["dryRun"] = new OpenApiSchema { Type = JsonSchemaType.Boolean, Description = "true when nothing was written." },
                },
            });
        }
        return new OpenApiSchemaReference(name, context.Document);
    }

    private static IEnumerable<IOpenApiParameter> RouteParameters(string path) => path.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}')).Select(name => new OpenApiParameter
    {
        Name = name,
        In = ParameterLocation.Path,
        Required = true,
        Example = name is "community" ? Examples.Community : null,
        Schema = name is "community" or "version" ? new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[a-z0-9][a-z0-9-]{0,39}$" }
            : name is "month" ? new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[0-9]{4}-[0-9]{2}$" }
            : name == "number" ? new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "1" }
            : new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" },
    });

    private static IOpenApiParameter Parameter(Query query) => new OpenApiParameter
    {
        Name = query.Name,
        In = ParameterLocation.Query,
        Required = query.IsRequired,
        Description = query.Description,
        Schema = query.Kind switch
        {
            QueryKind.Date => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" },
            QueryKind.Instant => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
            QueryKind.Number => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "0" },
            QueryKind.PageSize => new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "200" },
            QueryKind.Units => new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = Ledger.Domain.Bounds.MostUnits.ToString(CultureInfo.InvariantCulture) },
            QueryKind.Flag => new OpenApiSchema { Type = JsonSchemaType.Boolean },
            _ when query.OneOf is { } values => new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. values.Select(value => (System.Text.Json.Nodes.JsonNode)value)] },
            QueryKind.Uuid => new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" },
            _ => new OpenApiSchema { Type = JsonSchemaType.String },
        },
    };

    private static OpenApiParameter Header(string name, bool required, string description) =>
        new() { Name = name, In = ParameterLocation.Header, Required = required, Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };

    private static string OperationId(string method, string path) =>
        method.ToLowerInvariant() + string.Concat(path.Split('/', '-').Skip(3).Select(part => part.Trim('{', '}')).Where(part => part.Length > 0).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    private static string Tag(string path) => path.Split('/') is { Length: > 3 } parts ? parts[3] : "community";
}

/// <summary>The one schema of all refusals.</summary>
internal sealed class ProblemSchema : IDocumentFilter
{
    public const string Name = "Problem";

    /// <summary>The nouns, in the order in which the loop meets them.</summary>
    private static readonly Dictionary<string, string> Tags = new()
    {
        ["community"] = "社区", ["me"] = "我的身份", ["grid-nodes"] = "网格", ["persons"] = "人员、余额、积分存折、账目追溯", ["rulebooks"] = "积分细则", ["acts"] = "积分事项：登记、审核",
        ["offers"] = "兑换项目", ["redemptions"] = "积分兑换：预扣、取消、退还", ["merchants"] = "商户：查看兑换码、核销、应付款", ["terminals"] = "终端", ["payables"] = "应付商户款",
        ["rankings"] = "排行", ["rollups"] = "网格汇总", ["books-check"] = "积分总账核对", ["journal"] = "凭证", ["imports"] = "导入", ["exports"] = "导出", ["audit-checks"] = "检查", ["corrections"] = "更正申请",
        ["openings"] = "期初（纸质存折）", ["months"] = "月结",
    };

    public void Apply(OpenApiDocument document, DocumentFilterContext context)
    {
        var schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "RFC 9457. The facts of the refusal are further members; docs/problems.md lists them.",
            Required = new HashSet<string> { "type", "title", "titleEn", "status", "detail", "detailEn", "instance" },
            Properties = new Dictionary<string, IOpenApiSchema>(),
        };
        foreach (var member in new[] { "type", "title", "titleEn", "detail", "detailEn", "advice", "adviceEn", "instance", "field" }) schema.Properties[member] = new OpenApiSchema { Type = JsonSchemaType.String };
        foreach (var member in new[] { "status", "journalNumber" }) schema.Properties[member] = new OpenApiSchema { Type = JsonSchemaType.Integer };
        schema.Properties["errors"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.Object } };
        document.Components ??= new OpenApiComponents();
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[Name] = schema;
        document.Tags = new HashSet<OpenApiTag>(Tags.Select(tag => new OpenApiTag { Name = tag.Key, Description = tag.Value }));
    }
}
