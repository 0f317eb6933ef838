using System.Globalization;
using System.Numerics;
using System.Reflection;
using BotPlatform.BotSdk.Texts;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Commands.Arguments;

/// <summary>Which types an argument can have. Whatever the machine's culture, numbers are written as in code.</summary>
internal static class ArgumentReaders
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private static readonly MethodInfo ParsableMethod =
        typeof(ArgumentReaders).GetMethod(nameof(Parsable), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static readonly Dictionary<Type, ArgumentReader?> Known = new()
    {
        [typeof(string)] = new((texts, _) => texts.Text, ReadText),
        [typeof(bool)] = ArgumentReader.Of<bool>(texts => texts.YesOrNo, TryReadYesOrNo),
        [typeof(sbyte)] = WholeNumber<sbyte>(),
        [typeof(byte)] = WholeNumber<byte>(),
        [typeof(short)] = WholeNumber<short>(),
        [typeof(ushort)] = WholeNumber<ushort>(),
        [typeof(int)] = WholeNumber<int>(),
        [typeof(uint)] = WholeNumber<uint>(),
        [typeof(long)] = WholeNumber<long>(),
        [typeof(ulong)] = WholeNumber<ulong>(),
        [typeof(float)] = Number<float>(),
        [typeof(double)] = Number<double>(),
        [typeof(decimal)] = Number<decimal>(),
        [typeof(Guid)] = ArgumentReader.Of<Guid>(texts => texts.Guid, Guid.TryParse),
        [typeof(TimeSpan)] = ArgumentReader.Of<TimeSpan>(texts => texts.Duration, HumanDuration.TryParse),
        [typeof(DateOnly)] = ArgumentReader.Of<DateOnly>(texts => texts.Date, Moments.TryParseDate),
        [typeof(TimeOnly)] = ArgumentReader.Of<TimeOnly>(texts => texts.TimeOfDay, Moments.TryParseTime),
        [typeof(DateTimeOffset)] = ArgumentReader.Of<DateTimeOffset>(texts => texts.Moment, Moments.TryParseMoment),
        [typeof(DateTime)] = null, // of which time zone?
        [typeof(UserRef)] = ArgumentReader.Of<UserRef>(texts => texts.User, TryReadUser),
        [typeof(DialogRef)] = ArgumentReader.Of<DialogRef>(texts => texts.Dialog, TryReadDialog),
    };

    /// <summary>Null when there is no way to read such a type.</summary>
    public static ArgumentReader? Find(Type type) =>
        Known.TryGetValue(type, out var known) ? known
        : type.IsEnum ? Choice(type)
        : IsParsable(type)
            ? (ArgumentReader)ParsableMethod.MakeGenericMethod(type).Invoke(null, null)!
            : null;

    private static bool IsParsable(Type type) => type.GetInterfaces().Any(face =>
        face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IParsable<>) && face.GenericTypeArguments[0] == type);

    private static bool ReadText(string text, out object? value)
    {
        value = text;
        return true;
    }

    private static ArgumentReader WholeNumber<T>()
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> => new(
        (texts, refused) => IsWholeNumber(refused) ? BotTexts.Fill(texts.WholeNumberBetween, T.MinValue, T.MaxValue) : texts.WholeNumber,
        ArgumentReader.Reading((string text, out T value) => T.TryParse(text, NumberStyles.AllowLeadingSign, Invariant, out value)));

    private static bool IsWholeNumber(string? text) =>
        text?.Length <= ArgumentReader.MaxLength && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, Invariant, out _);

    // Without thousands: "1,5" would be fifteen.
    private static ArgumentReader Number<T>()
        where T : struct, INumber<T> => ArgumentReader.Of<T>(
        texts => texts.Number,
        (string text, out T value) => T.TryParse(text, NumberStyles.Float, Invariant, out value) && T.IsFinite(value));

    private static ArgumentReader Choice(Type type)
    {
        // By name only: "2" and "red, green" are no names.
        var names = Enum.GetNames(type);
        var values = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
        {
            values.TryAdd(name, Enum.Parse(type, name));
        }

        var list = string.Join(", ", names.Select(name => name.ToLowerInvariant()));
        return new(
            (texts, _) => BotTexts.Fill(texts.OneOf, list),
            (string text, out object? value) => values.TryGetValue(text, out value));
    }

    private static ArgumentReader Parsable<T>()
        where T : IParsable<T> => ArgumentReader.Of<T>(
        texts => BotTexts.Fill(texts.OfKind, typeof(T).Name),
        (string text, out T? value) => T.TryParse(text, Invariant, out value));

    private static bool TryReadYesOrNo(string text, out bool value)
    {
        value = text.ToLowerInvariant() is "true" or "yes" or "on" or "1";
        return value || text.ToLowerInvariant() is "false" or "no" or "off" or "0";
    }

    private static bool TryReadUser(string text, out UserRef? user)
    {
        var id = text.StartsWith('@') ? text[1..] : text;
        user = new UserRef(id);
        return IsId(id);
    }

    private static bool TryReadDialog(string text, out DialogRef? dialog)
    {
        dialog = new DialogRef(text);
        return IsId(text);
    }

    private static bool IsId(string text) => text.Length > 0 && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
}
