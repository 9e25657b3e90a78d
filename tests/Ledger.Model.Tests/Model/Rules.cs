namespace Ledger.Model;

public sealed record Publish(Guid By, Rulebook Rulebook) : Deed(By)
{
    public override string Kind => "publish a rulebook";
    public override string Path => "rulebooks";
    public override object Body => Rulebook.Json;
}

public sealed partial class Books
{
    private readonly List<Rulebook> _filling = [];

    /// <summary>Those of whose days an act may still come, or is to come.</summary>
    private IEnumerable<Rulebook> Live => Rulebooks.Where((rulebook, at) => !Rulebooks.Skip(at + 1).Any(later => later.From == rulebook.From)
        && !Rulebooks.Any(other => other.From > rulebook.From && other.From.AddDays(400) <= Today));

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
        Unless(rulebook.Caps.All(cap => cap.Most % rulebook.Quantum == 0), "rulebook-is-contradictory");
        Unless(rulebook.Kinds.Select(kind => kind.Code).Distinct().Count() == rulebook.Kinds.Count, "rulebook-is-contradictory");
        Unless(rulebook.Penalties?.All(penalty => rulebook.Kinds.Any(kind => kind.Board == penalty.Board)) != false, "rulebook-is-contradictory");
        // What others did not count is counted by the scheduler first.
        if (Live.Any(other => rulebook.Counted.Except(other.Counted).Any())) _filling.Add(rulebook);
        Rulebooks.Add(rulebook);
        return Expected.Yes([]);
    }
}
