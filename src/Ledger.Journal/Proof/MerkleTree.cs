using System.Security.Cryptography;

namespace Ledger.Journal.Proof;

/// <summary>The tree of RFC 9162 §2.1, written down as the definition reads: for verification, where all leaves are at hand.</summary>
public static class MerkleTree
{
    /// <summary>The hash of a tree without leaves.</summary>
    public static readonly byte[] EmptyRoot = SHA256.HashData([]);

    /// <param name="leaves">Leaf hashes in the order of journal numbers.</param>
    public static byte[] Root(ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 0) return EmptyRoot;
        if (leaves.Length == 1) return leaves[0];
        var left = LargestPowerOfTwoBelow(leaves.Length);
        return Node(Root(leaves[..left]), Root(leaves[left..]));
    }

    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> both = stackalloc byte[1 + 2 * Leaf.HashLength];
        both[0] = 1;
        left.CopyTo(both[1..]);
        right.CopyTo(both[(1 + Leaf.HashLength)..]);
        return SHA256.HashData(both);
    }

    private static int LargestPowerOfTwoBelow(int count)
    {
        var power = 1;
        while (power * 2L < count) power *= 2;
        return power;
    }
}
