using System.Reflection;
using BotPlatform.BotHost.Pipeline;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using MassTransit;

namespace BotPlatform.BotHost.Bus.RabbitMq.Requests;

/// <summary>Does what other hosts want of an account that this one holds.</summary>
internal sealed class HolderConsumer(RequestService requests, SendService sends) : IConsumer<AccountQuestion>, IConsumer<IChatCommand>
{
    private static readonly Dictionary<string, Type> Known = Kinds.Requests.ToDictionary(type => type.Name, StringComparer.Ordinal);

    public async Task Consume(ConsumeContext<AccountQuestion> context) =>
        await context.RespondAsync(await AnswerAsync(context.Message, context.CancellationToken));

    public Task Consume(ConsumeContext<IChatCommand> context) => sends.TrySendOnceAsync(context.Message);

    private async Task<AccountReply> AnswerAsync(AccountQuestion question, CancellationToken cancellationToken)
    {
        try
        {
            if (!Known.TryGetValue(question.Request, out var type))
            {
                return new AccountReply
                {
                    Problem = $"The host that holds the account knows no {question.Request}.",
                    Reason = RequestFailedException.NotSupported,
                };
            }

            var request = MessageFormat.ReadPart(question.Body, type);
            var ask = typeof(HolderConsumer).GetMethod(nameof(AskAsync), BindingFlags.Instance | BindingFlags.NonPublic)!
                .MakeGenericMethod(Kinds.AnswerTo(type)!);
            return new AccountReply { Answer = MessageFormat.WritePart(await (Task<object>)ask.Invoke(this, [request, cancellationToken])!) };
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

    private async Task<object> AskAsync<TAnswer>(IAccountRequest<TAnswer> request, CancellationToken cancellationToken)
        where TAnswer : class => await requests.AnswerAsync(request, cancellationToken);
}
