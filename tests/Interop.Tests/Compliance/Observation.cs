using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;
using BotPlatform.TestKit;

namespace BotPlatform.Interop.Tests.Compliance;

/// <summary>How tests look at a connector and speak through it.</summary>
internal static class Observation
{
    /// <summary>When commands are made.</summary>
    public static readonly DateTimeOffset Moment = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A connector that is connected.</summary>
    public static async Task<IChatConnector> ConnectedAsync(this IChatConnector connector)
    {
        await connector.ConnectAsync(TestTimeout.Token);
        return connector;
    }

    /// <summary>The next event of a kind; others on the way are acknowledged and dropped.</summary>
    public static async Task<TEvent> NextAsync<TEvent>(this IChatConnector connector)
        where TEvent : class, IAccountEvent
    {
        while (true)
        {
            var received = await connector.Events.ReadAsync(TestTimeout.Token);
            received.Acknowledge();
            if (received.Event is TEvent happened)
            {
                return happened;
            }
        }
    }

    /// <summary>The next event of a kind, which is not acknowledged.</summary>
    public static async Task<ReceivedEvent> NextUnacknowledgedAsync<TEvent>(this IChatConnector connector)
        where TEvent : class, IAccountEvent
    {
        while (true)
        {
            var received = await connector.Events.ReadAsync(TestTimeout.Token);
            if (received.Event is TEvent)
            {
                return received;
            }

            received.Acknowledge();
        }
    }

    /// <summary>The changes of state up to and with this one.</summary>
    public static async Task<IReadOnlyList<ConnectionState>> StatesUntilAsync(this IChatConnector connector, ConnectionState last)
    {
        var states = new List<ConnectionState>();
        while (states.Count == 0 || states[^1] != last)
        {
            states.Add((await connector.StatusChanges.ReadAsync(TestTimeout.Token)).State);
        }

        return states;
    }

    /// <summary>A command to write this.</summary>
    public static SendMessage Say(this IChatConnector connector, DialogRef dialog, string text) => new()
    {
        CommandId = Guid.NewGuid().ToString("N"),
        CreatedAt = Moment,
        Account = connector.Account,
        Dialog = dialog,
        Text = text,
    };

    /// <summary>Writes this and returns the id of the message.</summary>
    public static async Task<string> WriteAsync(
        this IChatConnector connector, DialogRef dialog, string text, Func<SendMessage, SendMessage>? change = null)
    {
        var command = connector.Say(dialog, text);
        command = change?.Invoke(command) ?? command;
        await connector.SendAsync(command, TestTimeout.Token);
        return connector.MessageIdOf(command);
    }

    /// <summary>Writes something that the network refuses, and returns its reason.</summary>
    /// <remarks>A network may say so while the message is on its way, or only after it has taken the message over.</remarks>
    public static async Task<string> WriteInVainAsync(this IChatConnector connector, DialogRef dialog, string text)
    {
        var command = connector.Say(dialog, text);
        try
        {
            await connector.SendAsync(command, TestTimeout.Token);
        }
        catch (ConnectorRefusedException e)
        {
            return e.Reason;
        }

        var failed = await connector.NextAsync<CommandFailed>();
        Assert.Equal(command.CommandId, failed.CommandId);
        Assert.Equal(dialog, failed.Dialog);
        return Assert.IsType<string>(failed.Reason);
    }

    /// <summary>Carries out a command of an ability that the connector must have.</summary>
    public static Task DoAsync<TCommand>(this IChatConnector connector, TCommand command)
        where TCommand : class, IAccountCommand =>
        Assert.IsAssignableFrom<ICarriesOut<TCommand>>(connector.Find<ICarriesOut<TCommand>>()).SendAsync(command, TestTimeout.Token);
}
