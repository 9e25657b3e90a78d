using System.Text.RegularExpressions;

namespace Ledger.HouseRules.Tests;

/// <summary>Rule 15: who looked at whom is only ever appended. Nothing of ours changes, removes or empties it.</summary>
public sealed partial class AccessRecordStatements
{
    [Theory]
    [InlineData("var sql = \"DELETE FROM ledger.access_record WHERE tenant_id = $1\";")]
    [InlineData("var sql = \"UPDATE ledger.access_record SET role = 'office' WHERE tenant_id = $1\";")]
    [InlineData("var sql = \"TRUNCATE ledger.access_record\";")]
    [InlineData("var sql = \"TRUNCATE TABLE ledger.entry, ledger.access_record\";")]
    [InlineData("var sql = \"DROP TABLE ledger.access_record\";")]
    [InlineData("var sql = \"INSERT INTO ledger.access_record (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET role = 'x'\";")]
    [InlineData("var sql = $\"DELETE FROM {AccessTable} WHERE tenant_id = $1\"; const string AccessTable = \"ledger.access_record\";")]
    public void A_planted_statement_that_changes_it_is_caught(string code) => Assert.NotEmpty(Violations([new("x.cs", code)]));

    [Theory]
    [InlineData("var sql = \"INSERT INTO ledger.access_record (tenant_id) VALUES ($1)\";")]
    [InlineData("var sql = \"SELECT id FROM ledger.access_record WHERE tenant_id = $1\";")]
    [InlineData("// DELETE FROM ledger.access_record")]
    public void What_is_allowed_is_let_through(string code) => Assert.Empty(Violations([new("x.cs", code)]));

    [Fact]
    public void Access_records_are_appended_and_read_and_nothing_else()
    {
        var files = Tree.Files("src", ".cs", ".sql");
        Assert.Contains(files, file => file.Text.Contains("INSERT INTO ledger.access_record", StringComparison.Ordinal));
        Assert.Empty(Violations(files));
    }

    /// <summary>A name that is put together would escape the reading: the table is named in a statement or not at all.</summary>
    private static List<string> Violations(IEnumerable<SourceFile> files) =>
    [
        .. from file in files
           from text in file.Path.EndsWith(".sql", StringComparison.Ordinal) ? [SqlTexts.WithoutComments(file.Text)] : Code.Strings(file.Text)
           where text.Contains("access_record", StringComparison.Ordinal)
           where Changes().IsMatch(text) || !(Insert().IsMatch(text) || Select().IsMatch(text) || file.Path.EndsWith(".sql", StringComparison.Ordinal))
           select $"{file.Path}: {text}",
    ];

    [GeneratedRegex(@"\b(DELETE|UPDATE|TRUNCATE|DROP|MERGE|ALTER)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Changes();

    [GeneratedRegex(@"\A\$*""+\s*INSERT INTO ledger\.access_record\b")]
    private static partial Regex Insert();

    [GeneratedRegex(@"\A\$*""+\s*SELECT\b")]
    private static partial Regex Select();
}
