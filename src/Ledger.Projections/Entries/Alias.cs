using Ledger.Domain.Accounts;
using Ledger.Domain.Persons;
using Ledger.Journal;

namespace Ledger.Projections.Entries;

/// <summary>From a journal number on, a holder is another: registered twice, merged.</summary>
public sealed record Alias(string Holder, long Number, string Survivor)
{
    public static IEnumerable<Alias> Of(RecordedEvent recorded, PersonsMerged fact) => (fact.Aliases ?? []).Append(fact.Merged)
        .Select(id => new Alias(AccountName.Holder(id), recorded.Number, AccountName.Holder(fact.Person)));
}
