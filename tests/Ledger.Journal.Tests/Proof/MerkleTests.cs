using System.Security.Cryptography;
using Ledger.Journal.Proof;

namespace Ledger.Journal.Tests.Proof;

public sealed class MerkleTests
{
    // The tree heads of RFC 6962's reference data, the same tree as RFC 9162's.
    private static readonly string[] Inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] Roots =
    [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    [Fact]
    public void The_tree_heads_are_those_of_the_reference_data()
    {
        var frontier = MerkleFrontier.Empty();
        var leaves = new List<byte[]>();
        Assert.Equal(SHA256.HashData([]), frontier.Root());
        for (var i = 0; i < Inputs.Length; i++)
        {
            leaves.Add(SHA256.HashData([0, .. Convert.FromHexString(Inputs[i])]));
            frontier.Append(leaves[i]);
            Assert.Equal(Roots[i], Convert.ToHexStringLower(frontier.Root()));
            Assert.Equal(Roots[i], Convert.ToHexStringLower(MerkleTree.Root([.. leaves])));
        }
    }

    [Fact]
    public void A_frontier_stored_at_any_size_grows_into_the_same_root()
    {
        var leaves = new List<byte[]>();
        var frontier = MerkleFrontier.Empty();
        for (var size = 1; size <= 300; size++)
        {
            leaves.Add(SHA256.HashData(BitConverter.GetBytes(size)));
            frontier = MerkleFrontier.From(frontier.Size, frontier.ToBytes());
            frontier.Append(leaves[^1]);
            Assert.Equal(MerkleTree.Root([.. leaves]), frontier.Root());
            Assert.Equal(size, frontier.Size);
        }
    }

    [Fact]
    public void A_frontier_that_does_not_fit_its_size_is_refused() => Assert.Throws<ArgumentException>(() => MerkleFrontier.From(3, new byte[32]));
}
