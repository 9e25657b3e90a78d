using System.Text.Json.Nodes;
using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Rulebooks.Document;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Ledger.Api.OpenApi;

/// <summary>Our values as they stand in JSON: bare strings and whole numbers.</summary>
internal sealed class ValueSchemas : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema open) return;
        var type = Nullable.GetUnderlyingType(context.Type) ?? context.Type;
        if (Implements(type, typeof(IId<>))) Text(open, "uuid", null, null);
        else if (Implements(type, typeof(IAmount<>))) Whole(open, type.Name);
        else if (type == typeof(Code)) Text(open, null, "^[a-z0-9][a-z0-9-]{0,39}$", "a code");
        else if (type == typeof(Month)) Text(open, null, "^[0-9]{4}-[0-9]{2}$", "a calendar month of local dates");
        else if (Implements(type, typeof(ITextValue<>))) Text(open, null, null, "a quantity with its unit, a day or a time, as text");
        else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(TextOr<,>))
        {
            open.Type = null;
            Bare(open, "a text for the usual case, or the full form");
        }
        else if (type == typeof(Lot)) Text(open, null, null, "board/bucket/funding/year/last day");
        else if (type.IsEnum) open.Enum = [.. Enum.GetNames(type).Select(name => (JsonNode)System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(name))];
        if (type.IsEnum) Text(open, null, null, null);
    }

    private static bool Implements(Type type, Type generic) => type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == generic);

    private static void Text(OpenApiSchema schema, string? format, string? pattern, string? description)
    {
        (schema.Type, schema.Format, schema.Pattern) = (JsonSchemaType.String, format, pattern);
        Bare(schema, description);
    }

    private static void Whole(OpenApiSchema schema, string name)
    {
        (schema.Type, schema.Format) = (JsonSchemaType.Integer, "int64");
        Bare(schema, name switch { "Points" => "points in hundredths", "Minutes" => "minutes", _ => "fen" });
    }

    private static void Bare(OpenApiSchema schema, string? description)
    {
        schema.Properties?.Clear();
        schema.Required?.Clear();
        schema.AdditionalPropertiesAllowed = true;
        schema.AdditionalProperties = null;
        if (description is not null) schema.Description = description;
    }
}
