using System.Threading.Channels;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.TestKit;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.ConnectyCube.Tests.Chat;

/// <summary>The small parts that sending is made of.</summary>
public sealed class SendingTests
{
    private static readonly StanzaError Forbidden = new("forbidden");

    [Theory]
    [InlineData("101-1@localhost", true)]
    [InlineData("101-1@localhost/phone", true)]
    [InlineData("localhost", true)]
    [InlineData(null, true)]
    [InlineData("102-1@localhost", false)]
    [InlineData("102-1@localhost/phone", false)]
    public void Only_the_recipient_and_servers_can_refuse_a_message(string? from, bool isBelieved)
    {
        var sends = new PendingSends();
        using var pending = sends.Add(new Message { Id = "m1", To = Jid.Parse("101-1@localhost") });

        var taken = sends.TryRefuse(new Message { Id = "m1", From = from is null ? null : Jid.Parse(from) }, Forbidden);

        Assert.Equal(isBelieved, taken);
        Assert.Equal(isBelieved ? Forbidden : null, pending.Refusal);
    }

    [Fact]
    public void A_refusal_of_something_else_is_not_taken()
    {
        var sends = new PendingSends();
        var first = sends.Add(new Message { Id = "m1", To = Jid.Parse("101-1@localhost") });
        using var repeated = sends.Add(new Message { Id = "m1", To = Jid.Parse("101-1@localhost") });
        first.Dispose();

        Assert.False(sends.TryRefuse(new Message { Id = "m2" }, Forbidden));
        Assert.False(sends.TryRefuse(new Message(), Forbidden));
        Assert.True(sends.TryRefuse(new Message { Id = "m1" }, Forbidden));

        repeated.Dispose();
        Assert.False(sends.TryRefuse(new Message { Id = "m1" }, Forbidden));
    }

    [Fact]
    public async Task Commands_of_one_dialog_start_in_order_and_others_do_not_wait()
    {
        var order = new DialogOrder();
        var started = new List<string>();
        var lookup = new TaskCompletionSource<int>();

        var first = order.RunAsync("a", () =>
        {
            started.Add("a1");
            return lookup.Task;
        });
        var second = order.RunAsync("a", () => StartAsync("a2"));
        await order.RunAsync("b", () => StartAsync("b1"));
        lookup.SetException(new InvalidOperationException("not found"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        await second.WaitAsync(TestTimeout.Token);
        await order.RunAsync("a", () => StartAsync("a3"));
        Assert.Equal(["a1", "b1", "a2", "a3"], started);

        Task<int> StartAsync(string name)
        {
            started.Add(name);
            return Task.FromResult(0);
        }
    }

    [Fact]
    public async Task Whoever_catches_up_waits_for_what_had_been_received_by_then()
    {
        var channel = Channel.CreateBounded<int>(10);
        var progress = new ReceiveProgress<int>(channel.Reader);
        Assert.True(progress.CatchUpAsync().IsCompleted);

        channel.Writer.TryWrite(1);
        channel.Writer.TryWrite(2);
        var caughtUp = progress.CatchUpAsync();
        channel.Writer.TryWrite(3);

        Assert.True(progress.TryHandle(i => i, out var one));
        Assert.False(caughtUp.IsCompleted);
        Assert.True(progress.TryHandle(i => i, out var two));
        await caughtUp.WaitAsync(TestTimeout.Token);
        Assert.Equal((1, 2), (one, two));
    }

    [Fact]
    public async Task Nobody_waits_for_a_reader_that_waits_itself()
    {
        var channel = Channel.CreateBounded<int>(10);
        var progress = new ReceiveProgress<int>(channel.Reader);
        channel.Writer.TryWrite(1);
        var before = progress.CatchUpAsync();
        Assert.False(before.IsCompleted);

        progress.Halt();
        await before.WaitAsync(TestTimeout.Token);
        Assert.True(progress.CatchUpAsync().IsCompleted);

        progress.Resume();
        Assert.False(progress.CatchUpAsync().IsCompleted);
    }
}
