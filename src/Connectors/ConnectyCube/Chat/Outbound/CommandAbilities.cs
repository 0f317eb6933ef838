using BotPlatform.Connectors;
using BotPlatform.Connectors.Parts;
using BotPlatform.Contracts.Chat;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Chat.Outbound;

/// <summary>Which commands are carried out, and by which stanza.</summary>
internal sealed class CommandAbilities
{
    public CommandAbilities(CommandSender sender, OutboundMap map, DialogLookup lookup)
    {
        SendMessage = Reliable(InDialog<SendMessage>(map.ToMessage));
        var toTyping = InDialog<SetTyping>(map.ToMessage);
        Others =
        [
            Reliable(InDialog<EditMessage>(map.ToMessage)),
            Reliable(InDialog<DeleteMessage>(map.ToMessage)),
            Reliable(InDialog<SendSystemMessage>(map.ToMessage)),
            new CarriesOut<SetTyping>((command, cancellationToken) =>
                sender.PostAsync(command.Dialog, token => toTyping(command, token), cancellationToken)),

            // Markers go to the message's sender, wherever it was written.
            Reliable<MarkDelivered>((command, _) => ValueTask.FromResult(map.ToMessage(command))),
            Reliable<MarkRead>((command, _) => ValueTask.FromResult(map.ToMessage(command))),
        ];

        CarriesOut<TCommand> Reliable<TCommand>(Func<TCommand, CancellationToken, ValueTask<Message>> toMessage)
            where TCommand : class, IReliableCommand =>
            new((command, cancellationToken) =>
                sender.SendAsync(command.Dialog, token => toMessage(command, token), cancellationToken));

        Func<TCommand, CancellationToken, ValueTask<Message>> InDialog<TCommand>(Func<TCommand, DialogTarget, Message> toMessage)
            where TCommand : class, IChatCommand =>
            async (command, cancellationToken) =>
                toMessage(command, await lookup.FindAsync(command.Dialog, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The one that every connector has.</summary>
    public ICarriesOut<SendMessage> SendMessage { get; }

    /// <summary>The optional ones.</summary>
    public IReadOnlyList<object> Others { get; }
}
