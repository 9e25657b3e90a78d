using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Ledger.Faults.Tests.Support;

/// <summary>File systems of the harness: a small one in memory, and one in a file that loses its power.</summary>
internal static partial class Mounts
{
    /// <summary>FS_IOC_SHUTDOWN: _IOR('X', 125, __u32); 2 is "at once, without flushing the log".</summary>
    private const uint Shutdown = 0x8004587D, WithoutFlush = 2;

    /// <summary>Null when this machine permits it; else why not.</summary>
    public static readonly Lazy<string?> WhyNoMemory = new(() => Try("a tmpfs can be mounted", folder => Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder)));

    public static readonly Lazy<string?> WhyNoLoop = new(() => Try("a file can be mounted through a loop device", folder =>
    {
        MakeImage(folder + ".image", 16);
        Run("mount", "-o", "loop", folder + ".image", folder);
        Cut(folder);
    }));

    public static void MountMemory(string folder, int megabytes) => Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=755", "tmpfs", folder);

    public static void MakeImage(string file, int megabytes)
    {
        using (var image = File.Create(file)) image.SetLength((long)megabytes << 20);
        Run("mkfs.ext4", "-q", "-F", file);
    }

    public static void MountImage(string file, string folder) => Run("mount", "-o", "loop", file, folder);

    public static void Unmount(string folder) => Run("umount", folder);

    /// <summary>The power goes: what is not on the disk by now will never be. Reading and writing fail until it is mounted anew.</summary>
    public static void Cut(string folder)
    {
        var directory = Open(folder, 0);
        var how = WithoutFlush;
        var failed = directory < 0 || Control(directory, Shutdown, ref how) != 0;
        var error = Marshal.GetLastPInvokeError();
        if (directory >= 0) _ = Close(directory);
        if (failed) throw new IOException($"FS_IOC_SHUTDOWN: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    private static string? Try(string what, Action<string> mount)
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root") return $"Needs root on Linux: whether {what}.";
        var folder = Directory.CreateTempSubdirectory("ledger-mount-").FullName;
        try
        {
            mount(folder);
            Unmount(folder);
            return null;
        }
        catch (Exception refused) when (refused is IOException or System.ComponentModel.Win32Exception or UnauthorizedAccessException)
        {
            return $"This machine does not permit it that {what}: {refused.Message}";
        }
        finally
        {
            Directory.Delete(folder, true);
            File.Delete(folder + ".image");
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new IOException($"{program}: {error.Result.Trim()}");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int file, nuint request, ref uint argument);
}

/// <summary>Skipped aloud where a small file system in memory cannot be mounted.</summary>
public sealed class FactOnMemoryDiskAttribute : FactAttribute
{
    public FactOnMemoryDiskAttribute() => Skip = Mounts.WhyNoMemory.Value;
}

/// <summary>Skipped aloud where no file system can be mounted from a file and cut off.</summary>
public sealed class FactOnLoopDeviceAttribute : FactAttribute
{
    public FactOnLoopDeviceAttribute() => Skip = Mounts.WhyNoLoop.Value;
}
