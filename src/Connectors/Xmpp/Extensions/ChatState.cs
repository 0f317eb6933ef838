using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions;

/// <summary>XEP-0085 §2: what somebody is doing in a conversation.</summary>
public enum ChatState
{
    /// <summary>Looking at it.</summary>
    Active,

    /// <summary>Typing.</summary>
    Composing,

    /// <summary>Stopped typing for a while.</summary>
    Paused,

    /// <summary>Not looking at it.</summary>
    Inactive,

    /// <summary>Left it.</summary>
    Gone,
}

/// <summary>XEP-0085: chat states, which are five elements of one namespace.</summary>
public static class ChatStates
{
    /// <summary>The state that a message carries, or null.</summary>
    public static ChatState? GetChatState(this Message message)
    {
        foreach (var payload in message.Payloads)
        {
            if (payload.Name.Namespace == Namespaces.ChatStates
                && Enum.TryParse<ChatState>(payload.Name.LocalName, ignoreCase: true, out var state)
                && ToName(state) == payload.Name.LocalName)
            {
                return state;
            }
        }

        return null;
    }

    /// <summary>A copy of the message that carries a state.</summary>
    public static Message WithChatState(this Message message, ChatState state) =>
        message.With(new Element(new XmlName(Namespaces.ChatStates, ToName(state))));

    private static string ToName(ChatState state) => state switch
    {
        ChatState.Active => "active",
        ChatState.Composing => "composing",
        ChatState.Paused => "paused",
        ChatState.Inactive => "inactive",
        _ => "gone",
    };
}
