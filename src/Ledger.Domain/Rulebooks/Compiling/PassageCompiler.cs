using Ledger.Domain.Rulebooks.Document;
using Ledger.Domain.Rulebooks.Evaluating;

namespace Ledger.Domain.Rulebooks.Compiling;

/// <summary>From passages as they are written to prices, gates and limits.</summary>
internal sealed class PassageCompiler(Compilation into, AmountCompiler amounts, List<CompiledMeasure> measures)
{
    public CompiledPassage[] Compile()
    {
        var passages = into.Document.Passages;
        if (passages?.Count > 500) into.Fault("/passages", "out-of-range");
        var named = (passages ?? []).SelectMany(passage => passage.Limits ?? []).ToHashSet();
        var limits = RulebookCompiler.Numbered(into.Document.Limits).Where(pair => pair.Item.Of is Happening.Redeem or Happening.Gift or Happening.Cash or Happening.Issue).Select(pair => (pair.Item.Code, pair.Item.Of, Limit: Limit(pair.Item, pair.Number))).ToList();
        return [.. RulebookCompiler.Numbered(passages).Select(pair => Passage(pair.Item, $"/passages/{pair.Number}",
            [.. limits.Where(one => one.Of == HappeningOf(pair.Item.Kind) && (pair.Item.Limits?.Contains(one.Code) ?? !named.Contains(one.Code))).Select(one => one.Limit).OfType<PassageLimit>()]))];
    }

    private CompiledPassage Passage(Passage passage, string at, List<PassageLimit> limits)
    {
        var form = passage.Price?.Form is { } priced ? amounts.Compile(priced, $"{at}/price") : null;
        var commodity = CommodityOf(passage, form?.Unit, at);
        var unit = UnitOf(commodity);
        foreach (var (opens, number) in RulebookCompiler.Numbered(passage.Opens)) Opens(into, opens, $"{at}/opens/{number}");
        foreach (var (value, number) in RulebookCompiler.Numbered(passage.Denominations)) into.Positive(unit, value, $"{at}/denominations/{number}");
        if (passage.Steps is { } steps) into.Positive(unit, steps, $"{at}/steps");
        Face(passage.Face, unit, $"{at}/face");
        Face(passage.Pay?.Face, unit, $"{at}/pay/face");
        if (passage.Pay?.AtLeast is { } least) into.In(unit, least, $"{at}/pay/atLeast");
        if (passage.Pay?.PointsAtMost is { } most && most.Unit.Counts != "percent") into.In(unit, most, $"{at}/pay/pointsAtMost");
        var price = passage.Price switch { null => null, { Form: not null } => form, { Text: { } fixedPrice } when IsMoney(passage) => Fixed(fixedPrice, "fen", $"{at}/price"), { Text: { } fixedPrice } => Fixed(fixedPrice, unit, $"{at}/price"), _ => null };
        if (passage is { Kind: PassageKind.Cash, Face: { } face }) price = price is null ? OfFace(face, $"{at}/face") : into.Fault<CompiledAmount?>($"{at}/face", "malformed", null);
        if (!IsMoney(passage) && form is not null && form.Unit != unit) into.Fault($"{at}/price", "wrong-unit");
        if (IsMoney(passage) && (price is null || price.Unit != "fen")) into.Fault($"{at}/price", "wrong-unit");
        if (passage.Kind == PassageKind.Share != (passage.By is not null)) into.Fault($"{at}/by", "malformed");
        else if (passage.By is { } by && measures.FirstOrDefault(one => one.Code == by.Measure) is not { Whose: [Whose.Person or Whose.Household or Whose.Team] }) into.Fault($"{at}/by/measure", "unknown-measure");
        else if (passage.By is { } proportion) into.Facts.Take($"measure.{proportion.Measure}");
        if (PerPerson(passage, at) is { } own) limits.Insert(0, own);
        return new(passage, at, into.Selector(passage.When, $"{at}/when"), into.Selector(passage.Who, $"{at}/who"), into.Selector(passage.To, $"{at}/to"), From(passage.From, $"{at}/from"), price, limits, commodity);
    }

    /// <summary>What it is paid in: what it names; otherwise what can be spent and has the unit of its price.</summary>
    private int CommodityOf(Passage passage, string? priced, string at)
    {
        var document = into.Document;
        if ((passage.Commodity ?? passage.Into?.Commodity) is { } named)
            return document.Commodities.ToList().FindIndex(one => one.Code == named) is >= 0 and var number ? number : into.Fault($"{at}/{(passage.Commodity is null ? "into/" : "")}commodity", "unknown-commodity", 0);
        var unit = priced ?? (passage.Price?.Text ?? passage.Denominations?[0] ?? passage.Steps)?.Unit.Counts;
        return document.Commodities.Select((one, place) => (one, place)).Where(pair => pair.one.Spendable && UnitOf(pair.place) == unit).Select(pair => (int?)pair.place).FirstOrDefault() ?? document.Spendable();
    }

    private string UnitOf(int commodity) => Unit.Find(into.Document.Commodities[commodity].Unit)!.Counts;

    private static bool IsMoney(Passage passage) => passage.Kind is PassageKind.Share or PassageKind.Subsidy or PassageKind.Cash;

