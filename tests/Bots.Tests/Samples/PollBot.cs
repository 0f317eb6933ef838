// snippet:reactions
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Capabilities;
using BotPlatform.BotSdk.Commands;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Bots.Tests.Samples;

/// <summary>Shows that it has seen a question, and counts the answers that people gave with reactions.</summary>
public sealed class PollBot : ICommandBot, IHandle<MessageReceived>
{
    /// <inheritdoc />
    public void Define(CommandSet commands) =>
        commands.Add("votes", "MESSAGE", "Says how people reacted.", VotesAsync);

    /// <inheritdoc />
    public Task HandleAsync(MessageReceived message, IBotContext context, CancellationToken cancellationToken) =>
        message.Text.EndsWith('?') ? context.ReactAsync(message, "👀", cancellationToken) : Task.CompletedTask;

    private static async Task VotesAsync(Command command, IBotContext context, CancellationToken cancellationToken)
    {
        var votes = await context.History.ReactionsAsync(command.Rest, cancellationToken);
        var counts = string.Join(", ", votes.Select(one => $"{one.Key} {one.Value.Count}"));
        await context.ReplyAsync(command, $"Votes: {counts}", cancellationToken);
    }
}
// end
