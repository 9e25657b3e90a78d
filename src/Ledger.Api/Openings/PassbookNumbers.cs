using System.Security.Cryptography;
using System.Text;
using Ledger.Api.Imports;
using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Journal;

namespace Ledger.Api.Openings;

/// <summary>
/// The numbers of paper passbooks: their keyed hash goes into the books, so that none is opened twice; the number itself goes
/// into its holder's vault, so that the second person can find the paper.
/// </summary>
internal sealed class PassbookNumbers(KeyFolder keys, PersonVault vault)
{
    /// <summary>Width, spaces and case make no other number.</summary>
    public string HashOf(string community, string number) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(keys.Community(community), Encoding.UTF8.GetBytes($"paper-passbook|{BookNames.Plain(number)}")));

    public SideRow Seal(string community, PersonId person, string passbook, string number) => vault.SealNote(community, person, NoteOf(community, passbook), number).Row;

    /// <summary>By hash; those of people who are forgotten are missing.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Open(string community, IReadOnlyList<(PersonId Person, string Passbook)> passbooks, CancellationToken cancel)
    {
        var notes = await vault.OpenNotes(community, passbooks.Select(one => (one.Person, NoteOf(community, one.Passbook))), cancel);
        return passbooks.DistinctBy(one => one.Passbook).Select(one => (one.Passbook, Number: notes.GetValueOrDefault(NoteOf(community, one.Passbook))))
            .Where(one => one.Number is not null).ToDictionary(one => one.Passbook, one => one.Number!);
    }

    private static Guid NoteOf(string community, string passbook) => ComputedId.Of("paper-passbook", community, passbook);
}
