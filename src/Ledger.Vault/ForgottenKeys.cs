using Ledger.Domain.Forgetting;
using Ledger.Domain.Storage;
using Ledger.Journal;

namespace Ledger.Vault;

/// <summary>
/// Destroys the keys of everybody the books name as forgotten (rule 14). The event comes first and the key goes after its commit,
/// so a crash in between leaves a key that should not be: at every start, and after every restore, they are destroyed again.
/// </summary>
public sealed class ForgottenKeys(KeyFolder keys, IJournalReader reader)
{
    private const int AtOnce = 1000;

    /// <summary>Before anything is served. Answers how many keys were still there.</summary>
    public async Task<int> DestroyAgain(CancellationToken cancel)
    {
        var destroyed = 0;
        foreach (var community in await reader.Tenants(cancel)) destroyed += await DestroyAgain(community, cancel);
        return destroyed;
    }

    public async Task<int> DestroyAgain(string community, CancellationToken cancel)
    {
        var destroyed = 0;
        for (var after = ""; ;)
        {
            var rows = await reader.FirstRows(community, new StateRange(StateKinds.Of(typeof(Forgotten)), after, "\uffff", AtOnce), cancel);
            foreach (var (_, row) in rows)
                if (keys.DestroyPerson(community, ((Forgotten)row).Person.Value)) destroyed++;
            if (rows.Count < AtOnce) return destroyed;
            after = rows[^1].Key + ' '; // behind this key and before any other, since all are UUIDs
        }
    }
}
