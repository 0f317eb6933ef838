using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Bus;

/// <summary>All kinds of events and commands of the contracts, found once at start, so that a new one needs no entry here.</summary>
internal static class Kinds
{
    /// <summary>The records of what accounts see.</summary>
    public static IReadOnlyList<Type> Events { get; } = Of(typeof(IAccountEvent));

    /// <summary>The records of what accounts shall do in dialogs.</summary>
    public static IReadOnlyList<Type> Commands { get; } = Of(typeof(IChatCommand));

    private static List<Type> Of(Type contract) =>
        [.. contract.Assembly.GetExportedTypes().Where(type => type.IsSealed && type.IsAssignableTo(contract))];
}
