using Ledger.Journal.Reading;

namespace Ledger.Projections.Passbook;

/// <summary>A page of a passbook that is asked for, with the place for what is found of it.</summary>
/// <param name="Line">The line it begins beyond.</param>
/// <param name="Most">Lines at most, 1 to 200.</param>
internal sealed class PassbookQuestion(string tenant, string holder, string commodity, long line, int most, DateOnly asOf, long? knownOn) : Question
{
    public string Tenant => tenant;

    public string Holder => holder;

    public string Commodity => commodity;

    public long Line => line;

    public int Most => most;

    public DateOnly AsOf => asOf;

    public long? KnownOn => knownOn;

    public override int Size => most;

    /// <summary>Where both read models stand; 0 when the community has not been followed yet.</summary>
    public long Number { get; private set; }

    /// <summary>The number the lines are cut at.</summary>
    public long Cut { get; private set; }

    public List<PassbookLine> Lines { get; } = [];

    /// <summary>A statement that failed on its way may have found a part.</summary>
    public void Begin()
    {
        Stands(0, 0);
        Lines.Clear();
    }

    public void Stands(long number, long cut) => (Number, Cut) = (number, cut);
}
