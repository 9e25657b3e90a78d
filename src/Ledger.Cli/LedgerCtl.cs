using System.CommandLine;
using System.CommandLine.Help;
using Ledger.PrivatePostgres;
using Npgsql;

namespace Ledger.Cli;

/// <summary>
/// The auditor's and the operator's own tool. It ends with 0 when all is well, 1 when something is wrong, different or
/// refused, 2 when it could not be found out: wrong usage, no database, no such community.
/// </summary>
public static class LedgerCtl
{
    public const int Well = 0, Wrong = 1, CouldNot = 2;

    public static async Task<int> Run(string[] args, TextWriter output, TextWriter error, CancellationToken cancel = default)
    {
        var screen = new Screen(output, error);
        var root = new RootCommand("社区积分账本：审计与运维工具 / The auditor's and operator's tool of Ledger.\n退出码 / Exit codes: 0 正常 well, 1 有问题 something is wrong or refused, 2 无法查明 could not find out.")
        {
            ReplayCommand.Make(screen), RebuildCommand.Make(screen), ImportCommand.Make(screen), MonthCommand.Make(screen), DoctorCommand.Make(screen), TopCommand.Make(screen), UpgradeStateCommand.Make(screen),
            BackupCommand.Make(screen), RestoreCommand.Make(screen), KeysCommand.Make(screen), RulebookCommand.Make(screen),
        };
        foreach (var option in root.Options) option.Description = option is HelpOption ? "显示用法 / Show how it is used." : "显示版本 / Show the version.";
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var fault in parsed.Errors) error.WriteLine(UsageWords.Bilingual(fault.Message));
            error.WriteLine("用法见 --help / See --help.");
            return CouldNot;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false }, cancel);
        }
        catch (CannotException cannot)
        {
            error.WriteLine(cannot.Message);
        }
        catch (OperationCanceledException late)
        {
            error.WriteLine(late.InnerException is TimeoutException ? "服务太久没有答复。 / The service took too long to answer." : "已取消。 / Cancelled.");
        }
        catch (Exception away) when (away is NpgsqlException or HttpRequestException or IOException or UnauthorizedAccessException or PostgresUnavailableException)
        {
            // Messages of the server, never a connection string.
            error.WriteLine($"无法完成 / Could not be done: {away.Message}");
        }
        return CouldNot;
    }
}

/// <summary>What was asked cannot be found out; the message says why, in both languages.</summary>
public sealed class CannotException(string message) : Exception(message);
