using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Openings;

namespace Ledger.Api.Openings;

/// <summary>The second person's word.</summary>
public static class SignOpeningEndpoint
{
    /// <summary>Empty: what is signed is the opening as it was entered.</summary>
    public sealed record Signature;

    /// <param name="Reason">A code.</param>
    public sealed record Refusal(Code Reason);

    /// <summary>A file of thousands must not stand before people who wait.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static Task<IResult> Sign(WriteCall<Signature> call) => call.InBackground(Deadline).Send(new SignOpening(call.By, call.Id<OpeningId>("opening")));

    public static Task<IResult> Reject(WriteCall<Refusal> call) => call.InBackground(Deadline).Send(new RejectOpening(call.By, call.Id<OpeningId>("opening"), call.Body.Reason));
}
