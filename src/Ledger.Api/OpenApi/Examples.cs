using System.Text.Json.Nodes;
using Ledger.Api.Problems;

namespace Ledger.Api.OpenApi;

/// <summary>A sound body for every schema that is sent, so that who tries the document changes ids and nothing else. A test sends them all.</summary>
internal static class Examples
{
    public const string Community = "haian";

    private const string One = "0b9f6a52-7c1e-4d38-9a45-2f6d1c8e7b30", Two = "5d2c8e14-3a6f-4b97-8c10-e47f9b6a2d51", Three = "a81d4f07-92be-4c63-b5d8-136e0c7f4a92";

    private const string Terms = """
        { "title": { "zh": "鸡蛋十枚", "en": "Ten eggs" }, "price": 2000, "settlement": 1200, "bearer": { "kind": "community" }, "opensOn": "2026-01-01", "stock": 100 }
        """;

    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["SimulationRequest"] = """{ "against": "haian-2026-1" }""",
        ["OpenCommunityRequest"] = $$"""
            { "name": { "zh": "海岸社区", "en": "Haian" }, "zone": "Asia/Shanghai", "holdMinutes": 1440, "root": "haian",
              "administrator": { "person": "{{One}}", "name": "王晓明", "subject": "subject-of-the-token" } }
            """,
        ["AddNodesRequest"] = """{ "nodes": [{ "node": "grid-90", "parent": "haian", "kind": "grid", "name": { "zh": "第90网格", "en": "Grid 90" }, "from": "2026-01-01" }] }""",
        ["RegisterPersonRequest"] = $$"""{ "person": "{{One}}", "name": "王晓明", "residence": "resident", "phone": "13900001234", "birthDate": "1958-03-12", "node": "grid-1" }""",
        ["FindPersonsRequest"] = """{ "name": "王晓明" }""",
        ["BindSignInRequest"] = """{ "subject": "subject-of-the-token" }""",
        ["GrantRoleRequest"] = """{ "role": "team-leader", "from": "2026-01-01" }""",
        ["EndRoleRequest"] = """{ "role": "team-leader", "until": "2026-12-31" }""",
        ["HandOverRoleRequest"] = $$"""{ "to": "{{One}}", "role": "office", "on": "2026-12-01" }""",
        ["MovePersonRequest"] = $$"""{ "from": "2026-11-01", "node": "grid-1", "household": "{{One}}" }""",
        ["ClosingClosing"] = """{ "reason": "moved-away" }""",
        ["ClosingHeir"] = $$"""{ "person": "{{One}}", "evidenceHash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" }""",
        ["MergePersonsRequest"] = $$"""{ "merged": "{{One}}" }""",
        ["TeamFounding"] = $$"""{ "team": "{{One}}", "name": { "zh": "邻里帮", "en": "Neighbours" }, "from": "2026-01-01" }""",
        ["TeamJoining"] = $$"""{ "person": "{{One}}", "from": "2026-01-01" }""",
        ["TeamLeaving"] = $$"""{ "person": "{{One}}", "until": "2026-12-31" }""",
        ["RelationBinding"] = $$"""{ "other": "{{One}}", "kind": "helper", "from": "2026-01-01" }""",
        ["RelationEnding"] = $$"""{ "other": "{{One}}", "kind": "helper", "until": "2026-12-31" }""",
        ["RelationChildConsent"] = """{ "may": "spend", "given": true }""",
        ["SuspensionRequest"] = """{ "reason": "lost-phone" }""",
        ["RecordActsRequest"] = $$"""
            { "actType": "patrol", "startedAt": "2026-11-20T09:00:00+08:00", "endedAt": "2026-11-20T10:00:00+08:00", "place": "grid-1",
              "people": [{ "act": "{{One}}", "person": "{{Two}}" }] }
            """,
        ["DecideActsAttestation"] = $$"""{ "acts": ["{{One}}"] }""",
        ["DecideActsRefusal"] = $$"""{ "acts": ["{{One}}"], "reason": "not-there" }""",
        ["ReversalRequest"] = """{ "reason": "wrong-person" }""",
        ["ObjectionObjection"] = """{ "reason": "was-elsewhere", "note": "当天他在外地" }""",
        ["ObjectionOutcome"] = """{ "upheld": false, "reason": "was-there" }""",
        ["DeductionProposal"] = $$"""{ "deduction": "{{One}}", "person": "{{Two}}", "rule": "no-show", "occurredOn": "2026-11-19" }""",
        ["DeductionAppeal"] = """{ "note": "我到了，门关着" }""",
        ["DeductionOutcome"] = """{ "post": true, "reason": "seen-by-two" }""",
        ["DeductionUndoing"] = """{ "reason": "not-him" }""",
        ["WorkCalendarRequest"] = """{ "year": 2026, "holidays": ["2026-10-01", "2026-10-02", "2026-10-05"], "workedWeekends": ["2026-10-10"] }""",
        ["EnrolMerchantRequest"] = $$"""{ "merchant": "{{One}}", "name": { "zh": "晨光早餐铺", "en": "Morning Light" }, "category": "breakfast", "circle": "hemei" }""",
        ["TerminalInvitation"] = $$"""{ "terminal": "{{One}}" }""",
        ["TerminalPairing"] = """{ "pairingCode": "0028047960135723" }""",
        ["TerminalRevocation"] = """{ "reason": "lost" }""",
        ["OfferPublication"] = $$"""{ "offer": "{{One}}", "merchant": "{{Two}}", "terms": {{Terms}} }""",
        ["OfferTerms"] = Terms,
        ["OfferWithdrawal"] = """{ "reason": "sold-out" }""",
        ["TransferGift"] = $$"""{ "transfer": "{{One}}", "person": "{{Two}}", "passage": "gift", "amount": 500, "to": "person:{{Three}}" }""",
        ["TransferGrant"] = $$"""{ "transfer": "{{One}}", "passage": "aid", "to": "person:{{Two}}", "amount": 500 }""",
        ["MoneyAsking"] = $$"""{ "transfer": "{{One}}", "person": "{{Two}}", "passage": "refund", "account": "household:{{Three}}" }""",
        ["MoneyCashing"] = $$"""{ "transfer": "{{One}}", "person": "{{Two}}", "passage": "cash", "amount": 100000 }""",
        ["TransferUndoing"] = """{ "reason": "wrong-person" }""",
        ["MoneyDeclining"] = $$"""{ "to": "person:{{One}}", "reason": "account-wrong" }""",
        ["MoneySharing"] = $$"""{ "transfer": "{{One}}", "passage": "dividend", "inputs": [{ "input": "dividend", "value": 5000000 }] }""",
        ["MoneyApproval"] = $$"""{ "to": "household:{{One}}" }""",
        ["MoneyPayment"] = $$"""{ "to": "household:{{One}}", "reference": "BANK-2026-0001" }""",
        ["PlaceHoldRequest"] = $$"""{ "redemption": "{{One}}", "person": "{{Two}}", "offer": "{{Three}}", "quantity": 1 }""",
        ["LossReport"] = """{ "lost": "phone" }""",
        ["CardRequest"] = $$"""{ "card": "{{One}}" }""",
        ["CardEnding"] = """{ "reason": "given-back" }""",
        ["CardCheck"] = """{ "number": "0028047960" }""",
        ["OfflineBatch"] = $$"""{ "captures": [{ "id": "{{One}}", "code": "0028047960", "capturedAt": "2026-05-20T09:12:00+08:00" }] }""",
        ["EndingVoid"] = """{ "reason": "changed-mind" }""",
        ["EndingRefund"] = $$"""{ "id": "{{One}}", "quantity": 1, "reason": "spoilt-goods" }""",
        ["EnterOpeningRequest"] = $$"""
            { "opening": "{{One}}", "passbooks": [{ "person": "{{Two}}", "passbook": "0012", "closedOn": "2025-12-31",
              "lots": [{ "board": "safety", "year": 2025, "points": 3000, "minutes": 600, "expiresOn": "2099-12-31" }] }] }
            """,
        ["SignOpeningRefusal"] = """{ "reason": "wrong-year" }""",
        ["CloseMonthRequest"] = $$"""{ "tableHash": "{{new string('0', 64)}}" }""",
        ["ShopClosure"] = """{ "reason": "retired" }""",
        ["ShopDays"] = """{ "from": "2026-11-20", "until": "2026-11-21", "reason": "holiday" }""",
        ["ShopSoldOut"] = """{ "untilLifted": false }""",
        ["ShopUndoing"] = $$"""{ "id": "{{One}}" }""",
        ["StatementIssuing"] = $$"""{ "statement": "{{One}}", "month": "2026-10" }""",
        ["StatementDispute"] = $$"""{ "lines": ["{{One}}"], "reason": "never-fetched" }""",
        ["StatementAnswer"] = """{ "result": "found-right", "refunds": [] }""",
        ["StatementInvoice"] = """{ "number": "25327000000012345678" }""",
        ["StatementPayment"] = """{ "reference": "BANK-2026-0001" }""",
        ["StatementReturn"] = """{ "reason": "account-closed" }""",
        ["CounterCodeCheck"] = """{ "code": "0028047960" }""",
        ["CorrectionRequest"] = $$"""{ "correction": "{{One}}", "about": "minutes", "text": "那天巡逻了两小时，只记了一小时。", "act": "{{Two}}" }""",
        ["CorrectionDecision"] = """{ "outcome": "refused", "reason": "sheet-says-so", "text": "签到表上是一小时。" }""",
        ["ConsentGiving"] = """{ "purpose": "publish-name" }""",
        ["ConsentWithdrawal"] = """{ "purpose": "publish-name" }""",
        ["AuditCheckRequest"] = $$"""{ "check": "{{One}}", "scope": "payables", "from": "2026-11-01", "until": "2026-11-30" }""",
        ["MarkSetting"] = $$"""{ "of": "person:{{One}}", "mark": "trained" }""",
        ["CorrectRoundCorrecting"] = """{ "rank": "stars", "to": "2026-02-28", "reason": "act-undone" }""",
        ["HonourApplying"] = $$"""{ "application": "{{One}}", "subject": "person:{{Two}}", "ladder": "stars", "level": "star-1" }""",
        ["HonourSigning"] = $$"""{ "application": "{{One}}" }""",
        ["WatchAnswer"] = $$"""{ "watch": "no-shows", "subject": "person:{{One}}" }""",
        ["WatchDrop"] = $$"""{ "watch": "no-shows", "subject": "person:{{One}}", "reason": "was-ill" }""",
        ["WatchRestoring"] = $$"""{ "subject": "person:{{One}}", "right": "redeem", "reason": "heard" }""",
        ["MarkEnding"] = $$"""{ "of": "person:{{One}}", "mark": "trained" }""",
        ["DraftDecision"] = """{ "step": "meeting", "decidedOn": "2026-05-01", "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" }""",
        ["DraftText"] = """{ "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" }""",
        ["CounterCapture"] = """{ "code": "0028047960" }""",
    };

    public static JsonNode? Of(string schema) =>
        schema == "RulebookDocument" ? Rulebook() : Bodies.TryGetValue(schema, out var text) ? JsonNode.Parse(text) : null;

    public static JsonNode File(string kind) => kind switch
    {
        "acts" => "姓名,电话,日期,开始,分钟,类别,地点\n王晓明,13900001234,2026-11-20,9:00,60,patrol,grid-1\n",
        "openings" => "姓名,电话,存折号,截止日期,板块,来源年度,积分,到期日,服务时长\n王晓明,13900001234,0012,2025-12-31,safety,2025,30,2099-12-31,10小时\n",
        "checks" => "format: 2\nversion: haian-2027\ntitle: {zh: 积分细则}\neffectiveFrom: 2027-01-01\n",
        _ => "姓名,电话\n王晓明,13900001234\n",
    };

    /// <summary>One of the refusals a status can mean, without its facts.</summary>
    public static JsonNode Refusal(ProblemType type) => new JsonObject
    {
        ["type"] = type.Uri,
        ["title"] = type.Title.Zh,
        ["titleEn"] = type.Title.En,
        ["status"] = type.Status,
        ["detail"] = "…",
        ["detailEn"] = "…",
        ["advice"] = type.Advice.Zh,
        ["adviceEn"] = type.Advice.En,
        ["instance"] = "urn:uuid:01a1ffbe-0e63-7bf4-9bbe-9711f13c9be5",
    };

    /// <summary>The sample this build carries.</summary>
    private static JsonNode Rulebook()
    {
        using var json = typeof(Examples).Assembly.GetManifestResourceStream("rulebooks/haian-sample/rulebook.json")!;
        return JsonNode.Parse(json)!;
    }
}
