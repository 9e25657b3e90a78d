using System.Text;

namespace Ledger.PrivatePostgres;

/// <summary>
/// Small files the cluster cannot start without. They are on the disk before the next step: a power cut seconds after the first
/// start would otherwise leave them there with nothing, or with zeros, in them.
/// </summary>
internal static class DurableFile
{
    public static Task Write(string path, string text, CancellationToken cancel, UnixFileMode? mode = null) => Write(path, FileMode.Create, text, mode, cancel);

    public static Task Append(string path, string text, CancellationToken cancel) => Write(path, FileMode.Append, text, null, cancel);

    private static async Task Write(string path, FileMode how, string text, UnixFileMode? mode, CancellationToken cancel)
    {
        var options = new FileStreamOptions { Mode = how, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = mode;
        await using var file = new FileStream(path, options);
        await file.WriteAsync(Encoding.UTF8.GetBytes(text), cancel);
        file.Flush(flushToDisk: true);
    }
}
