using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Ledger.Vault;

/// <summary>
/// Keys in files, outside the journal's database and its backups (ADR 0006): one for the installation, one per community, one
/// per person. Destroying a person's key makes every text of that person unreadable for ever.
/// </summary>
public sealed class KeyFolder
{
    private const int Bytes = 32;
    private readonly string _root;
    private readonly ConcurrentDictionary<string, byte[]> _kept = new();
    private readonly ConcurrentDictionary<string, bool> _onDisk = new();

    public KeyFolder(string root)
    {
        _root = Path.GetFullPath(root);
        Directory.CreateDirectory(_root);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>For fingerprints of requests; the same for all nodes that share the folder.</summary>
    public byte[] Installation => Lasting("installation.key");

    /// <summary>For redemption codes and search hashes of one community.</summary>
    public byte[] Community(string community) => Lasting(Path.Combine(community, "community.key"));

    /// <summary>What a text of the person is sealed under: made if there is none. It is on disk before this returns.</summary>
    public byte[] MakePerson(string community, Guid person) => NextPerson(community, person) ?? ReadOrMake(PersonFile(community, person));

    /// <summary>Null once the key is destroyed.</summary>
    public byte[]? Person(string community, Guid person) => Read(PersonFile(community, person));

    /// <summary>The key that takes the place of the person's, while a rotation is under way; null else.</summary>
    public byte[]? NextPerson(string community, Guid person) => Read(NextFile(community, person));

    /// <summary>False when the person has no key, and so must not get one.</summary>
    public bool MakeNextPerson(string community, Guid person)
    {
        if (Person(community, person) is null) return false;
        ReadOrMake(NextFile(community, person));
        return true;
    }

    /// <summary>The next key takes the place of the old one, which is gone. Nothing happens when another rotation has done it.</summary>
    public void PromotePerson(string community, Guid person)
    {
        try
        {
            File.Move(Path.Combine(_root, NextFile(community, person)), Path.Combine(_root, PersonFile(community, person)), overwrite: true);
        }
        catch (FileNotFoundException)
        {
        }
    }

    /// <summary>
    /// Makes every text of the person unreadable for ever, also while a rotation is under way: overwritten before it is removed,
    /// on its way out before this returns. False when there was no key.
    /// </summary>
    public bool DestroyPerson(string community, Guid person)
    {
        // The next one a second time: a rotation may have made it between the two, but finds no key to make another for.
        Destroy(NextFile(community, person));
        var was = Destroy(PersonFile(community, person));
        Destroy(NextFile(community, person));
        return was;
    }

    private bool Destroy(string file)
    {
        var path = Path.Combine(_root, file);
        try
        {
            using (var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 4096, FileOptions.WriteThrough))
            {
                stream.Write(RandomNumberGenerator.GetBytes(Bytes));
                stream.Flush(flushToDisk: true);
            }
            File.Delete(path);
            return true;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    private static string NextFile(string community, Guid person) => Path.ChangeExtension(PersonFile(community, person), ".next");

    private static string PersonFile(string community, Guid person) => Path.Combine(community, "persons", person.ToString("N")[..2], $"{person:N}.key");

    private byte[] Lasting(string file) => _kept.GetOrAdd(file, ReadOrMake);

    private byte[]? Read(string file)
    {
        try
        {
            var key = File.ReadAllBytes(Path.Combine(_root, file));
            return key.Length == Bytes ? key : throw new InvalidDataException($"{file} is not a key.");
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// A file's name is the folder's content, and on the disk only once the folder is: a power cut would leave the key under the
    /// name it was written with. Also for a key that is found: another node may just have made it. Folders above are new only once.
    /// </summary>
    private void KeepNames(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        FolderOnDisk.Keep(folder);
        while (folder != _root && _onDisk.TryAdd(folder, true))
        {
            folder = Path.GetDirectoryName(folder)!;
            FolderOnDisk.Keep(folder);
        }
    }

    /// <summary>Written beside and linked into place, so that two nodes making the same key end with one.</summary>
    private byte[] ReadOrMake(string file)
    {
        var path = Path.Combine(_root, file);
        if (Read(file) is { } key)
        {
            KeepNames(path);
            return key;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var fresh = $"{path}.{Guid.NewGuid():N}";
        using (var stream = new FileStream(fresh, FileMode.CreateNew, FileAccess.Write, FileShare.None, 4096, FileOptions.WriteThrough))
        {
            stream.Write(RandomNumberGenerator.GetBytes(Bytes));
            stream.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(fresh, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(fresh);
        }
        KeepNames(path);
        return Read(file) ?? throw new InvalidDataException($"{file} vanished while it was made.");
    }
}
