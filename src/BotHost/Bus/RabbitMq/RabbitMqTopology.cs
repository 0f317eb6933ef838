using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Bus.RabbitMq;

/// <summary>
/// What the broker's exchanges, queues and routing keys are called. Other programs rely on it (docs/topology.md), so it is kept for ever.
/// </summary>
internal static class RabbitMqTopology
{
    /// <summary>The topic exchange to which every event is published once.</summary>
    public const string Events = "botplatform.events";

    /// <summary>The topic exchange to which other programs publish commands; the routing key is the kind.</summary>
    public const string Commands = "botplatform.commands";

    /// <summary>The queue of the commands of other programs. No exchange may have the name of a queue.</summary>
    public const string CommandQueue = "commands";

    /// <summary>The direct exchange over which a host asks the one that holds an account; the routing key is the account.</summary>
    public const string Requests = "botplatform.requests";

    /// <summary>The header with which one message is published under further keys; the broker takes it out.</summary>
    public const string FurtherKeys = "BCC";

    /// <summary>Under which key an event is published: its kind, network and account.</summary>
    public static string KeyOf(IAccountEvent @event) =>
        $"{MessageFormat.KindOf(@event)}.{KeyOf(@event.Origin.Account)}";

    /// <summary>Under which key the holder of an account is asked.</summary>
    public static string KeyOf(AccountRef account) => $"{account.Network}.{account.Id}";

    /// <summary>The queue of the holder of an account; it goes with him.</summary>
    public static string RequestQueueOf(AccountRef account) => $"requests-{KeyOf(account)}";

    /// <summary>Under which further key an event is published for a bot that wants it.</summary>
    public static string KeyOf(string bot, int lane) => $"bot.{bot}.{lane}";
}
