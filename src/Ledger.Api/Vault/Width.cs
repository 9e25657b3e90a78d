namespace Ledger.Api.Vault;

/// <summary>
/// Full-width letters, digits, signs and spaces as narrow ones. Normalization to form KC would do it, but does nothing at all
/// where the runtime has no culture data.
/// </summary>
public static class Width
{
    public static string Narrow(string text) => string.Create(text.Length, text, static (narrow, wide) =>
    {
        for (var at = 0; at < wide.Length; at++)
            narrow[at] = wide[at] switch
            {
                >= '\uff01' and <= '\uff5e' => (char)(wide[at] - 0xfee0),
                '\u3000' or '\u00a0' => ' ',
                _ => wide[at],
            };
    });
}
