using BotPlatform.Contracts.Activity;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Testing;

/// <summary>Events in words.</summary>
internal static class EventText
{
    public static string Of(IAccountEvent @event, Func<DialogRef, string> nameOf)
    {
        return @event switch
        {
            MessageReceived one => $"{Who(one.Sender, one.Dialog)}: {one.Text}{Attached(one)}",
            MessageEdited one => $"{Who(one.User, one.Dialog)} edits a message: {one.Text}",
            MessageDeleted one => $"{Who(one.User, one.Dialog)} deletes a message",
            ReactionsChanged one =>
                $"{Who(one.User, one.Dialog)} reacts: {string.Join(' ', [.. one.Added, .. one.Removed.Select(r => $"not {r}")])}",
            TypingChanged one => $"{Who(one.User, one.Dialog)} {(one.IsTyping ? "is typing" : "stops typing")}",
            SystemMessageReceived one =>
                $"{Who(one.Sender, one.Dialog)}, the app: {string.Join(", ", one.Parameters.Select(p => $"{p.Key}={p.Value}"))}",
            UserBecameInactive one => $"{Who(one.User, one.Dialog)} has been away for {one.After:c}",
            UserBecameActive one => $"{Who(one.User, one.Dialog)} is back",
            IChatEvent one => $"{one.GetType().Name} in {nameOf(one.Dialog)}",
            _ => @event.GetType().Name,
        };

        string Who(UserRef user, DialogRef dialog)
        {
            var (name, place) = (nameOf(new DialogRef(user.Id)), nameOf(dialog));
            return name == place ? name : $"{name} in {place}";
        }
    }

    private static string Attached(MessageReceived message) => message.Attachments.Count == 0
        ? ""
        : $" [{string.Join(", ", message.Attachments.Select(one => one.Name ?? one.Type))}]";
}
