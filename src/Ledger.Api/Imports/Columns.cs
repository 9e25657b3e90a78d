using Ledger.Api.Vault;

namespace Ledger.Api.Imports;

/// <summary>A column of an import or export: how people head it in Chinese, and what else it may be called.</summary>
/// <param name="Key">The English name, also an alias.</param>
/// <param name="Header">What our own exports and our faults call it.</param>
public sealed record Column(string Key, string Header, params string[] Aliases)
{
    public bool IsCalled(string header) => Headers.Plain(Key) == header || Headers.Plain(Header) == header || Aliases.Any(alias => Headers.Plain(alias) == header);
}

/// <summary>What can be imported, and the columns it has; the export writes the same ones, in this order.</summary>
/// <param name="Word">In addresses, tables and facts.</param>
/// <param name="Needed">Columns without which the file cannot be read.</param>
public sealed record ImportKind(string Word, IReadOnlyList<Column> Columns, params Column[] Needed)
{
    public static readonly Column
        PersonId = new("person-id", "人员编号", "person", "志愿者账号"),
        Name = new("name", "姓名", "志愿者姓名", "志愿者", "volunteer"),
        Phone = new("phone", "电话", "手机", "手机号", "手机号码", "联系电话", "电话号码", "mobile", "tel"),
        ActId = new("act-id", "事项编号", "act"),
        Date = new("date", "日期", "服务日期", "活动日期", "occurred on", "day"),
        Start = new("start", "开始时间", "开始", "起始时间", "签到时间", "started at", "start time", "from"),
        End = new("end", "结束时间", "结束", "终止时间", "签退时间", "ended at", "end time", "to"),
        Minutes = new("minutes", "分钟", "时长", "时长(分钟)", "服务时长", "服务分钟", "服务时长(分钟)", "duration"),
        ActType = new("act-type", "行为类别", "类别", "积分项目", "服务类别", "type"),
        Place = new("place", "地点/网格", "地点", "发生地", "服务地点"),
        Evidence = new("evidence", "证据", "证据类别", "计时方式"),
        EvidenceHash = new("evidence-hash", "凭证摘要"),
        Source = new("source", "来源"),
        Note = new("note", "备注", "说明", "备注说明", "remark", "remarks"),
        Status = new("status", "状态"),
        BirthDate = new("birth-date", "出生日期", "生日", "出生年月日", "birthday", "date of birth", "birthdate"),
        Residence = new("residence", "居住", "居住情况", "是否居民"),
        Node = new("grid", "网格", "归属", "所属网格", "楼栋", "node"),
        Household = new("household", "户号", "户"),
        Passbook = new("passbook", "存折号", "存折编号", "纸质存折号", "存折"),
        ClosedOn = new("closed-on", "截止日期", "截止日", "结存日期"),
        Board = new("board", "板块", "积分板块"),
        Bucket = new("bucket", "积分类别"),
        Year = new("year", "来源年度", "年度", "获得年度"),
        ExpiresOn = new("expires-on", "到期日", "到期日期", "有效期至"),
        Points = new("points", "积分", "结存积分", "积分余额");

    public static readonly ImportKind Acts = new("acts", [PersonId, Name, Phone, Date, Start, End, Minutes, ActType, Place, Evidence, Note, Status, ActId, Source, EvidenceHash], Start, ActType, Place);

    public static readonly ImportKind Persons = new("persons", [PersonId, Name, Phone, BirthDate, Residence, Node, Household, Status], Name);

    /// <summary>Paper passbooks (期初): one line per lot.</summary>
    public static readonly ImportKind Openings = new("openings", [PersonId, Name, Phone, Passbook, ClosedOn, Board, Bucket, Year, Points, ExpiresOn, Minutes], Passbook, ClosedOn, Board, Year);

    private static readonly ImportKind[] All = [Acts, Persons, Openings];

    /// <exception cref="KeyNotFoundException">Nothing of that name is staged.</exception>
    public static ImportKind Of(string name) => All.FirstOrDefault(kind => kind.Word == name) ?? throw new KeyNotFoundException(name);

    /// <summary>地点 heads the place of an act and, alone, 网格 too.</summary>
    public Column? Find(string header)
    {
        var plain = Headers.Plain(header);
        return Columns.FirstOrDefault(column => column.IsCalled(plain)) ?? (this == Acts && Node.IsCalled(plain) ? Place : null);
    }
}

internal static class Headers
{
    /// <summary>Width, case, spaces, hyphens, underlines and a star for “needed” make no other header.</summary>
    public static string Plain(string header) =>
        string.Concat(Width.Narrow(header).Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '_' or '*'))).ToLowerInvariant();
}
