using System.Globalization;
using System.Text.RegularExpressions;
using FluentValidation;
using FluentValidation.Internal;
using FluentValidation.Results;
using Ledger.Api.Problems;

namespace Ledger.Api.Http;

/// <summary>FluentValidation's own sentences in both languages, and field names as the client wrote them.</summary>
public static partial class ValidationWords
{
    private static readonly CultureInfo Zh = CultureInfo.GetCultureInfo("zh-CN"), En = CultureInfo.GetCultureInfo("en");

    public static FieldFault Of(ValidationFailure failure) => new(
        FirstLetters().Replace(failure.PropertyName, first => first.Value.ToLowerInvariant()),
        Capitals().Replace(failure.ErrorCode.Replace("Validator", ""), "-$1").TrimStart('-').ToLowerInvariant(),
        failure.CustomState as Words ?? new(Sentence(failure, Zh), Sentence(failure, En)));

    private static string Sentence(ValidationFailure failure, CultureInfo culture)
    {
        var template = ValidatorOptions.Global.LanguageManager.GetString(failure.ErrorCode, culture);
        if (string.IsNullOrEmpty(template)) return failure.ErrorMessage;
        var formatter = new MessageFormatter();
        foreach (var (name, value) in failure.FormattedMessagePlaceholderValues) formatter.AppendArgument(name, value);
        return formatter.BuildMessage(template);
    }

    [GeneratedRegex(@"(?<=^|\.)[A-Z]")]
    private static partial Regex FirstLetters();

    [GeneratedRegex("([A-Z])")]
    private static partial Regex Capitals();
}
