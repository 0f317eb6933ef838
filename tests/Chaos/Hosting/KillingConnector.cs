using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.Chaos.Hosting;

/// <summary>A connector with places at which the process may kill itself.</summary>
internal sealed class KillingConnector(IChatConnector inner, KillSwitch kill, TimeProvider clock) : IChatConnector
{
    /// <inheritdoc />
    public AccountRef Account => inner.Account;

    /// <inheritdoc />
    public ConnectionStateChanged Status => inner.Status;

    /// <inheritdoc />
    public ChannelReader<ConnectionStateChanged> StatusChanges => inner.StatusChanges;

    /// <inheritdoc />
    public ChannelReader<ReceivedEvent> Events { get; } = new Reader(inner.Events, kill);

    /// <inheritdoc />
    public Task ConnectAsync(CancellationToken cancellationToken) => inner.ConnectAsync(cancellationToken);

    /// <inheritdoc />
    public Task DisconnectAsync(CancellationToken cancellationToken) => inner.DisconnectAsync(cancellationToken);

    /// <inheritdoc />
    public string MessageIdOf(SendMessage command) => inner.MessageIdOf(command);

    /// <inheritdoc />
    public T? Find<T>()
        where T : class => inner.Find<T>() is not { } found ? null
        : found is IAnswers<GetLastActivity, LastActivity> activity ? new KillingActivity(activity, kill) as T
        : found;

    /// <inheritdoc />
    public async Task SendAsync(SendMessage command, CancellationToken cancellationToken)
    {
        kill.Pass(Step.Sending);
        var sending = inner.SendAsync(command, cancellationToken);
        _ = KillOnTheWayAsync();
        await sending;
        kill.Pass(Step.Taken);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => inner.DisposeAsync();

    // Sooner or later than the server's acknowledgement, which takes as long.
    private async Task KillOnTheWayAsync()
    {
#pragma warning disable CA5394 // No secret.
        await Task.Delay(TimeSpan.FromMicroseconds(Random.Shared.Next(1500)), clock);
#pragma warning restore CA5394
        kill.Pass(Step.Sent);
    }

    private sealed class Reader(ChannelReader<ReceivedEvent> inner, KillSwitch kill) : ChannelReader<ReceivedEvent>
    {
        public override Task Completion => inner.Completion;

        public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default) =>
            inner.WaitToReadAsync(cancellationToken);

        public override bool TryRead([MaybeNullWhen(false)] out ReceivedEvent item)
        {
            if (!inner.TryRead(out item))
            {
                return false;
            }

            if (item.Event is MessageReceived)
            {
                kill.Pass(Step.Received);
                var received = item;
                item = new ReceivedEvent(received.Event, () =>
                {
                    kill.Pass(Step.Kept);
                    received.Acknowledge();
                    kill.Pass(Step.Acknowledged);
                });
            }

            return true;
        }
    }
}
