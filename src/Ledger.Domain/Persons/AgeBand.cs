namespace Ledger.Domain.Persons;

/// <summary>The age band on a day: what the books may know of a birth date. “Of 60 and over” includes 60.</summary>
public static class AgeBand
{
    private static readonly int[] Starts = [0, 14, 18, 60, 70, 80];

    /// <param name="edges">The first years of further bands: the ages that the rulebook of the day names.</param>
    public static string? On(DateOnly? birthDate, DateOnly day, IEnumerable<int>? edges = null)
    {
        if (birthDate is not { } born || born > day) return null;
        var age = day.Year - born.Year - (day < born.AddYears(day.Year - born.Year) ? 1 : 0);
        int[] starts = [.. Starts.Union(edges ?? []).Order()];
        var band = starts.Length - 1;
        while (starts[band] > age) band--;
        return band == starts.Length - 1 ? $"{starts[band]}+" : $"{starts[band]}-{starts[band + 1] - 1}";
    }
}
