namespace Ledger.Journal.Proof;

/// <summary>
/// Brings the members of one object, already written, into the order of their names' UTF-16 code units (RFC 8785 §3.2.3).
/// Most writers emit them sorted, so the bytes are only moved when they are not.
/// </summary>
internal struct MemberOrder(CanonicalBuffer output)
{
    private readonly record struct Member(string Name, int Start, int End);

    private readonly int _start = output.Length;
    private readonly List<Member> _members = new(8);
    private bool _unsorted;

    public void Begin(string name)
    {
        if (_members.Count > 0)
        {
            output.WriteRaw(","u8);
            _unsorted |= string.CompareOrdinal(_members[^1].Name, name) >= 0;
        }
        _members.Add(new Member(name, output.Length, 0));
    }

    public readonly void End() => _members[^1] = _members[^1] with { End = output.Length };

    public readonly void Sort()
    {
        if (!_unsorted) return;
        var written = output.Slice(_start).ToArray();
        _members.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        output.Truncate(_start);
        for (var i = 0; i < _members.Count; i++)
        {
            if (i > 0) output.WriteRaw(","u8);
            if (i > 0 && _members[i].Name == _members[i - 1].Name) throw new NotCanonicalException("A member occurs twice.");
            output.WriteRaw(written.AsSpan(_members[i].Start - _start, _members[i].End - _members[i].Start));
        }
    }
}
