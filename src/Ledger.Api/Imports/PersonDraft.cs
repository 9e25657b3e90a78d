using Ledger.Domain;
using Ledger.Domain.Persons;

namespace Ledger.Api.Imports;

/// <summary>A line that tells of a person.</summary>
internal sealed class PersonDraft : Draft
{
    public PersonDraft(ImportLine line) : base(line)
    {
        ReadWho();
        if (line[ImportKind.Name] is null) Needed(ImportKind.Name);
        SaysNew = line[ImportKind.PersonId] is "新" or "新增" or "new";
        if (!SaysNew) GivenId = Uuid<PersonId>(ImportKind.PersonId);
        BirthDate = ReadBirthDate();
        Residence = ReadResidence();
        if (Phone is null && BirthDate is null && GivenId is null && line[ImportKind.Phone] is null && line[ImportKind.BirthDate] is null)
            Malformed(ImportKind.Phone, "phone-or-birth-date", "电话、出生日期至少填一项，以免同名混淆", "A phone or a birth date is needed, so that equal names stay apart");
    }

    /// <summary>The office has looked: this is nobody of that name who is in the books.</summary>
    public bool SaysNew { get; }

    public DateOnly? BirthDate { get; }

    /// <summary>Null when the file does not say.</summary>
    public Residence? Residence { get; }

    public Code? Node { get; set; }

    public HouseholdId? Household { get; set; }

    public NewPerson? Entry { get; set; }

    private DateOnly? ReadBirthDate()
    {
        if (Line[ImportKind.BirthDate] is not { } cell) return null;
        if (ExcelCells.TryDate(cell, out var day, out var time) && time.GetValueOrDefault() == TimeSpan.Zero && day.Year is >= 1900 and <= 2999) return day;
        Malformed(ImportKind.BirthDate, "is-date", $"“{cell}”不是日期，如 1960-05-01", $"'{cell}' is no date such as 1960-05-01");
        return null;
    }

    private Residence? ReadResidence()
    {
        switch (Line[ImportKind.Residence]?.ToLowerInvariant())
        {
            case null: return null;
            case "居民" or "本社区居民" or "本社区" or "是" or "resident": return Domain.Persons.Residence.Resident;
            case "非居民" or "非本社区" or "外来" or "骑手" or "否" or "non-resident": return Domain.Persons.Residence.NonResident;
        }
        Malformed(ImportKind.Residence, "is-residence", "须为 居民 或 非居民", "resident or non-resident");
        return null;
    }
}
