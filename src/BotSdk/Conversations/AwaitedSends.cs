using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.State;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Conversations;

/// <summary>Finds the conversation that waits for what became of a message.</summary>
internal sealed class AwaitedSends(string bot)
{
    // A marker may be here before the network's word that it has the message.
    private static readonly TimeSpan EarlyFor = TimeSpan.FromMinutes(10);

    /// <summary>The events that tell it.</summary>
    public static IReadOnlyList<Type> Events { get; } =
        [typeof(MessageSent), typeof(MessageDelivered), typeof(MessageRead), typeof(CommandFailed)];

    /// <summary>A conversation waits from now on.</summary>
    public void Await(TalkPlace place, AwaitedSend awaited, BotContext context) => context.Memory.Set(
        AddressOf(place.Account, $"command {awaited.CommandId}"),
        new Waiter(place.User.Id, place.Dialog.Id, awaited.CommandId, awaited.Until, awaited.AtMost + EarlyFor),
        awaited.AtMost + EarlyFor);

    /// <summary>Whom an event tells what; null when nobody waits for that.</summary>
    public Task<FateReport?> HearAsync(IAccountEvent @event, BotContext context, CancellationToken cancellationToken) => @event switch
    {
        CommandFailed failed => HearAsync(failed.CommandId, null, context, cancellationToken),
        MessageSent sent => HearAsync(sent.CommandId, sent.MessageId, context, cancellationToken),
        MessageDelivered delivered => HearMarkerAsync(delivered.MessageId, SendFate.Delivered, context, cancellationToken),
        MessageRead read => HearMarkerAsync(read.MessageId, SendFate.Read, context, cancellationToken),
        _ => Task.FromResult<FateReport?>(null),
    };

    private async Task<FateReport?> HearAsync(
        string commandId, string? messageId, BotContext context, CancellationToken cancellationToken)
    {
        // Its own commands have the bot's name in their ids; others need not be looked up.
        var account = context.Origin.Account;
        if (!commandId.Contains($"/{bot}/", StringComparison.Ordinal)
            || await context.Memory.GetAsync<Waiter>(AddressOf(account, $"command {commandId}"), cancellationToken) is not { } waiter)
        {
            return null;
        }

        if (messageId is null || waiter.Until == SendFate.Sent)
        {
            return waiter.Report(account, messageId is null ? SendFate.Refused : SendFate.Sent);
        }

        context.Memory.Set(AddressOf(account, $"message {messageId}"), waiter, waiter.ForgetAfter);
        var early = await context.Memory.GetAsync<SendFate>(AddressOf(account, $"early {messageId}"), cancellationToken);
        return early >= waiter.Until ? waiter.Report(account, waiter.Until) : null;
    }

    private async Task<FateReport?> HearMarkerAsync(
        string messageId, SendFate fate, BotContext context, CancellationToken cancellationToken)
    {
        var account = context.Origin.Account;
        if (await context.Memory.GetAsync<Waiter>(AddressOf(account, $"message {messageId}"), cancellationToken) is { } waiter)
        {
            return fate >= waiter.Until ? waiter.Report(account, waiter.Until) : null;
        }

        var early = AddressOf(account, $"early {messageId}");
        if (await context.Memory.GetAsync<SendFate>(early, cancellationToken) < fate)
        {
            context.Memory.Set(early, fate, EarlyFor);
        }

        return null;
    }

    private StateAddress AddressOf(AccountRef account, string what) => new(bot, HandlerState.Owner("awaited", account, what), "talk");

    private sealed record Waiter(string User, string Dialog, string CommandId, SendFate Until, TimeSpan ForgetAfter)
    {
        public FateReport Report(AccountRef account, SendFate fate) =>
            new(new TalkPlace(account, new UserRef(User), new DialogRef(Dialog)), CommandId, fate);
    }
}

/// <summary>What became of a message.</summary>
/// <param name="Place">Of the conversation that waits.</param>
/// <param name="CommandId">Which message.</param>
/// <param name="Fate">What became of it.</param>
internal sealed record FateReport(TalkPlace Place, string CommandId, SendFate Fate);
