using BotPlatform.BotHost.Storage.Announcements;

namespace BotPlatform.BotHost.Tests.Storage.Announcements;

public sealed class LedgerAddressTests
{
    private static readonly DateTimeOffset Due = new(2026, 3, 2, 9, 0, 0, 5, TimeSpan.FromHours(2));

    [Theory]
    [InlineData(false, "announcement/news/2026-03-02T07:00:00.0050000Z/101")]
    [InlineData(true, "announcement-test/news/2026-03-02T07:00:00.0050000Z/101")]
    public void A_command_tells_its_row(bool isTest, string id)
    {
        var address = new LedgerAddress("news", Due, isTest, "101");

        Assert.Equal(id, address.CommandId);
        Assert.True(LedgerAddress.TryParse(id, out var read));
        Assert.Equal(address, read);
    }

    [Theory]
    [InlineData("announcement/morning/2026-03-02T07:00:00.0000000Z")] // of an announcement without a ledger
    [InlineData("announcement/news/soon/101")]
    [InlineData("announcements/news/2026-03-02T07:00:00.0050000Z/101")]
    [InlineData("bot/101")]
    [InlineData("")]
    public void Other_commands_have_no_row(string id) => Assert.False(LedgerAddress.TryParse(id, out _));

    [Fact]
    public void A_dialog_may_be_called_whatever_its_network_calls_it()
    {
        Assert.True(LedgerAddress.TryParse(new LedgerAddress("news", Due, false, "a/b c").CommandId, out var address));
        Assert.Equal("a/b c", address.Dialog);
    }
}
