using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Acts;

/// <summary>What an act states beside its time and place: what its type asks for, and nothing else.</summary>
internal static class Said
{
    /// <param name="later">What its review states.</param>
    public static Rejection? Wrong(RulebookDocument rulebook, ActType type, ActEntry act, IReadOnlyCollection<Code> later)
    {
        if (Wrong(rulebook, [.. (type.Inputs ?? []).Except(later)], act.Act, act.Inputs ?? []) is { } wrong) return wrong;
        foreach (var mark in act.Marks ?? [])
            if (type.Marks?.Contains(mark) != true || later.Contains(mark)) return new UnknownMark(act.Act, mark);
        return null;
    }

    /// <summary>Each number that is asked for once and in its range, and no other.</summary>
    public static Rejection? Wrong(RulebookDocument rulebook, IReadOnlyCollection<Code> asked, ActId? act, IReadOnlyList<ActInput> said)
    {
        foreach (var code in asked)
        {
            var (least, most) = Range(rulebook.Inputs!.First(input => input.Code == code));
            if (said.Where(one => one.Input == code).ToList() is not [var only] || only.Value < least || only.Value > most) return new InputOutOfRange(act, code, least, most);
        }
        return said.FirstOrDefault(one => !asked.Contains(one.Input)) is { } further ? new InputOutOfRange(act, further.Input, 0, 0) : null;
    }

    private static (long Least, long Most) Range(Input input) => Unit.Find(input.Unit)!.Smallest is var smallest ? (input.Least * smallest, input.Most * smallest) : default;
}
