using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Webhooks.Answers;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Commands;
using BotPlatform.BotSdk.Messages;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Webhooks;

namespace BotPlatform.BotHost.Webhooks;

/// <summary>A bot that asks an HTTP server what to do.</summary>
internal sealed class WebhookBot(string name, WebhookOptions options, WebhookClient client) : IConfigureBot
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <inheritdoc />
    public void Configure(BotBuilder bot)
    {
        ArgumentNullException.ThrowIfNull(bot);
        if (options.Accounts.Count > 0)
        {
            bot.Use((happened, _, next, _) => options.Accounts.Contains(AccountName.Of(happened.Origin.Account)) ? next() : Task.CompletedTask);
        }

        foreach (var (command, wanted) in options.Commands)
        {
            AddCommand(bot.Commands, command, wanted);
        }

        if (options.Messages == WebhookMessages.All)
        {
            bot.On<MessageReceived>((message, context, token) => AskAsync(message, null, null, context, token));
        }
        else if (options.Messages == WebhookMessages.Mentions)
        {
            bot.OnMention((Mention mention, IBotContext context, CancellationToken token) =>
                AskAsync(mention.Message, null, mention.Text, context, token));
        }

        foreach (var kind in options.Events.Distinct(StringComparer.Ordinal))
        {
            bot.On(Kinds.Events.Single(type => type.Name == kind), (happened, context, token) => AskAsync(happened, null, null, context, token));
        }
    }

    private void AddCommand(CommandSet commands, string command, WebhookCommandOptions wanted)
    {
        var builder = commands.Add(command, wanted.Usage, wanted.Description, (given, context, token) => AskAsync(
            given.Message,
            new WebhookCommand { Name = given.Name, Text = given.Rest, Arguments = given.Arguments },
            null,
            context,
            token));
        builder.Alias([.. wanted.Aliases]);
        if (wanted.Users.Count > 0)
        {
            builder.OnlyFor([.. wanted.Users.Select(id => new UserRef(id))]);
        }

        if (wanted.Dialogs.Count > 0)
        {
            builder.OnlyIn([.. wanted.Dialogs.Select(id => new DialogRef(id))]);
        }

        if (wanted.Role is { } role)
        {
            builder.OnlyFor(role);
        }
    }

    private async Task AskAsync(
        IAccountEvent happened, WebhookCommand? command, string? mention, IBotContext context, CancellationToken cancellationToken)
    {
        var request = new WebhookRequest
        {
            Type = MessageFormat.KindOf(happened),
            Timestamp = happened.Origin.OccurredAt,
            Bot = name,
            Command = command,
            Mention = mention,
            Data = MessageFormat.WritePart(happened),
        };
        var body = JsonSerializer.SerializeToUtf8Bytes(request, MessageFormat.Options);
        var response = await client.PostAsync(IdOf(happened), body, cancellationToken);
        try
        {
            await new AnswerRunner(happened, options.AnyDialog).RunAsync(ActionsOf(response), context, cancellationToken);
        }
        catch (FormatException error)
        {
            throw client.Problem($"answered what cannot be done: {error.Message.TrimEnd('.')}", error);
        }
    }

    private static IReadOnlyList<IWebhookAction> ActionsOf(WebhookResponse response)
    {
        if (response.Body.Length == 0)
        {
            return [];
        }

        if (response.MediaType.Equals(MediaTypeNames.Text.Plain, StringComparison.OrdinalIgnoreCase))
        {
            return TextOf(response.Body).Trim() is { Length: > 0 } text ? [new ReplyAction { Text = text }] : [];
        }

        return response.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase)
            ? AnswerFormat.Read(response.Body)
            : throw new FormatException($"its Content-Type is '{StrictJson.Shown(response.MediaType)}', not application/json or text/plain.");
    }

    private static string TextOf(byte[] body)
    {
        try
        {
            return Utf8.GetString(body);
        }
        catch (DecoderFallbackException error)
        {
            throw new FormatException("its text is no UTF-8", error);
        }
    }

    /// <summary>
    /// The same for the same event, whoever tells it how often; another one for each bot and account. Letters and digits alone, whatever
    /// the network calls the event.
    /// </summary>
    private string IdOf(IAccountEvent happened)
    {
        var all = $"{name}\n{AccountName.Of(happened.Origin.Account)}\n{MessageFormat.KindOf(happened)}\n{happened.Origin.EventId}";
        return $"evt_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)).AsSpan(0, 16))}";
    }
}
