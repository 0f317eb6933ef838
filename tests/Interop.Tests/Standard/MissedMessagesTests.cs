using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;
using BotPlatform.Interop.Tests.Compliance;
using BotPlatform.Interop.Tests.Servers;
using BotPlatform.TestKit;

namespace BotPlatform.Interop.Tests.Standard;

/// <summary>XEP-0313: what an account of the connector reads back from the archives of real servers.</summary>
[Collection(ChatServersCollection.Name)]
public sealed class MissedMessagesTests(ChatServers servers)
{
    // More than a page.
    private const int Messages = 60;

    private readonly DateTimeOffset _before = TimeProvider.System.GetUtcNow().AddSeconds(-2);

    [Theory]
    [MemberData(nameof(ChatServers.All), MemberType = typeof(ChatServers))]
    public async Task What_is_read_back_is_what_came_live(ServerKind kind)
    {
        await using var network = new StandardXmppNetwork(await servers.GetAsync(kind));
        var (bot, alice) = (await OnlineAsync(network), await OnlineAsync(network));
        var group = await network.NewGroupAsync(alice, bot);
        await WriteAsync(alice, network.DialogWith(network.UserOf(bot)), 0, Messages);
        await WriteAsync(alice, group, 0, Messages);
        await bot.SendAsync(Message(bot, network.DialogWith(network.UserOf(alice)), "my own"), TestTimeout.Token);
        await bot.SendAsync(Message(bot, group, "my own"), TestTimeout.Token);
        var live = await ReadLiveAsync(bot, 2 * Messages);

        var missed = await ReadMissedAsync(bot);

        Assert.Equal(2 * Messages, missed.Count);
        Assert.All(live.GroupBy(message => message.Dialog), dialog => Assert.Equal(
            dialog.Select(Essence), missed.Where(message => message.Dialog == dialog.Key).Select(Essence)));
        Assert.All(missed, message => Assert.True(message.WasDelayed));
        Assert.Equal(missed.OrderBy(message => message.Origin.OccurredAt), missed);
    }

    [Theory]
    [MemberData(nameof(ChatServers.All), MemberType = typeof(ChatServers))]
    public async Task What_was_written_while_the_account_was_away_is_there_once(ServerKind kind)
    {
        await using var network = new StandardXmppNetwork(await servers.GetAsync(kind));
        var (bot, alice) = (await OnlineAsync(network), await OnlineAsync(network));
        var group = await network.NewGroupAsync(alice, bot);
        await WriteAsync(alice, group, 0, 1);
        await ReadLiveAsync(bot, 1);

        await bot.DisconnectAsync(TestTimeout.Token);
        await WriteAsync(alice, network.DialogWith(network.UserOf(bot)), 0, Messages);
        await WriteAsync(alice, group, 1, Messages);
        await bot.ConnectAsync(TestTimeout.Token);

        Assert.IsType<GapDetected>((await bot.Events.ReadAsync(TestTimeout.Token)).Event); // before what the server kept
        var missed = await ReadMissedAsync(bot);
        Assert.Equal(Numbers(0, Messages), missed.Where(m => m.DialogKind == DialogKind.Direct).Select(m => m.Text));
        Assert.Equal(Numbers(0, Messages + 1), missed.Where(m => m.Dialog == group).Select(m => m.Text));
        var live = await ReadLiveAsync(bot, Messages);
        Assert.Subset(missed.Select(m => m.Origin.EventId).ToHashSet(), live.Select(m => m.Origin.EventId).ToHashSet());
    }

    [Theory]
    [MemberData(nameof(ChatServers.All), MemberType = typeof(ChatServers))]
    public async Task Changes_of_messages_alone_with_a_user_come_back_too(ServerKind kind)
    {
        await using var network = new StandardXmppNetwork(await servers.GetAsync(kind));
        var (bot, alice) = (await OnlineAsync(network), await OnlineAsync(network));
        var dialog = network.DialogWith(network.UserOf(bot));
        await bot.DisconnectAsync(TestTimeout.Token);
        var message = Message(alice, dialog, "typo");
        await alice.SendAsync(message, TestTimeout.Token);
        await alice.Find<ICarriesOut<EditMessage>>()!.SendAsync(
            new EditMessage
            {
                CommandId = Guid.NewGuid().ToString("N"),
                CreatedAt = message.CreatedAt,
                Account = alice.Account,
                Dialog = dialog,
                MessageId = alice.MessageIdOf(message),
                Text = "correct",
            },
            TestTimeout.Token);

        await bot.ConnectAsync(TestTimeout.Token);
        var missed = await bot.Find<IReadsMissed>()!.ReadMissedAsync(_before, TestTimeout.Token).ToListAsync(TestTimeout.Token);

        Assert.Equal("typo", Assert.IsType<MessageReceived>(missed[0]).Text);
        Assert.Equal(
            ("correct", alice.MessageIdOf(message)), (Assert.IsType<MessageEdited>(missed[1]).Text, ((MessageEdited)missed[1]).MessageId));
    }

    private static async Task<IChatConnector> OnlineAsync(StandardXmppNetwork network)
    {
        var connector = network.NewUser();
        await connector.ConnectAsync(TestTimeout.Token);
        return connector;
    }

    private static async Task WriteAsync(IChatConnector writer, DialogRef dialog, int first, int count)
    {
        foreach (var text in Numbers(first, count))
        {
            await writer.SendAsync(Message(writer, dialog, text), TestTimeout.Token);
        }
    }

    private static SendMessage Message(IChatConnector writer, DialogRef dialog, string text) => new()
    {
        CommandId = Guid.NewGuid().ToString("N"),
        CreatedAt = TimeProvider.System.GetUtcNow(),
        Account = writer.Account,
        Dialog = dialog,
        Text = text,
    };

    private static async Task<List<MessageReceived>> ReadLiveAsync(IChatConnector bot, int count)
    {
        var heard = new List<MessageReceived>();
        while (heard.Count < count)
        {
            var received = await bot.Events.ReadAsync(TestTimeout.Token);
            received.Acknowledge();
            if (received.Event is MessageReceived message)
            {
                heard.Add(message);
            }
        }

        return heard;
    }

    private async Task<List<MessageReceived>> ReadMissedAsync(IChatConnector bot) => await bot.Find<IReadsMissed>()!
        .ReadMissedAsync(_before, TestTimeout.Token).OfType<MessageReceived>().ToListAsync(TestTimeout.Token);

    private static IEnumerable<string> Numbers(int first, int count) => Enumerable.Range(first, count).Select(i => $"{i}");

    // All but when it came and, in rooms, who was behind the name.
    private static object Essence(MessageReceived message) =>
        (message.Origin.EventId, message.Dialog, message.DialogKind, message.MessageId, message.Text, message.Attachments.Count);
}
