namespace Ledger.Api.Tests.Support;

/// <summary>A person of a test town. Name, phone and birth date must be found nowhere but in answers.</summary>
public sealed record Someone(Guid Id, string Subject, string Name, string Phone, string BirthDate, ApiClient Calls)
{
    public override string ToString() => Id.ToString();
}
