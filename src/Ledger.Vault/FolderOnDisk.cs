using System.Runtime.InteropServices;

namespace Ledger.Vault;

/// <summary>What .NET has no call for: brings a folder's names to the disk.</summary>
internal static class FolderOnDisk
{
    private const int ReadOnly = 0;

    /// <exception cref="IOException">The disk did not take it.</exception>
    public static void Keep(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var opened = Open(folder, ReadOnly);
        if (opened < 0) throw new IOException($"{folder}: {Marshal.GetLastPInvokeErrorMessage()}");
        try
        {
            if (Sync(opened) != 0) throw new IOException($"{folder}: {Marshal.GetLastPInvokeErrorMessage()}");
        }
        finally
        {
            _ = Close(opened);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(int file);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int file);
}
