namespace Ledger.Model.Tests;

/// <summary>The model and the service do not say the same.</summary>
internal sealed class Difference(string what, object? model, object? service) : Exception($"{what}\n  the model: {model}\n  the service: {service}")
{
    public static void Unless(bool same, string what, object? model, object? service)
    {
        if (!same) throw new Difference(what, model, service);
    }

    /// <summary>Compares by what is written.</summary>
    public static void UnlessEqual(string what, object? model, object? service) => Unless(Equals(model?.ToString(), service?.ToString()), what, model, service);

    public static void UnlessEqual(string what, IEnumerable<string> model, IEnumerable<string> service)
    {
        var (ours, theirs) = (string.Join("; ", model), string.Join("; ", service));
        Unless(ours == theirs, what, ours, theirs);
    }
}
