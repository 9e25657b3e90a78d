using System.Collections.Frozen;
using Ledger.Domain;
using Ledger.Domain.Rulebooks.Compiling;

namespace Ledger.Rulebooks;

/// <summary>What each finding says to a secretary. <c>{0}</c> is what stands there, <c>{1}</c> what is suggested.</summary>
public static class FindingWords
{
    private static readonly FrozenDictionary<string, (string Zh, string En)> All = new Dictionary<string, (string, string)>
    {
        ["too-large"] = ("文件超过 {0}", "The text is larger than {0}"),
        ["bad-encoding"] = ("此处起不是 UTF-8 编码，请另存为 UTF-8", "From here on it is not UTF-8; save it as UTF-8"),
        ["too-deep"] = ("嵌套过深", "It is nested too deeply"),
        ["malformed"] = ("写法不对，这里读不懂", "This is not how it is written"),
        ["not-plain-yaml"] = ("这里不能有“{0}”：YAML 只是 JSON 的另一种写法，只写一份，不用锚点、别名和标签", "'{0}' cannot be here: YAML is another way to write JSON, one document without anchors, aliases or tags"),
        ["null-value"] = ("“{0}”没有内容；没有就不要写", "'{0}' has no value; leave it out"),
        ["repeated-member"] = ("“{0}”写了两次", "'{0}' is written twice"),
        ["unknown-member"] = ("没有“{0}”这一项", "There is no member '{0}'"),
        ["missing-member"] = ("缺少“{0}”", "'{0}' is missing"),
        ["wrong-type"] = ("“{0}”类型不对，应为{1}", "'{0}' is of the wrong type: {1} is expected"),
        ["unknown-word"] = ("“{0}”不在可选之列", "'{0}' is none of the words for it"),
        ["unknown-format"] = ("不是本版格式", "It is not in this format"),
        ["bad-code"] = ("“{0}”不是代码：只用小写字母、数字和“-”，至多 40 个", "'{0}' is no code: a-z, 0-9 and '-', at most 40"),
        ["bad-quantity"] = ("“{0}”不是带单位的数量（如 20 points、1.5 h），或不是最小单位的整数倍", "'{0}' is no quantity with its unit, or not a whole number of the smallest unit"),
        ["bad-length"] = ("长度 {0} 不合要求", "A length of {0} is not allowed"),
        ["no-such-date"] = ("没有“{0}”这一天", "There is no day '{0}'"),
        ["no-such-time"] = ("没有“{0}”这个时刻", "There is no time '{0}'"),
        ["duplicate-code"] = ("代码“{0}”重复", "The code '{0}' is there twice"),
        ["reserved-code"] = ("代码“{0}”已有固定含义", "The code '{0}' has a meaning of its own"),
        ["out-of-range"] = ("超出允许的范围", "It is out of its range"),
        ["wrong-unit"] = ("单位不符", "The units do not fit"),
        ["unknown-act-type"] = ("没有事项“{0}”", "There is no act type '{0}'"),
        ["unknown-amount"] = ("上文没有分值“{0}”", "There is no amount '{0}' above"),
        ["unknown-board"] = ("没有板块“{0}”", "There is no board '{0}'"),
        ["unknown-body"] = ("没有机构“{0}”", "There is no body '{0}'"),
        ["unknown-bucket"] = ("没有账户类别“{0}”", "There is no bucket '{0}'"),
        ["unknown-commodity"] = ("没有账目种类“{0}”", "There is no commodity '{0}'"),
        ["unknown-deduction"] = ("没有扣分规则“{0}”", "There is no deduction '{0}'"),
        ["unknown-expiry"] = ("没有有效期规则“{0}”", "There is no expiry '{0}'"),
        ["unknown-fact"] = ("没有“{0}”这个事实，或它在后文才出现", "There is no fact '{0}', or it comes later"),
        ["unknown-fund"] = ("没有资金来源“{0}”", "There is no fund '{0}'"),
        ["unknown-input"] = ("没有填报项“{0}”", "There is no input '{0}'"),
        ["unknown-item"] = ("没有兑换物“{0}”", "There is no item '{0}'"),
        ["unknown-ladder"] = ("没有等级“{0}”", "There is no ladder '{0}'"),
        ["unknown-level"] = ("没有级别“{0}”", "There is no level '{0}'"),
        ["unknown-limit"] = ("没有限额“{0}”", "There is no limit '{0}'"),
        ["unknown-mark"] = ("没有标记“{0}”，或它不属于这里", "There is no mark '{0}', or it is not one for here"),
        ["unknown-measure"] = ("没有计量“{0}”", "There is no measure '{0}'"),
        ["unknown-period"] = ("没有周期“{0}”", "There is no period '{0}'"),
        ["unknown-pool"] = ("没有积分池“{0}”", "There is no pool '{0}'"),
        ["unknown-right"] = ("没有可暂停的权利“{0}”", "There is no right '{0}' that could be suspended"),
        ["unknown-review"] = ("没有审核流程“{0}”", "There is no review '{0}'"),
        ["band-hole"] = ("分段之间有空档", "The bands have a hole here"),
        ["band-overlap"] = ("分段重叠", "The bands overlap here"),
        ["table-not-ascending"] = ("表格各行须由小到大", "The rows of a table must ascend"),
        ["limit-not-a-multiple"] = ("限额须为记分单位的整数倍", "A limit must be a multiple of the quantum"),
        ["not-a-multiple"] = ("须为记分单位的整数倍", "It must be a multiple of the quantum"),
        ["rolling-earn-limit"] = ("获得限额不能用滚动周期，请用日、周、月、年", "A limit on earning has no rolling window; use a day, week, month or year"),
        ["not-a-limit-of-redeeming"] = ("这个计量不能用来限制兑换", "Redeeming cannot be limited by this measure"),
        ["measure-of-others"] = ("这个计量不是按被排名者计的", "This measure is not counted for those who are ranked"),
        ["not-a-limit-of-deducting"] = ("这个计量不能用来限制扣分", "Deducting cannot be limited by this measure"),
        ["no-review-of-it"] = ("没有按这个计数分级的审核", "No review has a tier of this measure"),
        ["scope-of-no-role"] = ("所列角色没有一个能限于网格或团队", "None of the roles can be bound to a node or a team"),
        ["not-a-limit-of-earning"] = ("这个计量不能用来限制获得", "Earning cannot be limited by this measure"),
        ["bonus-after-over"] = ("加成不能放在整周期计算之后，请写在 over 之前", "A bonus cannot follow the worth of a whole window; write it as a stage before 'over'"),
        ["overflow"] = ("算出的数可能大得账户放不下；请给填报项设较小的上限", "The amount may be more than an account can hold; bound its inputs"),
        ["takes-effect-too-early"] = ("生效日须晚于今天（{0}）", "It must take effect after today ({0})"),
        ["wrong-community"] = ("这是社区“{0}”的细则，不是本社区的", "It is a rulebook of the community '{0}'"),
        ["unit-changes"] = ("居民手中的数以另一单位记，不能从一版到下一版改变", "What people have is counted in another unit, which no version can change"),
        ["overlapping-effective-dates"] = ("与已发布的“{0}”同日生效，将取代它", "It takes effect on the same day as '{0}' and replaces it"),
        ["life-of-what-ends"] = ("“{0}”按会结束的对象终身累计，会一直增长；window 请用 {1}", "'{0}' counts for life what itself ends and would grow for ever; use the window {1}"),
        ["notice-longer-than-expiry"] = ("公示 {0} 比有效期 {1} 还长：积分未到账就过期", "A notice of {0} is longer than the points live ({1})"),
        ["threshold-above-storage"] = ("需要 {0}，但账户至多存 {1}", "{0} are needed, but an account holds at most {1}"),
        ["window-never-opens"] = ("这个开放时段永远不会到来", "This window never opens"),
        ["cash-without-decision"] = ("兑换现金须附决议记录", "Paying out cash needs a decision record"),
        ["money-buys-points"] = ("捐款换来的积分可以兑换：相当于用钱买积分", "Points given for money can be spent: they could be bought"),
        ["level-unreachable"] = ("至多只能达到 {0}，这一级永远达不到", "At most {0} can be reached: nobody gets to this level"),
        ["level-below-the-one-before"] = ("要求低于前一级“{0}”", "It asks for less than the level before, '{0}'"),
        ["no-last-expiry"] = ("最后一条有条件：不属于任何一条的积分永不过期", "The last entry has a condition: what falls under none never lapses"),
        ["rule-shadowed"] = ("前面的第 {0} 条已涵盖，这一条永远轮不到", "Number {0} before it covers all of it: it never comes to this one"),
        ["never-true"] = ("与前面的条件不能同时成立：整个条件永远不成立", "It excludes a condition before it: together they never hold"),
        ["quantity-in-price"] = ("价格按一份写，兑换几份就乘几；这里再按份数算就重复了", "A price is that of one unit and taken for each; by the number of units it would count them twice"),
        ["cap-never-binds"] = ("限额 {0} 永远用不到：本来就至多 {1}", "A limit of {0} never binds: there can be at most {1}"),
        ["limits-cross"] = ("与限额“{0}”交叉：先记的先占，先后不同结果可能不同", "It crosses the limit '{0}': who comes first gets it"),
        ["crossing-too-wide"] = ("与限额“{0}”交叉，而且超出一户的范围：撤销一个人的一次行为，别人得的分也可能跟着变；能让一个包含另一个最好", "It crosses the limit '{0}' beyond one household: undoing somebody's act may change what others got; better let one contain the other"),
        ["unknown-fact-possible"] = ("“{0}”可能不知道（{1}）：那时资格条件不成立，限额照样限制；有意如此请写明 known", "'{0}' may not be known ({1}): a condition does not hold then, and a limit binds; if that is meant, ask for 'known'"),
        ["act-type-in-no-limit"] = ("事项“{0}”不受任何限额约束", "No limit bounds the act type '{0}'"),
        ["declared-and-unused"] = ("“{0}”没有任何规则用到", "No rule uses '{0}'"),
        ["vault-mark-here"] = ("“{0}”是保密登记的标记：只能是个人的、不带数字的，只能用在谁可以参加、兑换、转出的条件里", "'{0}' is a mark of the vault: it is a person's, without a number, and only conditions on who may earn, redeem or hand on read it"),
        ["not-decided-yet"] = ("账本不能这样执行，不能发布：{1}", "The ledger cannot do this together: {1}"),
    }.ToFrozenDictionary();

