using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotSdk.Tests;

/// <summary>Does with every message what a test says.</summary>
internal sealed class ScriptedBot(Func<MessageReceived, IBotContext, CancellationToken, Task> act) : IHandle<MessageReceived>
{
    public Task HandleAsync(MessageReceived message, IBotContext context, CancellationToken cancellationToken) =>
        act(message, context, cancellationToken);

    public static BotHarness<ScriptedBot> Harness(Func<MessageReceived, IBotContext, CancellationToken, Task> act) =>
        new(new ScriptedBot(act));
}
