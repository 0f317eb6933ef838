using BotPlatform.Connectors;
using BotPlatform.Connectors.Parts;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.StandardXmpp.Outbound;

/// <summary>Which commands are carried out, and by which stanza.</summary>
internal sealed class CommandAbilities(CommandSender sender, OutboundMap map)
{
    /// <summary>The one that every connector has.</summary>
    public ICarriesOut<SendMessage> SendMessage { get; } = Reliable<SendMessage>(sender, map.ToMessage);

    /// <summary>The optional ones.</summary>
    public IReadOnlyList<object> Others { get; } =
    [
        Reliable<EditMessage>(sender, map.ToMessage),
        Reliable<DeleteMessage>(sender, map.ToMessage),
        Reliable<MarkDelivered>(sender, map.ToMessage),
        Reliable<MarkRead>(sender, map.ToMessage),
        new CarriesOut<SetTyping>((command, cancellationToken) => sender.PostAsync(() => map.ToMessage(command), cancellationToken)),
    ];

    private static CarriesOut<TCommand> Reliable<TCommand>(CommandSender sender, Func<TCommand, Message> toMessage)
        where TCommand : class, IReliableCommand =>
        new((command, cancellationToken) => sender.SendAsync(command, () => toMessage(command), cancellationToken));
}
