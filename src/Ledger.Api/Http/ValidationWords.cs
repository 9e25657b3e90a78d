using System.Text.RegularExpressions;
using FluentValidation.Results;
using Ledger.Api.Problems;

namespace Ledger.Api.Http;

/// <summary>FluentValidation's faults in both languages, and field names as the client wrote them.</summary>
public static partial class ValidationWords
{
    public static FieldFault Of(ValidationFailure failure) => new(
        FirstLetters().Replace(failure.PropertyName, first => first.Value.ToLowerInvariant()),
        Capitals().Replace(failure.ErrorCode.Replace("Validator", ""), "-$1").TrimStart('-').ToLowerInvariant(),
        failure.CustomState as Words ?? Said(failure));

    /// <summary>The library speaks the languages of the machine's cultures, of which there are none here: these are ours.</summary>
    private static Words Said(ValidationFailure failure)
    {
        object? Told(string name) => failure.FormattedMessagePlaceholderValues.GetValueOrDefault(name);
        return failure.ErrorCode switch
        {
            "NotEmptyValidator" => new("不能为空", "Must not be empty"),
            "MaximumLengthValidator" => new($"至多 {Told("MaxLength")} 字", $"At most {Told("MaxLength")} characters"),
            "InclusiveBetweenValidator" => new($"须为 {Told("From")} 到 {Told("To")}", $"{Told("From")} to {Told("To")}"),
            _ => new("填写有误", failure.ErrorMessage),
        };
    }

    [GeneratedRegex(@"(?<=^|\.)[A-Z]")]
    private static partial Regex FirstLetters();

    [GeneratedRegex("([A-Z])")]
    private static partial Regex Capitals();
}
