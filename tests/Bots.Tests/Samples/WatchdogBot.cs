// snippet:connection
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Commands;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;
using Microsoft.Extensions.Logging;

namespace BotPlatform.Bots.Tests.Samples;

/// <summary>Keeps an eye on the connection.</summary>
public sealed partial class WatchdogBot(ILogger<WatchdogBot> logger)
    : ICommandBot, IHandle<ConnectionStateChanged>, IHandle<GapDetected>
{
    private static readonly DialogRef Operators = new("5f00000000000000000000aa");

    /// <inheritdoc />
    public void Define(CommandSet commands) => commands.Add("ping", "", "Says how far the network is.", PingAsync);

    /// <inheritdoc />
    public Task HandleAsync(ConnectionStateChanged change, IBotContext context, CancellationToken cancellationToken)
    {
        LogState(change.State, change.Problem);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task HandleAsync(GapDetected gap, IBotContext context, CancellationToken cancellationToken) =>
        context.SayAsync(Operators, $"I heard nothing from {gap.Since:T} to {gap.Until:T}.", cancellationToken);

    private static async Task PingAsync(Command command, IBotContext context, CancellationToken cancellationToken)
    {
        var took = await context.PingAsync(cancellationToken);
        await context.ReplyAsync(command, $"{took.TotalMilliseconds:0} ms", cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "The connection is {State}: {Problem}")]
    private partial void LogState(ConnectionState state, string? problem);
}
// end
