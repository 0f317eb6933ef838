using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;

namespace BotPlatform.BotHost.CommandLine;

/// <summary>What a person in a terminal reads of events.</summary>
internal static class ChatLines
{
    /// <returns>Null when there is nothing to read.</returns>
    public static string? Of(IAccountEvent happened) => happened switch
    {
        MessageReceived message => $"{message.Sender.Id}> {TextOf(message)}",
        MessageEdited edited => $"{edited.User.Id}> {edited.Text} (edited)",
        MessageDeleted deleted => $"({deleted.User.Id} deleted a message)",
        TypingChanged { IsTyping: true } typing => $"({typing.User.Id} is typing)",
        ReactionsChanged { Added.Count: > 0 } reactions => $"({reactions.User.Id} reacts {string.Join(' ', reactions.Added)})",
        ConnectionStateChanged change => Of(change),
        _ => null,
    };

    private static string? Of(ConnectionStateChanged change) => change.State switch
    {
        ConnectionState.Ready => "(connected)",
        ConnectionState.Reconnecting => $"(not connected, trying again: {change.Problem})",
        ConnectionState.ForceClosed or ConnectionState.AuthenticationFailure => $"(disconnected: {change.Problem})",
        _ => null,
    };

    private static string TextOf(MessageReceived message) =>
        message.Text.Length > 0 ? message.Text : string.Join(' ', message.Attachments.Select(one => $"[{one.Type}]"));
}
