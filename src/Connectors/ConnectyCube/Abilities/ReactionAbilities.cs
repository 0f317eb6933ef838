using BotPlatform.Connectors.Parts;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Chat.Outbound;
using BotPlatform.ConnectyCube.Rest.Messages;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.ConnectyCube.Abilities;

/// <summary>Section 6.8: reactions, which the service takes over REST alone.</summary>
internal sealed class ReactionAbilities(IMessagesApi messages, CommandSender sender)
{
    public IEnumerable<object> All =>
    [
        new CarriesOut<ChangeReactions>((command, cancellationToken) => sender.CallAsync(
            command.Dialog, token => RestAnswers.TellAsync(() => ChangeAsync(command, token)), cancellationToken)),
        RestAnswers.Of<GetReactions, MessageReactions>(ReadAsync),
    ];

    private Task ChangeAsync(ChangeReactions command, CancellationToken cancellationToken) => messages.ReactAsync(
        MessageIds.OfHistory(command.MessageId), command.Add, command.Remove, cancellationToken);

    private async Task<MessageReactions> ReadAsync(GetReactions request, CancellationToken cancellationToken)
    {
        var reactions = await messages
            .GetReactionsAsync(MessageIds.OfHistory(request.MessageId), cancellationToken).ConfigureAwait(false);
        return new MessageReactions { Users = reactions.ToDictionary(r => r.Key, r => PastMessages.Users(r.Value)) };
    }
}
