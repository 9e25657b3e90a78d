namespace Ledger.Api.Vault;

/// <summary>The age band on a day: what the books may know of a birth date. “Of 60 and over” includes 60.</summary>
public static class AgeBand
{
    private static readonly int[] Starts = [0, 14, 18, 60, 70, 80];

    public static string? On(DateOnly? birthDate, DateOnly day)
    {
        if (birthDate is not { } born || born > day) return null;
        var age = day.Year - born.Year - (day < born.AddYears(day.Year - born.Year) ? 1 : 0);
        var band = Starts.Length - 1;
        while (Starts[band] > age) band--;
        return band == Starts.Length - 1 ? $"{Starts[band]}+" : $"{Starts[band]}-{Starts[band + 1] - 1}";
    }
}
