namespace BotPlatform.BotHost.Tests.CommandLine.HistoryExport;

public sealed class ManyMessagesTests
{
    private const int Count = 100_000;

    /// <summary>Up to 2,500 share a second: several pages, whose places in the history only the ids tell apart.</summary>
    [Fact]
    public async Task A_hundred_thousand_messages_of_which_many_share_a_second_are_exported_once_and_in_order()
    {
        await using var history = await ExportedHistory.StartAsync(historyLimit: 2 * Count);
        var ids = history.Fill(Enumerable.Range(0, Count).Select(i => ExportedHistory.NewYear + (i < Count / 2 ? i / 7 : i / 2_500 * 2_500)));

        var (code, error) = await history.RunAsync(pageSize: 1_000);

        Assert.True(code == 0, error);
        Assert.Equal(ids, history.Ids);
    }
}
