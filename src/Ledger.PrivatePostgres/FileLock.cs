namespace Ledger.PrivatePostgres;

/// <summary>A lock on a file, which the system lets go when its holder dies, however it dies.</summary>
internal static class FileLock
{
    /// <summary>Waits for its turn.</summary>
    public static async Task<IDisposable> Alone(string path, Action onWait, CancellationToken cancel)
    {
        for (var waited = false; ; waited = true)
        {
            if (TryAlone(path) is { } mine)
                return mine;
            if (!waited)
                onWait();
            await Task.Delay(50, cancel);
        }
    }

    /// <summary>Null when anybody else holds it, alone or shared.</summary>
    public static IDisposable? TryAlone(string path) => Open(path, FileAccess.ReadWrite, FileShare.None);

    /// <summary>Together with others; null while somebody holds it alone.</summary>
    public static IDisposable? TryShared(string path)
    {
        if (!File.Exists(path))
            Open(path, FileAccess.ReadWrite, FileShare.None)?.Dispose();
        return Open(path, FileAccess.Read, FileShare.Read);
    }

    private static FileStream? Open(string path, FileAccess access, FileShare share)
    {
        try
        {
            return new FileStream(path, access == FileAccess.Read ? FileMode.Open : FileMode.OpenOrCreate, access, share);
        }
        catch (IOException held) when (held is not (DirectoryNotFoundException or FileNotFoundException))
        {
            return null;
        }
    }
}
