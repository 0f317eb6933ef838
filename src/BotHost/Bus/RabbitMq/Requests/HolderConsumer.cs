using System.Reflection;
using BotPlatform.BotHost.Pipeline.Requests;
using BotPlatform.BotHost.Pipeline.Sending;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using MassTransit;

namespace BotPlatform.BotHost.Bus.RabbitMq.Requests;

/// <summary>Does what other hosts want of an account that this one holds.</summary>
internal sealed class HolderConsumer(RequestService requests, SendService sends) : IConsumer<AccountQuestion>, IConsumer<IChatCommand>
{
    private static readonly Dictionary<string, (Type Request, Asking Ask)> Known = Kinds.Requests.ToDictionary(
        type => type.Name, type => (type, MakeAsking(type)), StringComparer.Ordinal);

    private delegate Task<object> Asking(RequestService requests, object request, CancellationToken cancellationToken);

    public async Task Consume(ConsumeContext<AccountQuestion> context) =>
        await context.RespondAsync(await AnswerAsync(context.Message, context.CancellationToken));

    public Task Consume(ConsumeContext<IChatCommand> context) => sends.TrySendOnceAsync(context.Message);

    private async Task<AccountReply> AnswerAsync(AccountQuestion question, CancellationToken cancellationToken)
    {
        try
        {
            if (!Known.TryGetValue(question.Request, out var known))
            {
                return new AccountReply
                {
                    Problem = $"The host that holds the account knows no {question.Request}.",
                    Reason = RequestFailedException.NotSupported,
                };
            }

            var request = MessageFormat.ReadPart(question.Body, known.Request);
            return new AccountReply { Answer = MessageFormat.WritePart(await known.Ask(requests, request, cancellationToken)) };
        }
        catch (RequestFailedException error)
        {
            return new AccountReply { Problem = error.Message, Reason = error.Reason };
        }
        catch (Exception error)
        {
            return new AccountReply
            {
                Problem = $"{question.Request}: the host that holds the account failed: {error.Message}",
                Reason = RequestFailedException.NotConnected,
            };
        }
    }

    private static Asking MakeAsking(Type request) => typeof(HolderConsumer)
        .GetMethod(nameof(AskAsync), BindingFlags.Static | BindingFlags.NonPublic)!
        .MakeGenericMethod(Kinds.AnswerTo(request)!)
        .CreateDelegate<Asking>();

    private static async Task<object> AskAsync<TAnswer>(RequestService requests, object request, CancellationToken cancellationToken)
        where TAnswer : class => await requests.AnswerBotAsync((IAccountRequest<TAnswer>)request, cancellationToken);
}
