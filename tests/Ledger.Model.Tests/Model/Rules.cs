namespace Ledger.Model;

public sealed record Publish(Guid By, Rulebook Rulebook) : Deed(By)
{
    public override string Kind => "publish a rulebook";
    public override string Path => "rulebooks";
    public override object Body => Rulebook.Json;
}

public sealed partial class Books
{
    private Expected Do(Publish deed)
    {
        var rulebook = deed.Rulebook;
        Unless(Is(deed.By, "administrator", "office"), "not-allowed");
        if (Rulebooks.SingleOrDefault(known => known.Version == rulebook.Version) is { } known)
        {
            Unless(known.SameAs(rulebook), "id-already-used");
            return Expected.Yes([]);
        }
        Unless(Rulebooks.Count == 0 || rulebook.From > Today, "rulebook-is-retroactive");
        Unless(!(rulebook.DailyCap % rulebook.Quantum > 0), "rulebook-is-contradictory");
        Unless(rulebook.Kinds.Select(kind => kind.Code).Distinct().Count() == rulebook.Kinds.Count, "rulebook-is-contradictory");
        Unless(rulebook.Kinds.All(kind => kind.PerHour is null != kind.Each is null), "rulebook-is-contradictory");
        Unless(rulebook.Penalties?.All(penalty => rulebook.Kinds.Any(kind => kind.Board == penalty.Board)) != false, "rulebook-is-contradictory");
        Rulebooks.Add(rulebook);
        return Expected.Yes([]);
    }
}
