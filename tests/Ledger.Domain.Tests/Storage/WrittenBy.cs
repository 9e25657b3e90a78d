using System.Reflection;
using System.Reflection.Emit;

namespace Ledger.Domain.Tests.Storage;

/// <summary>
/// Which commands can write which facts: found by following what each Decide calls inside the domain to every place where a
/// fact is made. Compiled code cannot go stale.
/// </summary>
internal static class WrittenBy
{
    private const BindingFlags Every = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Assembly Domain = typeof(IFact).Assembly;

    private static readonly Dictionary<int, OpCode> OpCodes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => (int)unchecked((ushort)code.Value));

    public static IReadOnlyList<Type> Commands { get; } = [.. Domain.GetTypes()
        .Where(type => type.IsClass && type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(ICommand<>))).OrderBy(type => type.Name, StringComparer.Ordinal)];

    public static ILookup<Type, Type> Facts { get; } = Commands.SelectMany(command => FactsOf(command).Select(fact => (fact, command))).ToLookup(pair => pair.fact, pair => pair.command);

    public static IReadOnlySet<Type> FactsOf(Type command)
    {
        // What is only asked in books of its own is never written.
        if (CalledBy(command.GetMethod("Decide")!).Any(called => called.DeclaringType?.Name == "AskedBooks")) return new HashSet<Type>();
        var (facts, seen, open) = (new HashSet<Type>(), new HashSet<MethodBase>(), new Stack<MethodBase>());
        open.Push(command.GetMethod("Decide")!);
        while (open.TryPop(out var method))
        {
            if (!seen.Add(method)) continue;
            foreach (var called in CalledBy(method))
            {
                // A copy of a known fact, as folds make them, is not a new one.
                if (called.DeclaringType is not { } type || type.Assembly != Domain || called.Name == "<Clone>$") continue;
                if (called is ConstructorInfo && typeof(IFact).IsAssignableFrom(type)) facts.Add(type);
                else if (called is ConstructorInfo && type.Name.StartsWith('<')) foreach (var hidden in type.GetMethods(Every)) open.Push(hidden);
                else open.Push(called);
            }
        }
        return facts;
    }

    private static IEnumerable<MethodBase> CalledBy(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code) yield break;
        for (var at = 0; at < code.Length;)
        {
            var value = (int)code[at++];
            if (value == 0xFE) value = 0xFE00 | code[at++];
            var operand = OpCodes[value].OperandType;
            if (operand == OperandType.InlineMethod && Resolve(method, BitConverter.ToInt32(code, at)) is { } called) yield return called;
            at += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
                _ => 4,
            };
        }
    }

    private static MethodBase? Resolve(MethodBase from, int token)
    {
        var called = from.Module.ResolveMethod(token, from.DeclaringType!.GetGenericArguments(), from.IsGenericMethod ? from.GetGenericArguments() : null);
        return called is MethodInfo { IsGenericMethod: true } method ? method.GetGenericMethodDefinition() : called;
    }
}
