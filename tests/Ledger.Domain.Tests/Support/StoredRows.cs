using Ledger.Domain.Redemptions;
using Ledger.Domain.Storage;

namespace Ledger.Domain.Tests.Support;

/// <summary>The rows of one community as the database has them: bytes by kind and key, in the order of keys.</summary>
public sealed class StoredRows
{
    /// <summary>What was read of stored bytes: rows never change, so that nobody need read them twice.</summary>
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<byte[], object> Known = [];

    private readonly Dictionary<string, OrderedRows<byte[]>> _kinds = [];

    public StoredRows Copy()
    {
        var copy = new StoredRows();
        foreach (var (kind, rows) in _kinds) copy._kinds[kind] = new(rows);
        return copy;
    }

    public object? Find(Type type, string key) =>
        Of(type).TryGet(key, out var bytes) ? Read(bytes, type) : null;

    public IEnumerable<KeyValuePair<string, object>> Range(Type type, string from, string before) => Of(type).Range(from, before)
        .Select(row => KeyValuePair.Create(row.Key, Read(row.Value, type)));

    /// <summary>Writes a row, and reads it again at once: a row that does not survive the database is a fault.</summary>
    public void Put(Type type, string key, object row)
    {
        var bytes = DomainJson.Write(row);
        Assert.Equal(Text(bytes), Text(DomainJson.Write(DomainJson.Read(bytes, type))));
        Of(type)[key] = bytes;
    }

    public void Remove(Type type, string key) => Of(type).Remove(key);

    public IEnumerable<KeyValuePair<string, T>> All<T>() where T : class => Of(typeof(T)).All.Select(row => KeyValuePair.Create(row.Key, (T)Read(row.Value, typeof(T))));

    /// <summary>Every row of the kinds that are folded from facts, one line each.</summary>
    public string Derived() => Dump(StateKinds.Derived.Keys);

    /// <summary>Every row that is not derived, but for guess counters: those alone survive a refusal.</summary>
    public string Side() => Dump(StateKinds.Side.Keys.Except([StateKinds.Of(typeof(WrongCodes))]));

    private string Dump(IEnumerable<string> kinds) => string.Join('\n', kinds.Order(StringComparer.Ordinal)
        .SelectMany(kind => _kinds.TryGetValue(kind, out var rows) ? rows.All.Select(row => $"{kind} {row.Key} {Text(row.Value)}") : []));

    private OrderedRows<byte[]> Of(Type type)
    {
        var kind = StateKinds.Of(type);
        return _kinds.TryGetValue(kind, out var rows) ? rows : _kinds[kind] = new();
    }

    private static object Read(byte[] bytes, Type type) => Known.GetValue(bytes, stored => DomainJson.Read(stored, type));

    private static string Text(byte[] utf8) => System.Text.Encoding.UTF8.GetString(utf8);
}
