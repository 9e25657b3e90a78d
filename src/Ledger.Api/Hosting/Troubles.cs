using Npgsql;

namespace Ledger.Api.Hosting;

/// <summary>What goes wrong at every look, so that it can be told when it begins and when it is over, and not at each look in between.</summary>
internal sealed class Troubles
{
    private readonly Lock _gate = new();

    // Whose, and what; true when the look under way has met it.
    private readonly Dictionary<(string Of, string What), bool> _known = [];

    /// <summary>Until all of that one's troubles are over, true only the first time.</summary>
    public bool Begins(string of, string what)
    {
        lock (_gate)
        {
            var begins = !_known.ContainsKey((of, what));
            _known[(of, what)] = true;
            return begins;
        }
    }

    /// <summary>A look is over: true when it met nothing, and one before it did.</summary>
    public bool AreOver(string of)
    {
        lock (_gate)
        {
            var mine = _known.Where(trouble => trouble.Key.Of == of).ToList();
            var areOver = mine.Count > 0 && !mine.Exists(trouble => trouble.Value);
            foreach (var (trouble, _) in mine)
                if (areOver) _known.Remove(trouble);
                else _known[trouble] = false;
            return areOver;
        }
    }

    /// <summary>Never the message: it may quote a row.</summary>
    public static string NameOf(Exception error) => error.GetBaseException() is PostgresException said ? $"SQLSTATE {said.SqlState}" : error.GetBaseException().GetType().Name;
}
