using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;

namespace BotPlatform.BotHost.Tests.Pipeline;

public sealed class EventTests
{
    private static readonly SendMessage Command = new()
    {
        CommandId = "command",
        CreatedAt = Sample.Moment,
        Account = Sample.Account,
        Dialog = Sample.Dialog,
        Text = "hello",
    };

    private static readonly IAccountEvent[] Samples =
    [
        Sample.Message("hello") with
        {
            Metadata = new Dictionary<string, string> { ["address/city"] = "Turku" },
            Attachments = [new Attachment { Type = "location", Latitude = 60.45, Longitude = 22.27 }],
            IsMarkable = true,
            DestroyAfter = TimeSpan.FromSeconds(5),
        },
        Sample.Sent(Command),
        Sample.Failed(Command),
        Sample.Delivered("m1"),
        Sample.Read("m1"),
        Sample.Edited(Sample.Message("helo"), "hello"),
        Sample.Deleted(Sample.GroupMessage("oops")),
        Sample.Reactions("m1", "👍", "🚀"),
        Sample.Typing(isTyping: true),
        Sample.SystemMessage(new Dictionary<string, string> { ["kind"] = "refresh" }),
        Sample.Joined(),
        Sample.Left(),
        Sample.Removed(isSelf: true),
        Sample.Activity(isOnline: true),
        Sample.State(ConnectionState.Reconnecting, "The cable is cut."),
        Sample.Gap(),
        Sample.Timer("tea", "green"),
        Sample.Inactive(TimeSpan.FromDays(3)),
        Sample.Active(TimeSpan.FromDays(3)),
    ];

    [Fact]
    public void Every_kind_of_event_has_a_sample() =>
        Assert.Equal(
            Kinds.Events.Select(kind => kind.Name).Order(),
            Samples.Select(sample => sample.GetType().Name).Order());

    [Fact]
    public async Task Every_kind_of_event_gets_to_the_bot_whole_and_is_acknowledged()
    {
        var script = Script.Listening();
        await using var host = await script.StartAsync();
        var connector = await host.Network.NextConnectionAsync();
        Assert.Equal(ConnectionState.Ready, (await NextStateAsync(script)).State); // the host's own

        foreach (var sample in Samples)
        {
            await connector.ReceiveAsync(sample);
            var handled = await script.NextAsync<IAccountEvent>();
            Assert.NotNull(handled.Origin.Sequence);
            Assert.Equivalent(sample, EventCopies.With(handled, handled.Origin with { Sequence = null }), strict: true);
        }

        await host.StopAsync();
        Assert.Equal(Samples.Length, connector.Acknowledged);
    }

    [Fact]
    public async Task Events_of_different_kinds_keep_their_order_in_a_dialog()
    {
        const int Count = 200;
        var script = Script.Listening();
        await using var host = await script.StartAsync();
        var connector = await host.Network.NextConnectionAsync();
        Assert.Equal(ConnectionState.Ready, (await NextStateAsync(script)).State);
        var events = Enumerable.Range(0, Count).Select(n => (n % 3) switch
        {
            0 => (IAccountEvent)Sample.Message($"{n}"),
            1 => Sample.Typing(isTyping: true),
            _ => Sample.Edited(Sample.Message("before"), $"{n}"),
        }).ToList();

        foreach (var happened in events)
        {
            await connector.ReceiveAsync(happened);
        }

        foreach (var happened in events)
        {
            Assert.Equal(happened.Origin.EventId, (await script.NextAsync<IAccountEvent>()).Origin.EventId);
        }
    }

    private static async Task<ConnectionStateChanged> NextStateAsync(Script script)
    {
        var state = await script.NextAsync<ConnectionStateChanged>();
        return state.State == ConnectionState.Authenticated ? await script.NextAsync<ConnectionStateChanged>() : state;
    }
}
