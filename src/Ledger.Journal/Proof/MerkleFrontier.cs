namespace Ledger.Journal.Proof;

/// <summary>
/// The roots of a growing tree's full subtrees, largest first: all that appending needs. There are as many as the size
/// has binary ones, so never more than 64.
/// </summary>
public sealed class MerkleFrontier
{
    private readonly List<byte[]> _hashes;

    private MerkleFrontier(long size, List<byte[]> hashes) => (Size, _hashes) = (size, hashes);

    /// <summary>The number of leaves.</summary>
    public long Size { get; private set; }

    public static MerkleFrontier Empty() => new(0, []);

    /// <param name="hashes">As <see cref="ToBytes"/> wrote them.</param>
    /// <exception cref="ArgumentException">Their number does not fit the size.</exception>
    public static MerkleFrontier From(long size, ReadOnlySpan<byte> hashes)
    {
        if (size < 0 || hashes.Length != long.PopCount(size) * Leaf.HashLength)
            throw new ArgumentException($"A frontier of {hashes.Length} bytes does not fit {size} leaves.");
        var list = new List<byte[]>();
        for (; hashes.Length > 0; hashes = hashes[Leaf.HashLength..]) list.Add(hashes[..Leaf.HashLength].ToArray());
        return new MerkleFrontier(size, list);
    }

    /// <summary>Each trailing one of the size is a full subtree as large as what has grown beside it: the two become one.</summary>
    public void Append(byte[] leaf)
    {
        var grown = leaf;
        for (var ones = Size; (ones & 1) == 1; ones >>= 1)
        {
            grown = MerkleTree.Node(_hashes[^1], grown);
            _hashes.RemoveAt(_hashes.Count - 1);
        }
        _hashes.Add(grown);
        Size++;
    }

    public byte[] Root()
    {
        if (_hashes.Count == 0) return MerkleTree.EmptyRoot;
        var root = _hashes[^1];
        for (var i = _hashes.Count - 2; i >= 0; i--) root = MerkleTree.Node(_hashes[i], root);
        return root;
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[_hashes.Count * Leaf.HashLength];
        for (var i = 0; i < _hashes.Count; i++) _hashes[i].CopyTo(bytes, i * Leaf.HashLength);
        return bytes;
    }
}
