using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Interop.Tests.Compliance;

/// <summary>A network on which every connector shows that it keeps what <see cref="IChatConnector"/> promises.</summary>
internal interface IComplianceNetwork : IAsyncDisposable
{
    /// <summary>The connector of a user whom nobody has used before. Idle; the network disposes it.</summary>
    IChatConnector NewUser();

    /// <summary>Another connector of the same user, as after a restart of the host.</summary>
    IChatConnector Again(IChatConnector connector);

    /// <summary>A connector of a user whose password is another one.</summary>
    IChatConnector WithWrongPassword();

    /// <summary>How others see the user of this connector.</summary>
    UserRef UserOf(IChatConnector connector);

    /// <summary>The 1-1 dialog of this connector's user with somebody.</summary>
    DialogRef DialogWith(UserRef user);

    /// <summary>A 1-1 dialog with somebody whom the network does not know.</summary>
    DialogRef Nowhere { get; }

    /// <summary>A new group in which these users are; they are connected.</summary>
    Task<DialogRef> NewGroupAsync(params IReadOnlyList<IChatConnector> members);

    /// <summary>Breaks the connector's connection; the next attempt succeeds.</summary>
    void Cut(IChatConnector connector);

    /// <summary>Gives a message these reactions in the name of the connector's user, instead of those before.</summary>
    Task ReactAsync(
        IChatConnector connector, DialogRef dialog, string messageId, IReadOnlyList<string> before, IReadOnlyList<string> now);
}
