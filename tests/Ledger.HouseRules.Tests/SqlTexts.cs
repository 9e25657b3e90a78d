using System.Text.RegularExpressions;

namespace Ledger.HouseRules.Tests;

/// <summary>Every key holds the community, and every statement that touches a table of a community names it.</summary>
public sealed partial class SqlTexts
{
    /// <summary>Marten's own bookkeeping and the schema's: one row per installation, not per community.</summary>
    private static readonly string[] OfNoCommunity = ["mt_event_progression", "mt_tenant_partitions", "schema_version"];

    [Theory]
    [InlineData("CREATE TABLE ledger.x (id text NOT NULL PRIMARY KEY, tenant_id text NOT NULL);")]
    [InlineData("CREATE TABLE ledger.x (tenant_id text NOT NULL, id text NOT NULL, PRIMARY KEY (id));")]
    [InlineData("CREATE TABLE ledger.x (tenant_id text NOT NULL, id text NOT NULL, PRIMARY KEY (tenant_id, id), UNIQUE (id));")]
    [InlineData("CREATE TABLE ledger.x (id text NOT NULL);")]
    [InlineData("CREATE TABLE ledger.x (tenant_id text NOT NULL, id text NOT NULL);")]
    [InlineData("CREATE TABLE ledger.x (tenant_id text, a text, PRIMARY KEY (tenant_id), FOREIGN KEY (a) REFERENCES ledger.y (a));")]
    [InlineData("CREATE TABLE ledger.x (tenant_id text PRIMARY KEY, a text);\nCREATE UNIQUE INDEX x_a ON ledger.x (a);")]
    public void A_planted_key_without_the_community_is_caught(string sql) => Assert.NotEmpty(KeysWithoutCommunity([new("x.sql", sql)]));

    [Theory]
    [InlineData("var sql = \"SELECT row FROM ledger.state WHERE key = $1\";")]
    [InlineData("var sql = \"\"\"\nUPDATE ledger.head SET number = 1\n\"\"\";")]
    [InlineData("var sql = \"DELETE FROM ledger.entry\";")]
    [InlineData("var sql = $\"INSERT INTO ledger.{table} (key) VALUES ($1)\";")]
    [InlineData("var sql = $\"DELETE FROM {name} WHERE key = $1\";")]
    public void A_planted_statement_without_the_community_is_caught(string code) => Assert.NotEmpty(StatementsWithoutCommunity([new("x.cs", code)], ["state", "head", "entry"]));

    [Theory]
    [InlineData("var sql = \"SELECT row FROM ledger.state WHERE tenant_id = $1 AND key = $2\";")]
    [InlineData("var why = \"Take it from the state of the art\";")]
    [InlineData("// SELECT row FROM ledger.state")]
    [InlineData("var sql = \"SELECT 1 FROM ledger.mt_event_progression\";")]
    public void What_is_allowed_is_let_through(string code) => Assert.Empty(StatementsWithoutCommunity([new("x.cs", code)], ["state", "head"]));

    [Fact]
    public void Every_table_of_a_community_has_it_in_each_key() => Assert.Empty(KeysWithoutCommunity(Tree.Files("src", ".sql")));

    [Fact]
    public void There_are_tables_to_check() => Assert.True(TablesOf(Tree.Files("src", ".sql")).Count > 8);

    [Fact]
    public void Every_statement_on_a_table_of_a_community_names_it() =>
        Assert.Empty(StatementsWithoutCommunity(Tree.Files("src", ".cs"), TablesOf(Tree.Files("src", ".sql")).Select(table => table.Name).ToHashSet()));

    internal static string WithoutComments(string sql) => Comment().Replace(sql, "");

    private static List<(string Name, string Body, string File)> TablesOf(IEnumerable<SourceFile> files) =>
    [
        .. from file in files
           from Match table in Table().Matches(WithoutComments(file.Text))
           where !OfNoCommunity.Contains(table.Groups[1].Value)
           select (table.Groups[1].Value, table.Groups[2].Value, file.Path),
    ];

    private static List<string> KeysWithoutCommunity(IReadOnlyList<SourceFile> files)
    {
        var wrong = new List<string>();
        foreach (var (name, body, file) in TablesOf(files))
        {
            var keys = Key().Matches(body).Select(key => key.Groups[1].Value).Concat(InlineKey().Matches(body).Select(key => key.Groups[1].Value)).ToList();
            if (keys.Count == 0) wrong.Add($"{file}: {name} has no key");
            wrong.AddRange(keys.Where(key => !key.Contains("tenant_id", StringComparison.Ordinal)).Select(key => $"{file}: {name} has the key ({key})"));
        }
        foreach (var file in files)
            wrong.AddRange(UniqueIndex().Matches(WithoutComments(file.Text)).Where(index => !index.Value.Contains("tenant_id", StringComparison.Ordinal)).Select(index => $"{file.Path}: {index.Value}"));
        return wrong;
    }

    private static List<string> StatementsWithoutCommunity(IReadOnlyList<SourceFile> files, IReadOnlySet<string> tables) =>
    [
        .. from file in files
           from text in Code.Strings(file.Text)
           let touched = Statement().Matches(text).Select(match => match.Groups[1].Value).Where(table => table.StartsWith('{') || tables.Contains(table)).ToList()
           where touched.Count > 0 && !text.Contains("tenant_id", StringComparison.Ordinal) && !text.Contains("{Tenant", StringComparison.Ordinal)
           select $"{file.Path}: {string.Join(", ", touched)} in {text}",
    ];

    private static List<string> StatementsWithoutCommunity(IReadOnlyList<SourceFile> files, string[] tables) => StatementsWithoutCommunity(files, tables.ToHashSet());

    [GeneratedRegex(@"--[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"CREATE\s+(?:UNLOGGED\s+)?TABLE\s+(?:IF NOT EXISTS\s+)?(?:ledger\.)?(\w+)\s*\((.*?)\)\s*(?:WITH\s*\([^)]*\)\s*)?;", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Table();

    [GeneratedRegex(@"(?:PRIMARY KEY|UNIQUE|FOREIGN KEY)\s*\(([^)]*)\)", RegexOptions.IgnoreCase)]
    private static partial Regex Key();

    [GeneratedRegex(@"^\s*(\w+)\s+[^,()]*\b(?:PRIMARY KEY|UNIQUE)\b(?!\s*\()", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex InlineKey();

    [GeneratedRegex(@"CREATE\s+UNIQUE\s+INDEX[^;]*", RegexOptions.IgnoreCase)]
    private static partial Regex UniqueIndex();

    [GeneratedRegex(@"\b(?:FROM|JOIN|INTO|UPDATE)\s+(?:ledger\.|\{\w+\}\.)?(?<=ledger\.|\}\.|(?=\{))(\w+|\{[^}]*\})")]
    private static partial Regex Statement();
}
