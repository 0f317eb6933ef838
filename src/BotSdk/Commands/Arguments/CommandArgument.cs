using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.RegularExpressions;
using BotPlatform.BotSdk.Delegates;
using BotPlatform.BotSdk.Texts;

namespace BotPlatform.BotSdk.Commands.Arguments;

/// <summary>A parameter of a typed command that is read from the message.</summary>
internal sealed class CommandArgument
{
    /// <summary>How many values a list may have. More than that is nobody's wish.</summary>
    public const int MaxValues = 100;

    private readonly DelegateParameter _parameter;
    private readonly Type _type;
    private readonly ArgumentReader _reader;
    private readonly ValidationAttribute[] _rules;

    /// <exception cref="BotDefinitionException">It cannot be read.</exception>
    public CommandArgument(DelegateParameter parameter, int slot, string what)
    {
        _parameter = parameter;
        Slot = slot;
        Name = DisplayName(parameter.Name);
        IsRest = parameter.Info.IsDefined(typeof(RestAttribute));
        _rules = [.. parameter.Info.GetCustomAttributes<ValidationAttribute>()];
        if (IsList && !parameter.Type.IsArray)
        {
            throw new BotDefinitionException($"{what} has the parameter '{parameter.Name}': make it an array, params {{type}}[].");
        }

        _type = IsList ? parameter.Type.GetElementType()! : parameter.Type;
        if (IsRest && (IsList || _type != typeof(string)))
        {
            throw new BotDefinitionException($"{what} has the rest in '{parameter.Name}': [Rest] is for one string.");
        }

        _reader = ArgumentReaders.Find(_type) ?? throw new BotDefinitionException(
            $"{what} has the parameter '{parameter.Name}' of the type {_type.Name}, which cannot be read from a message: use a text, "
            + "a number, an enum, a date or a time, or let the type implement IParsable<>.");
    }

    /// <summary>Its place among the delegate's parameters.</summary>
    public int Slot { get; }

    /// <summary>As people see it: <c>DUE-DATE</c>.</summary>
    public string Name { get; }

    public bool IsRest { get; }

    public bool IsList => _parameter.IsList;

    public bool IsOptional => _parameter.IsOptional || (IsList && !_rules.Any(rule => rule is MinLengthAttribute or LengthAttribute));

    /// <summary><c>OPTION</c>, <c>[OPTION]</c>, <c>[WHY...]</c>.</summary>
    public string Usage
    {
        get
        {
            var name = IsRest || IsList ? $"{Name}..." : Name;
            return IsOptional ? $"[{name}]" : name;
        }
    }

    public CommandParameter Describe(BotTexts texts) => new(
        Name,
        _reader.Describe(texts, refused: null),
        IsOptional,
        _parameter.Info.GetCustomAttribute<DescriptionAttribute>()?.Description);

    /// <summary>Reads it; what is returned is what is wrong, and null when nothing is.</summary>
    public string? Read(ref ArgumentCursor cursor, BotTexts texts, out object? value)
    {
        if (IsList)
        {
            return ReadList(ref cursor, texts, out value) ?? Check(value);
        }

        string? text;
        if (IsRest)
        {
            text = cursor.TakeRest();
        }
        else if (!cursor.TryRead(out text))
        {
            text = null;
        }

        if (text is null)
        {
            value = _parameter.Default;
            return IsOptional ? null : BotTexts.Fill(texts.Missing, Name, _reader.Describe(texts, refused: null));
        }

        return cursor.IsUnclosed ? Refuse(texts.Unclosed, out value) : ReadOne(text, texts, out value) ?? Check(value);
    }

    private static string Refuse(string problem, out object? value)
    {
        value = null;
        return problem;
    }

    private static string DisplayName(string name) => string.Concat(name.Select((character, index) =>
        index > 0 && char.IsUpper(character) && !char.IsUpper(name[index - 1]) ? $"-{character}" : $"{character}")).ToUpperInvariant();

    private string? ReadOne(string text, BotTexts texts, out object? value) => _reader.Read(text, out value)
        ? null
        : BotTexts.Fill(texts.Wrong, Name, _reader.Describe(texts, text), ShownText.Of(text));

    private string? ReadList(ref ArgumentCursor cursor, BotTexts texts, out object? value)
    {
        var values = new List<object?>();
        while (cursor.TryRead(out var text))
        {
            if (cursor.IsUnclosed)
            {
                return Refuse(texts.Unclosed, out value);
            }

            if (values.Count == MaxValues)
            {
                return Refuse(BotTexts.Fill(texts.TooLong, Name, MaxValues), out value);
            }

            if (ReadOne(text, texts, out var one) is { } problem)
            {
                return Refuse(problem, out value);
            }

            values.Add(one);
        }

        var array = Array.CreateInstance(_type, values.Count);
        for (var i = 0; i < values.Count; i++)
        {
            array.SetValue(values[i], i);
        }

        value = array;
        return null;
    }

    private string? Check(object? value)
    {
        foreach (var rule in _rules)
        {
            if (Check(rule, value) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private string? Check(ValidationAttribute rule, object? value)
    {
        var context = new ValidationContext(this, Name, serviceProvider: null, items: null) { MemberName = Name };
        try
        {
            return rule.GetValidationResult(value, context) is { } refusal ? refusal.ErrorMessage ?? rule.FormatErrorMessage(Name) : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return rule.FormatErrorMessage(Name); // what the pattern cannot cope with is nothing that was meant
        }
    }
}
