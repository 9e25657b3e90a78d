using Ledger.Domain.Rulebooks.Document;

namespace Ledger.Domain.Acts;

/// <summary>What an act states beside its time and place: what its type asks for, and nothing else.</summary>
internal static class Said
{
    public static Rejection? Wrong(RulebookDocument rulebook, ActType type, ActEntry act)
    {
        var (asked, said) = (type.Inputs ?? [], act.Inputs ?? []);
        foreach (var code in asked)
        {
            var (least, most) = Range(rulebook.Inputs!.First(input => input.Code == code));
            if (said.Where(one => one.Input == code).ToList() is not [var only] || only.Value < least || only.Value > most) return new InputOutOfRange(act.Act, code, least, most);
        }
        if (said.FirstOrDefault(one => !asked.Contains(one.Input)) is { } further) return new InputOutOfRange(act.Act, further.Input, 0, 0);
        foreach (var mark in act.Marks ?? [])
            if (type.Marks?.Contains(mark) != true) return new UnknownMark(act.Act, mark);
        return null;
    }

    private static (long Least, long Most) Range(Input input) => Unit.Find(input.Unit)!.Smallest is var smallest ? (input.Least * smallest, input.Most * smallest) : default;
}
