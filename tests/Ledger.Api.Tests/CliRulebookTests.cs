using System.Globalization;
using Ledger.Api.Tests.Support;
using Ledger.Cli;

namespace Ledger.Api.Tests;

/// <summary>Checking and comparing need no database and no service.</summary>
public sealed class CliRulebookTests
{
    private readonly StringWriter _output = new(CultureInfo.InvariantCulture), _error = new(CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(LedgerCtl.Well, "check", "haian-sample/rulebook.json")]
    [InlineData(LedgerCtl.Wrong, "check", "broken/unknown-board.yaml")]
    [InlineData(LedgerCtl.Well, "check", "broken/limits-cross.json")]
    [InlineData(LedgerCtl.Wrong, "check", "broken/limits-cross.json", "--strict")]
    [InlineData(LedgerCtl.CouldNot, "check", "broken/bad-encoding.json")]
    [InlineData(LedgerCtl.CouldNot, "check", "broken/no-such-file.json")]
    [InlineData(LedgerCtl.CouldNot, "check")]
    [InlineData(LedgerCtl.CouldNot, "check", "broken/")]
    [InlineData(LedgerCtl.CouldNot, "check", "haian-sample/rulebook.json", "--against", "http:nowhere", "--token", "x", "--community", "haian")]
    [InlineData(LedgerCtl.CouldNot, "check", "haian-sample/rulebook.json", "--against", "ftp://localhost", "--token", "x", "--community", "haian")]
    [InlineData(LedgerCtl.CouldNot, "simulate", "broken/unknown-board.json", "--community", "haian")]
    [InlineData(LedgerCtl.CouldNot, "simulate", "haian-sample/rulebook.json", "--community", "haian", "--database", "nonsense")]
    [InlineData(LedgerCtl.CouldNot, "simulate", "haian-sample/rulebook.json", "--community", "haian", "--database", "Host=localhost;Port=1;Username=nobody")]
    [InlineData(LedgerCtl.CouldNot, "explain", "not-an-id", "--community", "haian", "--url", "http://localhost:1")]
    [InlineData(LedgerCtl.CouldNot, "explain", "0199aaaa-0000-7000-8000-000000000001", "--community", "haian", "--url", "http://localhost:1", "--token", "x")]
    [InlineData(LedgerCtl.Well, "diff", "R83/rulebook.json", "R83/rulebook.json")]
    [InlineData(LedgerCtl.Wrong, "diff", "R07/rulebook.json", "R07/rulebook-districts.json")]
    [InlineData(LedgerCtl.CouldNot, "diff", "R07/rulebook.json", "broken/malformed.json")]
    public async Task A_script_can_tell_by_the_exit_code(int exit, params string[] args) =>
        Assert.Equal(exit, await LedgerCtl.Run(["rulebook", .. args.Select(one => one.Contains('/') && !one.Contains(':') ? Path.Combine(Repository.Root, "rulebooks", one) : one)], _output, _error));

    [Fact]
    public async Task What_keeps_two_from_being_compared_or_one_from_being_run_goes_to_the_error_stream()
    {
        string Broken(string name) => Path.Combine(Repository.Root, "rulebooks", "broken", name);
        Assert.Equal(LedgerCtl.CouldNot, await LedgerCtl.Run(["rulebook", "diff", Broken("malformed.json"), Broken("limits-cross.json")], _output, _error));
        Assert.Equal(LedgerCtl.CouldNot, await LedgerCtl.Run(["rulebook", "simulate", Broken("unknown-board.yaml"), "--community", "haian"], _output, _error));
        Assert.Equal("", _output.ToString());
        Assert.Contains("malformed.json:4:52: 错误 error malformed\n", _error.ToString());
        Assert.Contains("unknown-board.yaml:13:12: 错误 error unknown-board\n", _error.ToString());
    }

    [Fact]
    public async Task Who_breaks_it_off_is_told_so()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        Assert.Equal(LedgerCtl.CouldNot, await LedgerCtl.Run(["rulebook", "explain", Guid.NewGuid().ToString(), "--community", "haian", "--url", "http://localhost:1", "--token", "x"], _output, _error, cancelled.Token));
        Assert.Equal(("", "已取消。 / Cancelled."), (_output.ToString(), _error.ToString().Trim()));
    }

    [Theory]
    [InlineData("check")]
    [InlineData("diff")]
    [InlineData("simulate")]
    [InlineData("explain")]
    public async Task Help_is_in_both_languages_and_says_the_exit_codes(string command)
    {
        Assert.Equal(LedgerCtl.Well, await LedgerCtl.Run(["rulebook", command, "--help"], _output, _error));
        Assert.Contains("退出码 0", _output.ToString());
        Assert.All(_output.ToString().Split('\n').Where(line => line.StartsWith("  -", StringComparison.Ordinal)), line => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}.* / [A-Z]", line));
    }

    [Fact]
    public async Task A_finding_is_told_with_its_line_and_what_may_have_been_meant()
    {
        await LedgerCtl.Run(["rulebook", "check", Path.Combine(Repository.Root, "rulebooks", "broken", "unknown-board.yaml")], _output, _error);
        Assert.Contains("unknown-board.yaml:13:12: 错误 error unknown-board\n    没有板块“cares”；是不是“care”？", _output.ToString());
    }
}
