using Ledger.Domain.Rulebooks.Document;
using Microsoft.OpenApi;

namespace Ledger.Api.OpenApi;

internal static class LedgerOpenApi
{
    public const string Document = "v1";

    public static void AddLedgerOpenApi(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(swagger =>
        {
            swagger.SwaggerDoc(Document, new OpenApiInfo
            {
                Title = "Ledger 社区积分账本",
                Version = Document,
                Description = "积分以百分之一为单位（2500 即 25 积分），时长以分钟，金额以分（人民币）。每次写入须带 Idempotency-Key，答复中有凭证号。\n\nPoints in hundredths (2500 = 25 积分), service time in minutes, money in fen. Every write takes an Idempotency-Key and answers with its journal number (凭证号).",
            });
            swagger.AddSecurityDefinition("bearer", new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "访问令牌，或已配对终端的凭据。 An access token, or a paired terminal's credential." });
            swagger.CustomSchemaIds(type => SchemaNames.Of(type));
            swagger.SchemaFilter<ValueSchemas>();
            swagger.OperationFilter<ToldRoutes>();
            swagger.DocumentFilter<ProblemSchema>();
        });
    }

    /// <summary>Only beside the service's own addresses: these pages compare each request with patterns of theirs.</summary>
    public static void UseLedgerOpenApi(this WebApplication app) => app.UseWhen(http => !http.Request.Path.StartsWithSegments("/v1"), UsePages);

    private static void UsePages(IApplicationBuilder app)
    {
        app.UseSwagger(swagger => swagger.RouteTemplate = "openapi/{documentName}.json");
        app.UseSwaggerUI(ui =>
        {
            ui.SwaggerEndpoint($"/openapi/{Document}.json", "Ledger v1");
            ui.RoutePrefix = "swagger";
            ui.DocumentTitle = "Ledger 社区积分账本";
            ui.HeadContent = "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">";
            // Closed, its forty nouns fit on two screens; open, what is far down is not in the page yet and no search finds it.
            ui.DocExpansion(Swashbuckle.AspNetCore.SwaggerUI.DocExpansion.None);
            ui.EnablePersistAuthorization();
        });
    }
}

internal static class SchemaNames
{
    /// <summary>Endpoint.Request → the endpoint's name; a generic's arguments are spelled out.</summary>
    public static string Of(Type type)
    {
        var name = type.IsGenericType ? type.Name.Split('`')[0] + "Of" + string.Concat(type.GetGenericArguments().Select(Of)) : type.Name;
        if (type.Namespace == typeof(RulebookDocument).Namespace && type != typeof(RulebookDocument)) return $"Rule{name}";
        return type.DeclaringType is { } outer ? $"{outer.Name.Replace("Endpoints", "").Replace("Endpoint", "")}{name}" : name;
    }
}
