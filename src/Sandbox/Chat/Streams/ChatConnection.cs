using System.Net.WebSockets;
using BotPlatform.Sandbox.Chat.Sessions;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Stanzas;
using BotPlatform.Xmpp.Streams;
using BotPlatform.Xmpp.Transport;
using Microsoft.Extensions.Logging;

namespace BotPlatform.Sandbox.Chat.Streams;

/// <summary>One connection, from the first byte to the last. However it ends, it ends alone.</summary>
internal sealed partial class ChatConnection(ChatContext context, ITransport transport, Action cut, ILogger logger)
{
    private static readonly TimeSpan GoodbyeTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(1);
    private SessionConnection? _connection;

    /// <summary>Serves the client until it leaves or <paramref name="stopping"/> fires.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var limits = new XmlLimits { MaxBytes = context.Options.MaxStanzaBytes };
        await using var stream = new XmlStream(transport, limits, context.World.Time);
        var negotiation = new Negotiation(context, stream, cut);
        try
        {
            var fault = await SignInAsync(negotiation, stopping);
            if (_connection is { } connection)
            {
                await using (stopping.UnsafeRegister(static s => ((ChatSession)s!).End(new("system-shutdown")), connection.Session))
                {
                    LogSignedIn(connection.Session.User.Id);
                    (fault, var isIntact) = await connection.RunAsync();
                    LogLeft(connection.Session.User.Id, fault?.Condition ?? "closed");
                    if (!isIntact)
                    {
                        return;
                    }
                }
            }
            else if (fault is not null)
            {
                LogRefused(fault.Condition);
            }

            await SayGoodbyeAsync(stream, negotiation, fault);
        }
        catch (Exception e) when (e is XmppConnectionException or OperationCanceledException)
        {
            LogBroken(e.Message);
        }
    }

    /// <summary>Sets the connection, or returns why there is none; null when the client just left.</summary>
    private async Task<StreamFault?> SignInAsync(Negotiation negotiation, CancellationToken stopping)
    {
        using var deadline = new CancellationTokenSource(context.Options.SignInTimeout, context.World.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopping);
        try
        {
            _connection = await negotiation.RunAsync(either.Token);
            return null;
        }
        catch (XmppFormatException e)
        {
            return StreamFault.Of(e);
        }
        catch (OperationCanceledException)
        {
            return new StreamFault(stopping.IsCancellationRequested ? "system-shutdown" : "connection-timeout");
        }
    }

    private static async Task SayGoodbyeAsync(XmlStream stream, Negotiation negotiation, StreamFault? fault)
    {
        using var deadline = new CancellationTokenSource(GoodbyeTimeout);
        if (fault is not null)
        {
            if (!negotiation.IsOpen)
            {
                await negotiation.SendHeaderAsync(deadline.Token);
            }

            await stream.SendAsync(fault.ToElement(), deadline.Token);
        }

        if (negotiation.IsOpen)
        {
            await stream.SendCloseAsync(deadline.Token);
        }

        if (fault is not null)
        {
            using var patience = new CancellationTokenSource(AnswerTimeout);
            await DiscardAsync(stream, patience.Token);
        }
    }

    /// <summary>Closing a socket with unread bytes resets it, and the peer may lose the reason: lets the rest go by.</summary>
    private static async Task DiscardAsync(XmlStream stream, CancellationToken cancellationToken)
    {
        var input = stream.Transport.Input;
        try
        {
            while (await input.ReadAsync(cancellationToken) is { IsCompleted: false } read)
            {
                input.AdvanceTo(read.Buffer.End);
            }
        }
        catch (Exception e) when (e is IOException or WebSocketException)
        {
            // Gone without a goodbye: there is nothing left to let by.
        }
    }

    [LoggerMessage(LogLevel.Information, "User {UserId} signed in to the chat.")]
    private partial void LogSignedIn(int userId);

    [LoggerMessage(LogLevel.Information, "User {UserId} left the chat: {Reason}.")]
    private partial void LogLeft(int userId, string reason);

    [LoggerMessage(LogLevel.Information, "A chat connection was refused: {Condition}.")]
    private partial void LogRefused(string condition);

    [LoggerMessage(LogLevel.Debug, "A chat connection broke: {Reason}")]
    private partial void LogBroken(string reason);
}
