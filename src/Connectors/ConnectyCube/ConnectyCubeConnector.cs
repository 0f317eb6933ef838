using System.Threading.Channels;
using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Rest;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp;
using Microsoft.Extensions.Logging;

namespace BotPlatform.ConnectyCube;

/// <summary>One login at ConnectyCube: stanzas in, events out; commands in, stanzas out.</summary>
internal sealed class ConnectyCubeConnector : IChatConnector, ITypingConnector
{
    private readonly XmppClient _client;
    private readonly RestSession _rest;
    private readonly OutboundMap _outbound;
    private readonly DialogLookup _lookup;
    private readonly ConnectyCubeMetrics _metrics;

    private readonly DialogOrder _order = new();
    private readonly PendingSends _pending = new();
    private readonly EventPump _pump;
    private readonly CancellationTokenSource _disposing = new();
    private readonly Lock _gate = new();
    private readonly Task _pumping;
    private Task? _disposal;

    public ConnectyCubeConnector(
        Login login, ChatAddresses addresses, TimeProvider time, ConnectyCubeMetrics metrics, ILogger<ConnectyCubeConnector> logger)
    {
        Account = login.Account;
        (_client, _rest, _metrics) = (login.Client, login.Rest, metrics);
        var dialogs = new DialogDirectory();
        var inbound = new InboundMap(login.Account, login.UserId, addresses, dialogs, time);
        _outbound = new OutboundMap(addresses, dialogs, time);
        _lookup = new DialogLookup(dialogs, login.Rest, login.UserId);
        _pump = new EventPump(login.Account.Id, login.Client, inbound, _pending, metrics, logger);
        _pumping = _pump.RunAsync(_disposing.Token);
        Completion = EndAsync();
    }

    /// <summary>A login that succeeded; the connector owns what is in it.</summary>
    public sealed record Login(AccountRef Account, string UserId, XmppClient Client, RestSession Rest);

    /// <inheritdoc />
    public AccountRef Account { get; }

    /// <inheritdoc />
    public ChannelReader<ReceivedEvent> Events => _pump.Events;

    /// <inheritdoc />
    public Task Completion { get; }

    /// <inheritdoc />
    public async Task SendAsync(SendMessage command, CancellationToken cancellationToken)
    {
        try
        {
            var (pending, acknowledged) = await _order.RunAsync(command.Dialog.Id, StartAsync).ConfigureAwait(false);
            using (pending)
            {
                await WaitAsync(pending, acknowledged, cancellationToken).ConfigureAwait(false);
            }

            _metrics.CountSent();
        }
        catch (Exception e) when (Failures.IsExpected(e))
        {
            throw Failures.AtCommand(e);
        }

        async Task<(PendingSends.PendingSend, Task)> StartAsync()
        {
            cancellationToken.ThrowIfCancellationRequested();
            var target = await _lookup.FindAsync(command.Dialog, cancellationToken).ConfigureAwait(false);
            var message = _outbound.ToMessage(command, target);
            return (_pending.Add(message), _client.SendAsync(message, cancellationToken));
        }
    }

    /// <inheritdoc />
    public async Task SetTypingAsync(SetTyping command, CancellationToken cancellationToken)
    {
        try
        {
            var written = await _order.RunAsync(command.Dialog.Id, StartAsync).ConfigureAwait(false);
            await written.ConfigureAwait(false);
        }
        catch (Exception e) when (Failures.IsExpected(e))
        {
            throw Failures.AtCommand(e);
        }

        async Task<Task> StartAsync()
        {
            cancellationToken.ThrowIfCancellationRequested();
            var target = await _lookup.FindAsync(command.Dialog, cancellationToken).ConfigureAwait(false);
            return _client.PostAsync(_outbound.ToMessage(command, target), cancellationToken);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            return new ValueTask(_disposal ??= DisposeOnceAsync());
        }
    }

    private async Task DisposeOnceAsync()
    {
        await _disposing.CancelAsync().ConfigureAwait(false);
        await _client.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(_pumping, Completion).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _rest.DisposeAsync().ConfigureAwait(false);
        _disposing.Dispose();
    }

    /// <summary>The end of the connection, which is known at once, also while events still wait to be read.</summary>
    private async Task EndAsync()
    {
        try
        {
            var first = await Task.WhenAny(_client.Completion, _pumping).ConfigureAwait(false);
            await first.ConfigureAwait(false);
        }
        catch (Exception e) when (Failures.IsExpected(e))
        {
            throw Failures.AtEnd(e);
        }
    }

    private async Task WaitAsync(PendingSends.PendingSend pending, Task acknowledged, CancellationToken cancellationToken)
    {
        try
        {
            await acknowledged.ConfigureAwait(false);
            await _pump.CatchUpAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (XmppException) when (pending.Refusal is not null)
        {
            // The refusal says more than the break that followed it.
        }

        if (pending.Refusal is { } refusal)
        {
            throw Failures.AtRefusal(refusal);
        }
    }
}
