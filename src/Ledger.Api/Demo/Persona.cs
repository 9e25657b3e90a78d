using Ledger.Domain;

namespace Ledger.Api.Demo;

/// <summary>Somebody the visitor of the demo can be.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(KebabEnum<PersonaKind>))]
public enum PersonaKind { Volunteer, TeamLeader, GridAssistant, GridOfficer, Office, Merchant, Accountant, Cashier, Auditor, Administrator }

/// <param name="Calling">How people address them: 王阿姨. The whole name is in the vault.</param>
/// <param name="Name">Invented.</param>
/// <param name="What">What one can try as this person.</param>
public sealed record Persona(PersonaKind Kind, Title Post, string Calling, string Name, string What)
{
    public string Code => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(Kind.ToString());

    /// <summary>The token's <c>sub</c>.</summary>
    public string SubjectIn(string community) => $"demo-{community}-{Code}";
}
