using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Testing;

/// <summary>What a message can carry besides its text.</summary>
public static class IncomingMessageExtensions
{
    /// <summary>Puts <c>@name</c> before the text, which is how bots are called in groups.</summary>
    /// <param name="message">The message.</param>
    /// <param name="name">The bot's name; its account's user id, to which every bot listens, when nothing is said.</param>
    public static Incoming<MessageReceived> Mentioning(this Incoming<MessageReceived> message, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.With(one => one with { Text = $"@{name ?? one.Origin.Account.Id} {one.Text}".TrimEnd() });
    }

    /// <summary>With something attached, for example what <see cref="BotTest.AddFile"/> returns.</summary>
    public static Incoming<MessageReceived> With(this Incoming<MessageReceived> message, Attachment attachment)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.With(one => one with { Attachments = [.. one.Attachments, attachment] });
    }

    /// <summary>With a free parameter of the sender's app.</summary>
    public static Incoming<MessageReceived> With(this Incoming<MessageReceived> message, string key, string value)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.With(one => one with
        {
            Metadata = new Dictionary<string, string>(one.Metadata, StringComparer.Ordinal) { [key] = value },
        });
    }

    /// <summary>Late: the network kept it while the account was away.</summary>
    public static Incoming<MessageReceived> Late(this Incoming<MessageReceived> message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.With(one => one with { WasDelayed = true });
    }
}
