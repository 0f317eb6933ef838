using BotPlatform.BotSdk;
using BotPlatform.Contracts.Activity;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;
using BotPlatform.Contracts.Scheduling;

namespace BotPlatform.TestKit.Bots;

/// <summary>Handles every kind of event as the test's <see cref="Script"/> says.</summary>
internal sealed class ActingBot(Script script) :
    IHandle<MessageReceived>, IHandle<MessageSent>, IHandle<CommandFailed>, IHandle<MessageDelivered>, IHandle<MessageRead>,
    IHandle<MessageEdited>, IHandle<MessageDeleted>, IHandle<ReactionsChanged>, IHandle<TypingChanged>,
    IHandle<SystemMessageReceived>, IHandle<OccupantJoined>, IHandle<OccupantLeft>, IHandle<OccupantRemoved>,
    IHandle<LastActivityObserved>, IHandle<ConnectionStateChanged>, IHandle<GapDetected>, IHandle<TimerFired>,
    IHandle<UserBecameInactive>, IHandle<UserBecameActive>
{
    public Task HandleAsync(MessageReceived e, IBotContext context, CancellationToken token) => script.HandleAsync(e, context, token);

    public Task HandleAsync(MessageSent e, IBotContext context, CancellationToken token) => script.HandleAsync(e, context, token);

    public Task HandleAsync(CommandFailed e, IBotContext context, CancellationToken token) => script.HandleAsync(e, context, token);

    public Task HandleAsync(MessageDelivered e, IBotContext context, CancellationToken token) => script.HandleAsync(e, context, token);

    public Task HandleAsync(MessageRead e, IBotContext context, CancellationToken token) => script.HandleAsync(e, context, token);

    public Task HandleAsync(MessageEdited e, IBotContext context, CancellationToken token) => script.HandleAsync(e, context, token);

    public Task HandleAsync(MessageDeleted e, IBotContext context, CancellationToken token) => script.HandleAsync(e, context, token);

    public Task HandleAsync(ReactionsChanged e, IBotContext context, CancellationToken token) => script.HandleAsync(e, context, token);

    public Task HandleAsync(TypingChanged e, IBotContext context, CancellationToken token) => script.HandleAsync(e, context, token);

    public Task HandleAsync(SystemMessageReceived e, IBotContext context, CancellationToken token) =>
        script.HandleAsync(e, context, token);

    public Task HandleAsync(OccupantJoined e, IBotContext context, CancellationToken token) => script.HandleAsync(e, context, token);

    public Task HandleAsync(OccupantLeft e, IBotContext context, CancellationToken token) => script.HandleAsync(e, context, token);

    public Task HandleAsync(OccupantRemoved e, IBotContext context, CancellationToken token) => script.HandleAsync(e, context, token);

    public Task HandleAsync(LastActivityObserved e, IBotContext context, CancellationToken token) =>
        script.HandleAsync(e, context, token);

    public Task HandleAsync(ConnectionStateChanged e, IBotContext context, CancellationToken token) =>
        script.HandleAsync(e, context, token);

    public Task HandleAsync(TimerFired e, IBotContext context, CancellationToken token) => script.HandleAsync(e, context, token);

    public Task HandleAsync(UserBecameInactive e, IBotContext context, CancellationToken token) =>
        script.HandleAsync(e, context, token);

    public Task HandleAsync(UserBecameActive e, IBotContext context, CancellationToken token) => script.HandleAsync(e, context, token);

    public Task HandleAsync(GapDetected e, IBotContext context, CancellationToken token) => script.HandleAsync(e, context, token);
}
