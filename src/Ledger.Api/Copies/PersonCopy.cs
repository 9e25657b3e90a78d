using System.Text.Json;
using Ledger.Api.AccessRecords;
using Ledger.Api.Acts;
using Ledger.Api.Consents;
using Ledger.Api.Corrections;
using Ledger.Api.Honours;
using Ledger.Api.Watches;
using Ledger.Domain;
using Ledger.Domain.Accounts;
using Ledger.Domain.Marks;
using Ledger.Domain.Persons;
using Ledger.Domain.Redemptions;
using Ledger.Projections.Passbook;

namespace Ledger.Api.Copies;

/// <summary>A person's own copy (个人信息副本): one JSON document, its parts named as everywhere in the API, each with its Chinese title.</summary>
public sealed record PersonCopy(
    string Title, IReadOnlyDictionary<string, string> Titles, string Community, long JournalNumber, DateTimeOffset MadeAt, PersonId Person,
    PersonCopy.Registered Registration, IReadOnlyList<RoleHeld> Roles, IReadOnlyList<Relation> Relations, PersonCopy.Points Account, IReadOnlyList<PassbookLine> Passbook, IReadOnlyList<PassbookLine> MinutesPassbook,
    IReadOnlyList<PersonCopy.ActWithNote> Acts, IReadOnlyList<PersonCopy.Redeemed> Redemptions, IReadOnlyList<MarkHeld> Marks, IReadOnlyList<KeptMark> VaultMarks, IReadOnlyList<ListLevels.Shown> Levels, IReadOnlyList<ListWatches.Shown> Watches, IReadOnlyList<ListWatches.Suspended> Suspended,
    IReadOnlyList<ListConsents.Shown> Consents,
    IReadOnlyList<ListCorrections.Shown> Corrections, IReadOnlyList<GetAccessRecords.Look> AccessRecords, IReadOnlyList<PersonCopy.Event> Events)
{
    public static readonly IReadOnlyDictionary<string, string> ChineseTitles = new Dictionary<string, string>
    {
        ["registration"] = "登记信息",
        ["roles"] = "身份",
        ["relations"] = "监护、代办与近亲属",
        ["account"] = "积分账户",
        ["passbook"] = "积分存折",
        ["minutesPassbook"] = "服务时长明细",
        ["acts"] = "积分事项",
        ["redemptions"] = "积分兑换",
        ["marks"] = "标记",
        ["vaultMarks"] = "保密标记",
        ["levels"] = "等级",
        ["watches"] = "关注事项",
        ["suspended"] = "暂停的权利",
        ["consents"] = "授权同意",
        ["corrections"] = "更正申请",
        ["accessRecords"] = "查阅记录",
        ["events"] = "有关凭证",
    };

    /// <param name="Name">Absent when it is unknown.</param>
    public sealed record Registered(string? Name, string? Phone, DateOnly? BirthDate, Residence Residence, Code? Node, HouseholdId? Household, bool IsSuspended, DateTimeOffset RegisteredAt);

    public sealed record Points(long AvailableHundredths, long HeldHundredths, long EarnedHundredths, long DebtHundredths, long ServedMinutes, IReadOnlyList<LotAmount> Lots);

    /// <param name="Note">As the recorder wrote it, from the vault.</param>
    public sealed record ActWithNote(ActShown Act, string? Note);

    public sealed record Redeemed(RedemptionId Redemption, MerchantId Merchant, OfferId Offer, RedemptionStatus Status, long Quantity, long Captured, long Refunded, long UnitPriceHundredths, DateOnly HeldOn);

    /// <param name="Data">The fact as it is stored, when it is about this person or what he said; absent when it only names him beside somebody else.</param>
    /// <param name="Note">What was written with it and lies under his key: an objection, a deduction's reason, an appeal.</param>
    public sealed record Event(long Number, string Type, DateTimeOffset RecordedAt, JsonElement? Data, string? Note);
}
