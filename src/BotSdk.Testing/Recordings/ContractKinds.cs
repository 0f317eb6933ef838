using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk.Testing.Recordings;

/// <summary>The records of the contracts by their names.</summary>
internal static class ContractKinds
{
    private static readonly Dictionary<string, Type> Types = typeof(IAccountEvent).Assembly.GetExportedTypes()
        .Where(type => type.IsSealed)
        .ToDictionary(type => type.Name, StringComparer.Ordinal);

    /// <summary>A record that is a <typeparamref name="T"/>; null when there is none of that name.</summary>
    public static Type? Find<T>(string name) => Find(name) is { } type && type.IsAssignableTo(typeof(T)) ? type : null;

    /// <summary>Any record.</summary>
    public static Type? Find(string name) => Types.GetValueOrDefault(name);

    /// <summary>What answers a request; null when it is none.</summary>
    public static Type? AnswerTo(Type request) => request.GetInterfaces()
        .FirstOrDefault(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IAccountRequest<>))?.GenericTypeArguments[0];
}
