using BotPlatform.ConnectyCube.Chat.Outbound;
using BotPlatform.TestKit;

namespace BotPlatform.ConnectyCube.Tests.Chat.Outbound;

/// <summary>The order of what is sent.</summary>
public sealed class DialogOrderTests
{
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
}
