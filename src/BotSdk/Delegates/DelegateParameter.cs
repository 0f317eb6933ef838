using System.Reflection;
using System.Runtime.CompilerServices;

namespace BotPlatform.BotSdk.Delegates;

/// <summary>A parameter of a delegate that a bot's author wrote; looked at once, at start.</summary>
internal sealed class DelegateParameter
{
    private DelegateParameter(ParameterInfo info, bool isList)
    {
        Info = info;
        Name = info.Name ?? "argument";
        IsList = isList;
        Type = Nullable.GetUnderlyingType(info.ParameterType) ?? info.ParameterType;
        IsOptional = info.HasDefaultValue || Type != info.ParameterType
            || (!Type.IsValueType && new NullabilityInfoContext().Create(info).WriteState == NullabilityState.Nullable);
        Default = DefaultOf(info, Type);
    }

    public ParameterInfo Info { get; }

    public string Name { get; }

    /// <summary>Without the question mark: int for <c>int?</c>.</summary>
    public Type Type { get; }

    /// <summary>Whether it is <c>params</c>.</summary>
    public bool IsList { get; }

    public bool IsOptional { get; }

    public object? Default { get; }

    public static IReadOnlyList<DelegateParameter> Of(Delegate handler)
    {
        // A method that is closed over its first argument has one more than the delegate; only the method has names and attributes for
        // certain, and only the delegate's type has params for certain.
        var shape = handler.GetType().GetMethod("Invoke")!.GetParameters();
        var named = handler.Method.GetParameters()[^shape.Length..];
        return [.. named.Zip(shape, (info, slot) => new DelegateParameter(info, IsParams(info) || IsParams(slot)))];
    }

    private static bool IsParams(ParameterInfo info) =>
        info.IsDefined(typeof(ParamArrayAttribute), inherit: false) || info.IsDefined(typeof(ParamCollectionAttribute), inherit: false);

    private static object? DefaultOf(ParameterInfo info, Type type)
    {
        var value = info.HasDefaultValue ? info.DefaultValue : null;
        return value is null
            ? info.ParameterType.IsValueType ? Activator.CreateInstance(info.ParameterType) : null
            : type.IsEnum ? Enum.ToObject(type, value) : value;
    }
}
