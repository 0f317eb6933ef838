using BotPlatform.Connectors;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.Pipeline.Requests;

/// <summary>Answers <see cref="SendMessageNow"/>.</summary>
internal sealed class SendingNow : Answerer<MessageTaken>
{
    public override async Task<MessageTaken> AnswerAsync(
        IChatConnector connector, IAccountRequest<MessageTaken> request, CancellationToken cancellationToken)
    {
        var message = ((SendMessageNow)request).Message;
        await Abilities.CarryOutAsync(connector, message, cancellationToken);
        return new MessageTaken { MessageId = connector.MessageIdOf(message) };
    }
}

/// <summary>Answers <see cref="EditMessageNow"/>.</summary>
internal sealed class EditingNow : Answerer<Done>
{
    public override async Task<Done> AnswerAsync(
        IChatConnector connector, IAccountRequest<Done> request, CancellationToken cancellationToken)
    {
        await Abilities.CarryOutAsync(connector, ((EditMessageNow)request).Edit, cancellationToken);
        return new Done();
    }
}