    /// <summary>Codes whose words name the suggestion themselves.</summary>
    private static readonly FrozenSet<string> Follows = ["notice-longer-than-expiry", "threshold-above-storage", "cap-never-binds", "life-of-what-ends", "wrong-type", "unknown-fact-possible", "not-decided-yet"];

    private static readonly FrozenDictionary<string, Words> Types = new Dictionary<string, Words>
    {
        ["object"] = new("一组“名称: 值”", "an object"), ["array"] = new("列表", "a list"), ["string"] = new("文字", "a text"), ["boolean"] = new(" true 或 false", "true or false"), ["integer"] = new("整数", "a whole number"),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Words> Unknown = new Dictionary<string, Words>
    {
        ["birth"] = new("没有登记生日", "no birth date is registered"), ["household"] = new("不属于任何一户", "of no household"), ["team"] = new("不在任何团队", "in no team"),
        ["activity"] = new("不属于任何活动", "of no activity"), ["slot"] = new("不在任何时段", "in no slot"), ["served"] = new("没有服务对象", "nobody was served"),
        ["mark"] = new("没有这个标记", "the mark is not borne"), ["vault"] = new("保管库没有记载", "the vault does not say"),
    }.ToFrozenDictionary();

    /// <summary>Why members and words that each mean something do not go together.</summary>
    private static readonly FrozenDictionary<string, Words> Apart = new Dictionary<string, Words>
    {
        ["paid-alone"] = new("由受助者或积分池付给的，全部须出自同一处，并且是第一种账目", "what who was served or a pool pays is of the first commodity, and all that the act gives comes from there"),
        ["one-fund"] = new("一个事项所给的须全部出自同一资金来源", "all that an act gives is of one fund"),
        ["no-doer"] = new("自动计分须有行为人：只能随本人或本户的标记、本人的等级而来", "what follows by itself needs a doer: a mark of a person or household, a level of a person"),
        ["taken-of-holders"] = new("只能扣个人、户、团队的分", "points are taken from persons, households and teams"),
        ["run-in-a-row"] = new("连续几期的“期”须是所读计量的周期；季、半年、年只能读获得或扣分的计量", "a run is of the window of the measure it reads; of quarters, halves and years only earning and deducting are kept"),
        ["pool-received"] = new("积分池只计收到的数（received）", "of a pool only what it received is counted"),
        ["of-redeeming"] = new("按兑换物、商户、资金来源计的只能是兑换（后两者也可以是发放）", "by item, merchant or fund only redeeming is counted, by the latter two also what is issued"),
        ["store-of-balance"] = new("store 周期只用于余额或欠分", "the window store is for the balance or the debt"),
        ["booked-of-posted"] = new("按入账日只能计已入账的获得，不能计扣分或仅登记的", "by the booked day only what has posted is counted, neither deductions nor what is only recorded"),
        ["recorded-of-acts"] = new("仅登记的只能计分钟、次数或填报项", "of what is only recorded, minutes, acts and inputs are counted"),
        ["opening-of-person"] = new("期初只能计入个人或户的计量", "opening balances count in measures of a person or household"),
        ["deducting-drops"] = new("扣分超过限额的部分只能不扣", "what is over a limit of deducting is not taken"),
        ["stored-of-person"] = new("余额上限以外的部分只能由个人转入积分池，户和团队不能", "only what is over what one person may have goes into a pool"),
        ["no-receiver"] = new("这种流转没有另一个收分的人", "nobody else receives points by this kind of passage"),
        ["not-exchanged"] = new("一种账目不能换成另一种", "one commodity is not exchanged for another"),
        ["receiver-is-named"] = new("收分的账户由这次流转指明，不由细则指定", "the account that receives is named when it is asked for"),
        ["of-items"] = new("只用于有兑换物的流转", "this is for passages on an item"),
        ["of-cash"] = new("面值在这里只用于兑换现金", "between accounts only cash has a face value"),
        ["from-a-fund"] = new("所给的不出自某人的积分批次", "what is given comes from nobody's lots"),
        ["shared-once"] = new("分红一次分完，不按人限制", "a sum is shared out once and bounded for nobody"),
        ["lots-keep-fund"] = new("积分转手时保留原来的资金来源", "points that change hands keep their fund"),
        ["group-of-one-kind"] = new("同组的须是同类流转，而且至少一条有 perPerson", "a group is of one kind of passage, and one of them says perPerson"),
        ["used-of-the-last"] = new("consumes 只用于最近一段时间（last）或自某标记起（since）的计量", "what a level uses up is counted over the last so long or since a mark"),
        ["judged-by-period"] = new("商户和地方的等级只能按周期评定或申报", "levels of merchants and places are judged by a period or applied for"),
        ["claimed-by-holders"] = new("只有个人、户、团队能领取", "only persons, households and teams claim something"),
        ["watched-persons"] = new("关注事项只能提出扣个人的分", "a watch proposes a deduction of a person"),
        ["signs-for-all"] = new("这个机构还要为不属于任何网格或团队的事签字", "this body also signs what lies in no node and is of no team"),
    }.ToFrozenDictionary();

    /// <summary>Whether a finding or a reason has words.</summary>
    public static bool Knows(Code code) => All.ContainsKey(code.Value) || Apart.ContainsKey(code.Value);

    public static Words Of(Finding finding)
    {
        var (zh, en) = All.GetValueOrDefault(finding.Code.Value, (finding.Code.Value, finding.Code.Value));
        var (about, hint) = (finding.About ?? finding.Pointer.Split('/')[^1], finding.Suggestion);
        var type = finding.Code.Value switch
        {
            "wrong-type" when hint is not null => Types[hint],
            "unknown-fact-possible" => Unknown[hint!],
            "not-decided-yet" => Apart[hint!],
            _ => new(hint!, hint!),
        };
        var isTold = hint is null || Follows.Contains(finding.Code.Value);
        return new(zh.Replace("{0}", about).Replace("{1}", type.Zh) + (isTold ? "。" : $"；是不是“{hint}”？"), en.Replace("{0}", about).Replace("{1}", type.En) + (isTold ? "." : $"; is it '{hint}'?"));
    }
}
