// snippet:outcomes
using System.Collections.Concurrent;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Commands;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Bots.Tests.Samples;

/// <summary>Says that it works on a report, and puts the report in the place of that message.</summary>
public sealed class ReportBot : ICommandBot, IHandle<MessageSent>, IHandle<CommandFailed>
{
    private readonly ConcurrentDictionary<string, string> _reports = new();

    /// <inheritdoc />
    public void Define(CommandSet commands) => commands.Add("report", "", "Makes a report.", StartAsync);

    /// <inheritdoc />
    public async Task HandleAsync(MessageSent sent, IBotContext context, CancellationToken cancellationToken)
    {
        if (_reports.TryGetValue(sent.CommandId, out var report))
        {
            await context.EditAsync(sent, report, cancellationToken);
            _reports.TryRemove(sent.CommandId, out _);
        }
    }

    /// <inheritdoc />
    public Task HandleAsync(CommandFailed failed, IBotContext context, CancellationToken cancellationToken)
    {
        _reports.TryRemove(failed.CommandId, out _); // failed.Reason is the network's word, failed.Problem a sentence
        return Task.CompletedTask;
    }

    private async Task StartAsync(Command command, IBotContext context, CancellationToken cancellationToken)
    {
        var id = await context.ReplyAsync(command, "Making the report…", cancellationToken);
        _reports[id] = "The report: all is well.";
    }
}
// end
