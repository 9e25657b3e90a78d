using Ledger.Journal;
using Ledger.Journal.Proof;

namespace Ledger.Cli;

/// <summary>
/// Reads a community's whole journal once and proves on the way what the books alone can prove: that no number is missing or
/// there twice, that times and stream versions run on, and that the Merkle root is the one the writer left.
/// </summary>
internal sealed class JournalWalk(IJournalReader reader, string community, JournalHead head)
{
    private readonly MerkleFrontier _frontier = MerkleFrontier.Empty();
    private readonly Dictionary<string, long> _versions = [];
    private readonly List<string> _faults = [];
    private DateTimeOffset _last = DateTimeOffset.MinValue;
    private long _number;

    public IReadOnlyList<string> Faults => _faults;

    public byte[] Root => _frontier.Root();

    public bool RootFits => _faults.Count == 0 && Root.AsSpan().SequenceEqual(head.Root);

    public async Task Run(Action<RecordedEvent>? each, IProgress<(long, long)> progress, CancellationToken cancel)
    {
        await foreach (var recorded in reader.Read(community, 0, head.Number, cancel))
        {
            Check(recorded);
            each?.Invoke(recorded);
            _frontier.Append(Leaf.Hash(recorded));
            if (_number % 500 == 0) progress.Report((_number, head.Number));
        }
        if (_number < head.Number) Fault($"缺少凭证 {_number + 1}–{head.Number} / events {_number + 1} to {head.Number} are missing");
        else if (!Root.AsSpan().SequenceEqual(head.Root)) Fault($"默克尔根不符：重算 {Convert.ToHexStringLower(Root)[..16]}…，账上 {Convert.ToHexStringLower(head.Root)[..16]}… / the Merkle root differs: an event was changed");
    }

    private void Check(RecordedEvent recorded)
    {
        if (recorded.Number != _number + 1) Fault($"缺少凭证 {_number + 1}–{recorded.Number - 1} / events {_number + 1} to {recorded.Number - 1} are missing");
        if (recorded.RecordedAt < _last) Fault($"凭证 {recorded.Number} 的记账时间早于前一号 / event {recorded.Number} was recorded before the one before it");
        var version = _versions.GetValueOrDefault(recorded.Stream) + 1;
        if (recorded.Version != version) Fault($"凭证 {recorded.Number}：流 {recorded.Stream} 的版本是 {recorded.Version}，应为 {version} / event {recorded.Number}: version {recorded.Version} of its stream, {version} was expected");
        (_number, _last, _versions[recorded.Stream]) = (recorded.Number, recorded.RecordedAt, recorded.Version);
    }

    private void Fault(string fault)
    {
        if (_faults.Count < 20) _faults.Add(fault);
    }
}
