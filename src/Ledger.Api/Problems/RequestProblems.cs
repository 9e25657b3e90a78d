namespace Ledger.Api.Problems;

/// <summary>Faults of a request that are found before any rule of the books.</summary>
public static class RequestProblems
{
    public static readonly ProblemType SignInNeeded = new("sign-in-needed", 401, new("请先登录", "Sign-in needed"), new("请携带有效的访问令牌。", "Send a valid bearer token."));
    public static readonly ProblemType CommunityNotFound = new("community-not-found", 404, new("没有这个社区", "Community not found"), new("请核对社区代码。", "Check the community's code."));
    public static readonly ProblemType NoSuchPage = new("no-such-page", 404, new("没有这个地址", "No such address"), new("请核对地址。", "Check the address."));
    public static readonly ProblemType MethodNotAllowed = new("method-not-allowed", 405, new("不支持的方法", "Method not allowed"), new("请查看接口文档。", "See the API's documentation."));
    public static readonly ProblemType NotJson = new("unsupported-media-type", 415, new("内容类型不支持", "Unsupported media type"), new("请按接口文档所列类型发送。", "Send the type that the documentation names."));
    public static readonly ProblemType TooLarge = new("body-too-large", 413, new("内容过大", "Body too large"), new("请分批发送。", "Send it in parts."));
    public static readonly ProblemType Malformed = new("malformed-json", 400, new("JSON 格式错误", "Malformed JSON"), new("请按所指位置更正。", "Correct the place named."));
    public static readonly ProblemType Invalid = new("invalid-request", 400, new("填写有误", "Invalid request"), new("请按所列项目更正。", "Correct the members listed."));
    public static readonly ProblemType KeyMissing = new("idempotency-key-missing", 400, new("缺少幂等键", "Idempotency-Key missing"), new("每次写入须带 Idempotency-Key，重试时用同一个。", "Send an Idempotency-Key with every write, the same when retrying."));
    public static readonly ProblemType KeyReused = new("idempotency-key-reused", 422, new("幂等键已用于另一请求", "Idempotency-Key reused"), new("新的请求请用新的键。", "Use a new key for a new request."));
    public static readonly ProblemType NotThatFar = new("read-model-behind", 503, new("数据尚未更新到所求位置", "Read model behind"), new("请稍后再试。", "Try again shortly."));
    public static readonly ProblemType Unavailable = new("unavailable", 503, new("系统繁忙", "Unavailable"), new("请稍后用同一幂等键重试。", "Try again with the same key."));
    public static readonly ProblemType Broken = new("internal-error", 500, new("系统内部错误", "Internal error"), new("请把编号告诉管理员。", "Tell the administrator the id."));

    public static IReadOnlyList<ProblemType> All =>
        [SignInNeeded, CommunityNotFound, NoSuchPage, MethodNotAllowed, NotJson, TooLarge, Malformed, Invalid, KeyMissing, KeyReused, NotThatFar, Unavailable, Broken];
}
