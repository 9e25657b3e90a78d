namespace Ledger.Domain.Tests.Scenarios;

/// <summary>docs/rulebooks.md is what the rulebooks and their scenarios say today.</summary>
public sealed class ClausePageTests
{
    [Fact]
    public void Every_clause_of_the_schemes_is_on_the_page() => Assert.Equal((44, 270), (ClausePage.All.Select(clause => clause.Scheme).Distinct().Count(), ClausePage.All.Count));

    [Fact]
    public void Every_clause_has_its_lines_and_steps_or_a_reason() => Assert.Empty(ClausePage.Faults());

    /// <summary>Written anew with <c>LEDGER_WRITE_DOCS=1</c>, and whenever the lists of what is pending are.</summary>
    [Fact]
    public void The_page_is_as_generated()
    {
        if (Repository.WritesDocuments || Pending.IsWritten) ClausePage.Write();
        else Assert.Equal(ClausePage.Text(), File.ReadAllText(ClausePage.Path));
    }
}
