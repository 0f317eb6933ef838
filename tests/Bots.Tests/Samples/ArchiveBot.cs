// snippet:history
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Capabilities;
using BotPlatform.BotSdk.Commands;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.Bots.Tests.Samples;

/// <summary>Knows what was written before.</summary>
public sealed class ArchiveBot(TimeProvider time) : ICommandBot
{
    /// <inheritdoc />
    public void Define(CommandSet commands)
    {
        commands.Add("busy", "", "Says who wrote how much in the last day.", BusyAsync);
        commands.Add("find", "TEXT", "Says where TEXT was written.", FindAsync);
    }

    private async Task BusyAsync(Command command, IBotContext context, CancellationToken cancellationToken)
    {
        var lastDay = new HistoryFilter { Since = time.GetUtcNow() - TimeSpan.FromDays(1) };
        var written = new Dictionary<UserRef, int>();
        await foreach (var message in context.History.ReadAsync(command.Message.Dialog, lastDay, cancellationToken))
        {
            written[message.Sender] = written.GetValueOrDefault(message.Sender) + 1;
        }

        var counts = string.Join(", ", written.Select(one => $"{one.Key.Id}: {one.Value}"));
        await context.ReplyAsync(command, $"In the last day: {counts}", cancellationToken);
    }

    private static async Task FindAsync(Command command, IBotContext context, CancellationToken cancellationToken)
    {
        // Only in this dialog: whoever asks may not belong to the others.
        var search = new HistorySearch { Text = command.Rest, Dialogs = [command.Message.Dialog] };
        try
        {
            var found = await context.History.SearchAsync(search, cancellationToken);
            await context.ReplyAsync(command, $"Found {found.Messages.Count} times.", cancellationToken);
        }
        catch (RequestFailedException error) when (error.Reason == "bad-request")
        {
            await context.ReplyAsync(command, "Like this: !find TEXT, at least four characters.", cancellationToken);
        }
    }
}
// end
