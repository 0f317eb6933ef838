using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.Bus;

/// <summary>All kinds of events, commands and requests of the contracts, found once at start, so that a new one needs no entry here.</summary>
internal static class Kinds
{
    /// <summary>The records of what accounts see.</summary>
    public static IReadOnlyList<Type> Events { get; } = Of(typeof(IAccountEvent));

    /// <summary>The records of what accounts shall do in dialogs.</summary>
    public static IReadOnlyList<Type> Commands { get; } = Of(typeof(IChatCommand));

    /// <summary>The records of what accounts are asked.</summary>
    public static IReadOnlyList<Type> Requests { get; } =
        [.. typeof(IAccountRequest<>).Assembly.GetExportedTypes().Where(type => type.IsSealed && AnswerTo(type) is not null)];

    /// <summary>The records of what is asked of announcements.</summary>
    public static IReadOnlyList<Type> Announcements { get; } = Of(typeof(IAnnouncementRequest));

    /// <summary>The type of the answer to a request; null when the type is no request.</summary>
    public static Type? AnswerTo(Type type) => type.GetInterfaces()
        .FirstOrDefault(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IAccountRequest<>))?.GenericTypeArguments[0];

    private static List<Type> Of(Type contract) =>
        [.. contract.Assembly.GetExportedTypes().Where(type => type.IsSealed && type.IsAssignableTo(contract))];
}
