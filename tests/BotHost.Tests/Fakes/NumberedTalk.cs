using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Tests.Fakes;

/// <summary>People write in several dialogs and a bot answers; somebody follows the numbers of all events of each dialog.</summary>
internal sealed class NumberedTalk
{
    private const int Dialogs = 5;
    private const int Messages = 500;
    private const int Window = 50;

    private readonly Dictionary<DialogRef, List<long>> _seen = [];

    /// <summary>What the bot does.</summary>
    public static Script Answering() => new((e, context, token) =>
        e is MessageReceived message ? context.ReplyAsync(message, message.Text, token) : Task.CompletedTask);

    /// <summary>Writes, and reads an event for each message and one for each answer; many of both kinds are on their way at once.</summary>
    public async Task RunAsync(FakeConnector connector, Func<Task<IChatEvent>> next)
    {
        var written = 0;
        while (written < Window)
        {
            await WriteAsync(connector, written++);
        }

        for (var read = 0; read < 2 * Messages; read++)
        {
            var happened = await next();
            if (!_seen.TryGetValue(happened.Dialog, out var numbers))
            {
                _seen.Add(happened.Dialog, numbers = []);
            }

            numbers.Add(Assert.NotNull(happened.Origin.Sequence));
            if (happened is MessageSent && written < Messages)
            {
                await WriteAsync(connector, written++);
            }
        }
    }

    /// <summary>No event was overtaken, and none has the number of another one of its dialog.</summary>
    public void AssertGrowing()
    {
        Assert.Equal(Dialogs, _seen.Count);
        Assert.All(_seen.Values, numbers => Assert.All(numbers.Zip(numbers.Skip(1)), pair => Assert.True(pair.First < pair.Second)));
    }

    private static ValueTask WriteAsync(FakeConnector connector, int number) =>
        connector.ReceiveAsync(Sample.GroupMessage("hello") with { Dialog = new DialogRef($"d{number % Dialogs}") });
}
