using Ledger.Api.Vault;
using Ledger.Domain;
using Ledger.Domain.Persons;

namespace Ledger.Api.Demo;

/// <summary>Somebody of the demo, and what the loader remembers of him between commands.</summary>
internal sealed class Invented
{
    public required PersonId Id { get; init; }
    public required PersonalRecord Record { get; init; }
    public Residence Residence { get; init; }
    public Code? Node { get; init; }
    public HouseholdId? Household { get; init; }
    public string? Subject { get; init; }

    /// <summary>Somebody else redeems for him, and is recorded as such.</summary>
    public bool HasNoPhone { get; init; }

    public bool IsChild { get; init; }

    /// <summary>Points to spend, by the answers given so far.</summary>
    public long Available { get; set; }

    /// <summary>Half-days that are taken: nobody is in two places at once.</summary>
    public HashSet<(DateOnly Day, int Part)> Busy { get; } = [];

    /// <summary>What was posted, by the last day on which it can be spent.</summary>
    public Dictionary<DateOnly, long> EarnedUntil { get; } = [];

    /// <summary>The soonest to expire is spent first, so something is left of it only when more is left than came with later dates.</summary>
    public bool HasSomethingUntil(DateOnly last) => Available > EarnedUntil.Where(lots => lots.Key > last).Sum(lots => lots.Value);

    public Actor Actor => Actor.Of(Id);

    public string? AgeBandOn(DateOnly day) => AgeBand.On(Record.BirthDate, day);
}

/// <summary>Invents people: every name, phone and birth date. Numbers that begin with 100 are given to no telephone.</summary>
internal sealed class InventedPeople(CommunitySample sample, DemoRequest request, Chance chance)
{
    private static readonly string[] Families =
        ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧", "程", "曹", "袁", "邓", "许", "傅", "沈", "曾", "彭", "吕"];

    private static readonly string[] First = ["春", "秋", "素", "雅", "文", "志", "永", "和", "宝", "景", "守", "淑", "玉", "德", "安", "乐", "嘉", "向", "清", "若"];
    private static readonly string[] Second = ["禾", "岚", "舟", "宁", "梅", "兰", "松", "柏", "川", "泽", "珍", "琴", "荣", "祥", "英", "达", "溪", "航", "悦", "苗"];

    private long _next;

    public Invented Of(Persona persona, Code? node, int born, bool nonResident = false, HouseholdId? household = null) => new()
    {
        Id = request.Person(sample.Code, ++_next),
        Record = new PersonalRecord(persona.Name, Phone(), new DateOnly(born, 3, 8)),
        Residence = nonResident ? Residence.NonResident : Residence.Resident,
        Node = node,
        Household = household,
        Subject = persona.SubjectIn(sample.Code),
    };

    /// <summary>Staff and merchants: no household here, so that none of them stands in his own way when attesting.</summary>
    public Invented Staff(Code? node, Residence residence = Residence.NonResident) => new()
    {
        Id = request.Person(sample.Code, ++_next),
        Record = new PersonalRecord(Name(), Phone(), Born(1968, 1998)),
        Residence = residence,
        Node = node,
    };

    public Invented Volunteer(int number)
    {
        var isChild = number < request.Scaled(sample.Children);
        var isNonResident = !isChild && number < request.Scaled(sample.Children) + request.Scaled(sample.NonResidents);
        var home = chance.Of(sample.Homes);
        return new Invented
        {
            Id = request.Person(sample.Code, ++_next),
            Record = new PersonalRecord(Name(), isChild ? null : Phone(), isChild ? Born(2013, 2017) : isNonResident ? Born(1985, 2003) : Born(1945, 1978)),
            Residence = isNonResident ? Residence.NonResident : Residence.Resident,
            Node = isNonResident ? chance.Of(sample.Grids.ToList()) : home,
            Household = isNonResident ? null : HouseholdId.Of(request.Id(sample.Code, $"household {home}", chance.Below(3))),
            HasNoPhone = !isChild && !isNonResident && chance.Percent(12),
            IsChild = isChild,
        };
    }

    private string Name() => chance.Of(Families) + (chance.Percent(25) ? "" : chance.Of(First)) + chance.Of(Second);

    private string Phone() => $"100{chance.Below(100_000_000):D8}";

    private DateOnly Born(int from, int until) => new DateOnly(chance.Between(from, until), 1, 1).AddDays(chance.Below(365));
}
