using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk;

/// <summary>The account's connection. Done at once; refusals are a <see cref="RequestFailedException"/>.</summary>
public static class ConnectionExtensions
{
    /// <summary>Asks whether the network is there.</summary>
    /// <returns>How long the question and the answer took together.</returns>
    public static async Task<TimeSpan> PingAsync(this IBotContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var answer = await context.AskAsync(new PingNetwork { Account = context.Origin.Account }, cancellationToken);
        return answer.RoundTrip;
    }

    /// <summary>Logs in anew, now, and returns when messages flow again.</summary>
    public static Task ReloginAsync(this IBotContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.AskAsync(new Relogin { Account = context.Origin.Account }, cancellationToken);
    }

    /// <summary>
    /// Says goodbye to the network and stays away until somebody asks for <see cref="ReloginAsync"/>. Commands fail meanwhile,
    /// those of this very handler too.
    /// </summary>
    public static Task DisconnectAsync(this IBotContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.AskAsync(new Disconnect { Account = context.Origin.Account }, cancellationToken);
    }
}
