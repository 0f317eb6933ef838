using BotPlatform.Connectors.Parts;
using BotPlatform.Contracts.Chat;
using BotPlatform.TestKit;

namespace BotPlatform.Connectors.Tests.Parts;

/// <summary>How dialogs that are read side by side are put together.</summary>
public sealed class TimeOrderTests
{
    [Fact]
    public async Task The_oldest_comes_first_and_a_source_keeps_its_own_order()
    {
        var merged = TimeOrder.MergeAsync([Source("a", 1, 4, 5), Source("b"), Source("c", 2, 1, 9), Source("d", 3)], TestTimeout.Token);

        Assert.Equal(["a1", "c2", "c1", "d3", "a4", "a5", "c9"], await merged.Select(one => one.Origin.EventId).ToListAsync());
    }

    [Fact]
    public async Task A_source_that_fails_ends_it_and_the_others_are_let_go()
    {
        var isLetGo = false;
        var merged = TimeOrder.MergeAsync([Endless(), Failing()], TestTimeout.Token);

        var error = await Assert.ThrowsAsync<ConnectorException>(async () => await merged.CountAsync());

        Assert.Equal("The service is down.", error.Message);
        Assert.True(isLetGo);

        async IAsyncEnumerable<IChatEvent> Endless()
        {
            try
            {
                for (var i = 0; ; i++)
                {
                    await Task.Yield();
                    yield return Event("endless", i);
                }
            }
            finally
            {
                isLetGo = true;
            }
        }

        static async IAsyncEnumerable<IChatEvent> Failing()
        {
            yield return Event("failing", 100);
            await Task.Yield();
            throw new ConnectorException("The service is down.");
        }
    }

    private static async IAsyncEnumerable<IChatEvent> Source(string name, params int[] seconds)
    {
        foreach (var second in seconds)
        {
            await Task.Yield();
            yield return Event(name, second);
        }
    }

    private static TypingChanged Event(string source, int second) => new()
    {
        Origin = new EventOrigin
        {
            EventId = $"{source}{second}",
            Account = new AccountRef("sample", "100"),
            OccurredAt = DateTimeOffset.UnixEpoch.AddSeconds(second),
        },
        Dialog = new DialogRef(source),
        DialogKind = DialogKind.Direct,
        User = new UserRef("101"),
        IsTyping = true,
    };
}
