using System.Text.RegularExpressions;

namespace Ledger.HouseRules.Tests;

/// <summary>Rooms that may not do something: the words by which it would be done.</summary>
public sealed class ForbiddenWords
{
    private static readonly (string Room, Regex Words, string Why)[] Rules =
    [
        ("src/Ledger.Domain", new(@"\bDateTime(Offset)?\.(Utc)?Now\b|\bDateTime\.Today\b|\bTimeProvider\b|\bStopwatch\b|\bEnvironment\.TickCount"), "no clock"),
        ("src/Ledger.Domain", new(@"\bGuid\.(NewGuid|CreateVersion7)\b|\bRandom\b|\bRandomNumberGenerator\b"), "no randomness"),
        ("src/Ledger.Domain", new(@"\b(double|float|decimal|Double|Single|Decimal|Half)\b(?!\.)"), "no floating point and no fractions"),
        ("src/Ledger.Domain", new(@"\b(File|Directory|Console|HttpClient|Socket|Process|Environment)\.|\bSystem\.(IO|Net|Data)\b|\b(Stream(Reader|Writer)|HttpClient|Npgsql\w*|ILogger)\b|\bTask\b|\basync\b"), "no I/O"),
        ("src/Ledger.Projections", new(@"\bDateTime(Offset)?\.(Utc)?Now\b|\bDateTime\.Today\b|\bTimeProvider\b|\bStopwatch\b|\bnow\(\)|\bclock_timestamp\b|\bCURRENT_(TIMESTAMP|DATE)\b"), "no clock"),
        ("src/Ledger.Projections", new(@"\bMicrosoft\.AspNetCore\b|\bHttp(Context|Client|Request|Response)\b|\bSystem\.Net\.Http\b"), "no HTTP"),
        ("src/Ledger.Journal", new(@"积分|商户|(?<!code )\b(?i:points|merchants?|volunteers?|redemptions?|vouchers?|offers?|rulebooks?)\b"), "knows nothing of points"),
    ];

    [Theory]
    [InlineData("src/Ledger.Domain/X.cs", "var now = DateTime.UtcNow;")]
    [InlineData("src/Ledger.Domain/X.cs", "var now = DateTimeOffset.Now;")]
    [InlineData("src/Ledger.Domain/X.cs", "class A(TimeProvider clock);")]
    [InlineData("src/Ledger.Domain/X.cs", "Stopwatch.StartNew();")]
    [InlineData("src/Ledger.Domain/X.cs", "var id = Guid.NewGuid();")]
    [InlineData("src/Ledger.Domain/X.cs", "new Random().Next();")]
    [InlineData("src/Ledger.Domain/X.cs", "double share = 0.5;")]
    [InlineData("src/Ledger.Domain/X.cs", "(decimal)amount")]
    [InlineData("src/Ledger.Domain/X.cs", "File.ReadAllText(path);")]
    [InlineData("src/Ledger.Domain/X.cs", "async Task Save() { }")]
    [InlineData("src/Ledger.Projections/X.cs", "var now = DateTimeOffset.UtcNow;")]
    [InlineData("src/Ledger.Projections/X.cs", "const string Sql = \"INSERT INTO x VALUES (now())\";")]
    [InlineData("src/Ledger.Projections/X.sql", "at timestamptz DEFAULT CURRENT_TIMESTAMP")]
    [InlineData("src/Ledger.Projections/X.cs", "using Microsoft.AspNetCore.Http;")]
    [InlineData("src/Ledger.Journal/X.cs", "// how many points a batch moves")]
    [InlineData("src/Ledger.Journal/X.cs", "const string Kind = \"积分\";")]
    [InlineData("src/Ledger.Journal/X.sql", "merchant text NOT NULL")]
    public void A_planted_word_is_caught(string path, string text) => Assert.NotEmpty(Violations([new(path, text)]));

    [Theory]
    [InlineData("src/Ledger.Domain/X.cs", "// reads no clock: DateTime.UtcNow is not for us\nvar day = today;")]
    [InlineData("src/Ledger.Domain/X.cs", "public DateTimeOffset Now { get; }")]
    [InlineData("src/Ledger.Domain/X.cs", "public static Stream Person(PersonId person) => null;")]
    [InlineData("src/Ledger.Journal/X.cs", "// a fault point between two steps; a checkpoint")]
    [InlineData("src/Ledger.Api/X.cs", "var now = DateTime.UtcNow;")]
    public void What_is_allowed_is_let_through(string path, string text) => Assert.Empty(Violations([new(path, text)]));

    [Fact]
    public void No_room_does_what_it_may_not() => Assert.Empty(Violations(Tree.Files("src", ".cs", ".sql")));

    private static List<string> Violations(IEnumerable<SourceFile> files) =>
    [
        .. from file in files
           from rule in Rules
           where file.IsUnder(rule.Room)
           // The journal may not even speak of it; elsewhere comments may.
           let text = rule.Room.EndsWith("Journal", StringComparison.Ordinal) ? file.Text : file.Path.EndsWith(".cs", StringComparison.Ordinal) ? Code.WithoutComments(file.Text) : SqlTexts.WithoutComments(file.Text)
           from Match word in rule.Words.Matches(text)
           select $"{file.Path}:{Code.LineOf(text, word.Index)} '{word.Value}': {rule.Why}",
    ];
}