    /// <summary>What the points that are asked for are worth.</summary>
    private CompiledAmount OfFace(Face face, string at) => amounts.Compile(new(new("asking.points", null), [new Stage(Per: face.Per, Give: face.Give)]), at);

    private CompiledAmount Fixed(Quantity price, string unit, string at)
    {
        into.In(unit, price, at);
        return amounts.Compile(new(new("act", null), [new Stage(Each: price)]), at);
    }

    /// <summary>Lots of some buckets, or such as a condition says.</summary>
    private CompiledSelector? From(TakenFrom? from, string at)
    {
        if (from is null) return null;
        var bucket = from.Buckets is { } buckets ? new When(Fact: "lot.bucket", In: buckets) : null;
        return bucket is null ? into.Selector(from.When, $"{at}/when") : from.When is null ? into.Selector(bucket, $"{at}/buckets") : into.Selector(new When(All: [bucket, from.When]), at);
    }

    internal static void Opens(Compilation into, Opens opens, string at)
    {
        var isFine = Form.Of(("weekdays", opens.Weekdays), ("every", opens.Every)) switch
        {
            "weekdays" => opens is { Month: null, Days: null, Weekdays.Count: > 0 } && IsTime(opens.From) && IsTime(opens.To),
            "every" => opens is { Every: Window.Month or Window.Quarter or Window.HalfYear or Window.Year, From: null, To: null } && opens.Month is null or (>= 1 and <= 12) && opens.Days?.All(day => day is >= 1 and <= 31) != false,
            "" => opens is { Month: null, Days: null, From: { } from, To: { } to } && MonthDay.Parse(from.Text) is not null && MonthDay.Parse(to.Text) is not null,
            _ => false,
        };
        if (!isFine) into.Fault(at, "malformed");
    }

    private static bool IsTime(Bound? bound) => bound is not { } given || TimeOfDay.Parse(given.Text) is not null;

    private void Face(Face? face, string unit, string at)
    {
        if (face is null) return;
        into.Positive(unit, face.Per, $"{at}/per");
        into.In("fen", face.Give, $"{at}/give");
    }

    private PassageLimit? Limit(Limit limit, int number)
    {
        var at = $"/limits/{number}";
        if (measures.FirstOrDefault(one => one.Code == limit.Measure) is not { Kind: not CountKind.Other } measure || measure.Event != limit.Of) return into.Fault<PassageLimit?>($"{at}/measure", "not-a-limit-of-redeeming", null);
        var choices = RulebookCompiler.Numbered(limit.AtMost.Form?.Choose)
            .Select(pair => (into.Selector(pair.Item.When, $"{at}/atMost/choose/{pair.Number}/when")!, into.In(measure.Unit, pair.Item.AtMost, $"{at}/atMost/choose/{pair.Number}/atMost"))).ToArray();
        return Bounded(limit.Code, at, measure, into.Selector(limit.When, $"{at}/when"), choices, into.In(measure.Unit, limit.AtMost.Form?.Else ?? limit.AtMost.Text!.Value, $"{at}/atMost"));
    }

    /// <summary>The one piece of sugar: a measure of the units one person takes, of the passages of one group together, and a limit on it.</summary>
    private PassageLimit? PerPerson(Passage passage, string at)
    {
        if (passage.PerPerson is not { } limit) return null;
        Code[] together = passage.Group is { } group ? [.. into.Document.Passages!.Where(one => one.Group == group).Select(one => one.Code)] : [passage.Code];
        var measure = new MeasureCompiler(into, new Dictionary<Code, int>()).Own(
            new Measure(passage.Group ?? passage.Code, new("units", null), HappeningOf(passage.Kind), new When(Fact: "asking.passage", In: together), [OnePerson(passage.Kind)], new(limit.Every, null)), measures.Count, $"{at}/perPerson");
        measures.Add(measure);
        return Bounded(passage.Code, $"{at}/perPerson", measure, null, [], into.In("times", limit.AtMost, $"{at}/perPerson/atMost"));
    }

    /// <summary>What a passage counts as.</summary>
    public static Happening HappeningOf(PassageKind kind) => kind switch
    {
        PassageKind.Gift or PassageKind.Family or PassageKind.Pool => Happening.Gift,
        PassageKind.Cash => Happening.Cash,
        PassageKind.Grant or PassageKind.Reissue or PassageKind.Share or PassageKind.Subsidy => Happening.Issue,
        _ => Happening.Redeem,
    };

    /// <summary>Who is one “person”: of what merchants get, a merchant; of money for households, a household.</summary>
    private static Whose OnePerson(PassageKind kind) => kind switch { PassageKind.Reissue => Whose.Merchant, PassageKind.Subsidy => Whose.Household, _ => Whose.Person };

    private static PassageLimit Bounded(Code code, string rule, CompiledMeasure measure, CompiledSelector? when, (CompiledSelector, long)[] choices, long otherwise) =>
        new(code, rule, measure.Number, when, new(0, measure.Number, when, choices, otherwise, false, OverflowKind.Refuse, new(rule, StepKind.Cap, measure.Unit, measure.Unit)));
}
