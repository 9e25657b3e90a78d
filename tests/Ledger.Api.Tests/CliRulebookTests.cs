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
    [InlineData(LedgerCtl.Well, "diff", "R83/rulebook.json", "R83/rulebook.json")]
    [InlineData(LedgerCtl.Wrong, "diff", "R07/rulebook.json", "R07/rulebook-districts.json")]
    [InlineData(LedgerCtl.CouldNot, "diff", "R07/rulebook.json", "broken/malformed.json")]
    public async Task A_script_can_tell_by_the_exit_code(int exit, params string[] args) =>
        Assert.Equal(exit, await LedgerCtl.Run(["rulebook", .. args.Select(one => one.Contains('/') ? Path.Combine(Repository.Root, "rulebooks", one) : one)], _output, _error));

    [Fact]
    public async Task A_finding_is_told_with_its_line_and_what_may_have_been_meant()
    {
        await LedgerCtl.Run(["rulebook", "check", Path.Combine(Repository.Root, "rulebooks", "broken", "unknown-board.yaml")], _output, _error);
        Assert.Contains("unknown-board.yaml:13:12: 错误 error unknown-board\n    没有板块“cares”；是不是“care”？", _output.ToString());
    }
}
