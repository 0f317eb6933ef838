using System.Threading.Channels;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;

namespace BotPlatform.BotHost.CommandLine;

/// <summary>One person who writes to a bot and reads what comes back.</summary>
/// <param name="connector">The person's own connection; it gives no echo of what the person writes.</param>
/// <param name="to">Whom the person writes to.</param>
/// <param name="input">The lines to send.</param>
/// <param name="output">Where the answers go.</param>
/// <param name="time">The clock of <see cref="RunScriptAsync"/>'s limits.</param>
internal sealed class ChatSession(
    IChatConnector connector, DialogRef to, TextReader input, TextWriter output, TimeProvider time)
{
    /// <summary>A script has ended when it has had an answer to each line and then nothing for this long.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    /// <summary>A script waits this long for an answer that does not come.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Channel<bool> _answered = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private int _answers;

    /// <summary>
    /// Sends what is typed until the input ends, and prints what happens meanwhile. A connection that breaks comes back by
    /// itself.
    /// </summary>
    public async Task RunInteractiveAsync(string person, CancellationToken cancellationToken)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var prompt = $"{person}> ";
        await output.WriteAsync(prompt);
        var reading = PrintAsync(happened => Line(ChatLines.Of(happened)), leaving.Token);
        var following = FollowAsync(change => output.WriteAsync(Line(ChatLines.Of(change))), leaving.Token);
        while (await input.ReadLineAsync(cancellationToken) is { } line)
        {
            try
            {
                await SendAsync(line, cancellationToken);
                await output.WriteAsync(prompt);
            }
            catch (ConnectorException error)
            {
                await output.WriteAsync(Line($"(not sent: {error.Message})"));
            }
        }

        await leaving.CancelAsync();
        await reading;
        await following;

        string Line(string? text) => text is null ? "" : $"\r{text}\n{prompt}";
    }

    /// <summary>
    /// Sends all of the input, prints the answers alone, and returns when they have gone quiet. A line waits for an answer to the
    /// one before it, for a while: different bots answer at the same time, and the answers are to stand in the order of the
    /// lines.
    /// </summary>
    /// <returns>Whether there was an answer, or nothing to answer.</returns>
    /// <exception cref="ConnectorException">The connection broke.</exception>
    public async Task<bool> RunScriptAsync(CancellationToken cancellationToken)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = PrintAsync(
            happened => happened is MessageReceived message && IsAnswer(message) ? message.Text + "\n" : "", leaving.Token);
        var following = FollowAsync(EndWhenLost, leaving.Token);
        var sent = 0;
        while (!following.IsCompleted && await input.ReadLineAsync(cancellationToken) is { } line)
        {
            if (await SendAsync(line, cancellationToken))
            {
                sent++;
                await AnsweredWithinAsync(Quiet, cancellationToken);
            }
        }

        while (sent > 0 && !following.IsCompleted
            && await AnsweredWithinAsync(Volatile.Read(ref _answers) < sent ? Patience : Quiet, cancellationToken))
        {
        }

        await leaving.CancelAsync();
        await reading;
        await following;
        return sent == 0 || _answers > 0;
    }

    private static Task EndWhenLost(ConnectionStateChanged change) =>
        change.State is ConnectionState.Ready or ConnectionState.Resumed or ConnectionState.Authenticated
            ? Task.CompletedTask
            : throw new ConnectorException(change.Problem ?? "The connection is lost.");

    private async Task<bool> AnsweredWithinAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            return await _answered.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(limit, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return false;
        }
        catch (ChannelClosedException)
        {
            return false;
        }
    }

    private bool IsAnswer(MessageReceived message) =>
        !message.WasDelayed && (message.Sender.Id == to.Id || message.Dialog == to);

    private async Task PrintAsync(Func<IAccountEvent, string> format, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var received in connector.Events.ReadAllAsync(cancellationToken))
            {
                await output.WriteAsync(format(received.Event));
                if (received.Event is MessageReceived message)
                {
                    _answers += IsAnswer(message) ? 1 : 0;
                    _answered.Writer.TryWrite(true);
                }

                received.Acknowledge();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The person leaves.
        }
    }

    private async Task FollowAsync(Func<ConnectionStateChanged, Task> follow, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in connector.StatusChanges.ReadAllAsync(cancellationToken))
            {
                await follow(change);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The person leaves.
        }
        finally
        {
            _answered.Writer.TryComplete();
        }
    }

    private async Task<bool> SendAsync(string line, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return false;
        }

        var command = new SendMessage
        {
            CommandId = Guid.NewGuid().ToString("N"),
            CreatedAt = time.GetUtcNow(),
            Account = connector.Account,
            Dialog = to,
            Text = line,
        };
        await connector.SendAsync(command, cancellationToken);
        return true;
    }
}
