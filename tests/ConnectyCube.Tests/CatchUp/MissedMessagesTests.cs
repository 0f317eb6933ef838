using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.TestKit;
using Old = BotPlatform.Sandbox.Chaos.PastMessage;

namespace BotPlatform.ConnectyCube.Tests.CatchUp;

/// <summary>What a connector reads back, at the sandbox (sections 5.3 and 6.2).</summary>
public sealed class MissedMessagesTests : IAsyncLifetime
{
    private readonly DateTimeOffset _before = TimeProvider.System.GetUtcNow().AddSeconds(-2);
    private SandboxedNetwork _network = null!;
    private IChatConnector _bot = null!;
    private IChatConnector _alice = null!;

    public async Task InitializeAsync()
    {
        _network = await SandboxedNetwork.StartAsync(overTcp: false, ("Rest:MaxCallsPerSecond", "0"));
        _bot = await _network.ConnectAsync("bot");
        _alice = await _network.ConnectAsync("alice");
    }

    public Task DisposeAsync() => _network.DisposeAsync().AsTask();

    [Fact]
    public async Task M33_a_missed_message_is_the_event_that_it_was_live_but_for_what_the_history_does_not_know()
    {
        var group = await _network.CreateGroupAsync("alice", 100);
        foreach (var dialog in new[] { "100", group })
        {
            await _alice.SendAsync(_alice.Message(dialog, "plain"), TestTimeout.Token);
            await _alice.SendAsync(Rich(dialog), TestTimeout.Token);
        }

        List<MessageReceived> live = [];
        for (var i = 0; i < 4; i++)
        {
            live.Add(await _bot.NextAsync<MessageReceived>());
        }

        var known = await ReadAsync(_bot);
        var strange = await ReadAsync(await _network.ConnectAsync("bot")); // which has heard nothing

        var expected = live.Select(message => message with { WasDelayed = true, IsMarkable = false }).OrderBy(m => m.Origin.EventId);
        Assert.Equivalent(expected, known.OrderBy(m => m.Origin.EventId), strict: true);
        Assert.Equivalent(expected, strange.OrderBy(m => m.Origin.EventId), strict: true);
        Assert.Contains(live, message => message.IsMarkable);
        Assert.Equal(new Dictionary<string, string> { ["mood"] = "good", ["address/city"] = "Lisbon" }, known[^1].Metadata);
        Assert.Equal(2, known[^1].Attachments.Count);
    }

    [Fact]
    public async Task M35_reading_back_marks_nothing_as_read_and_leaves_out_what_the_account_wrote()
    {
        var group = await _network.CreateGroupAsync("alice", 100);
        await _alice.SendAsync(group, "hello");
        await _bot.NextAsync<MessageReceived>();
        await _bot.SendAsync(group, "my own");

        Assert.Equal("hello", Assert.Single(await ReadAsync(_bot)).Text);
        var unread = await _bot.AskAsync<GetUnread, UnreadMessages>(
            new GetUnread { Account = _bot.Account, Dialogs = [new DialogRef(group)] });
        Assert.Equal(1, unread.Total);
    }

    [Fact]
    public async Task M33_M57_an_edited_message_has_its_new_text_and_a_deleted_one_does_not_come()
    {
        var group = await _network.CreateGroupAsync("alice", 100);
        var (edited, deleted) = (_alice.Message(group, "typo"), _alice.Message(group, "oops"));
        await _alice.SendAsync(edited, TestTimeout.Token);
        await _alice.SendAsync(deleted, TestTimeout.Token);
        await _alice.CarryOutAsync(_alice.Edit(group, _alice.MessageIdOf(edited), "correct"));
        await _alice.CarryOutAsync(_alice.Delete(group, _alice.MessageIdOf(deleted)));

        Assert.Equal("correct", Assert.Single(await ReadAsync(_bot)).Text);
    }

    [Fact]
    public async Task M17_M34_many_dialogs_of_many_pages_come_in_order()
    {
        const int Dialogs = 20;
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var long_ = await _network.CreateGroupAsync("alice", 100);
        _network.Server.Chaos.FillHistory(long_, Enumerable.Range(0, 350).Select(i => new Old(101, now + (i / 120), $"{i}")));
        for (var i = 1; i < Dialogs; i++)
        {
            var group = await _network.CreateGroupAsync("alice", 100);
            _network.Server.Chaos.FillHistory(group, [new Old(101, now + 1, "one"), new Old(102, now + 2, "two")]);
        }

        var missed = await ReadAsync(_bot);

        Assert.Equal(Dialogs, missed.Select(message => message.Dialog).Distinct().Count());
        Assert.Equal(
            Enumerable.Range(0, 350).Select(i => $"{i}"), missed.Where(m => m.Dialog.Id == long_).Select(m => m.Text));
        Assert.All(
            missed.Where(m => m.Dialog.Id != long_).GroupBy(m => m.Dialog),
            dialog => Assert.Equal(["one", "two"], dialog.Select(m => m.Text)));
    }

    [Fact]
    public async Task M33_an_account_without_a_login_reads_nothing_back()
    {
        var bot = _network.Create(new ConnectyCubeAccount { UserId = "100", Password = "bot-password" });

        Assert.Null(bot.Find<IReadsMissed>());
        await bot.DisposeAsync();
    }

    [Fact]
    public async Task M33_a_message_that_was_never_saved_cannot_be_read_back()
    {
        await _alice.SendAsync(_alice.Message("100", "secret") with { SaveToHistory = false }, TestTimeout.Token);
        await _bot.NextAsync<MessageReceived>();

        Assert.Empty(await ReadAsync(_bot));
    }

    [Fact]
    public async Task M74_what_a_blocked_user_wrote_in_a_group_stays_unheard()
    {
        var group = await _network.CreateGroupAsync("alice", 100, 102);
        var bob = await _network.ConnectAsync("bob");
        await _alice.SendAsync(group, "spam");
        await bob.SendAsync(group, "hello");
        var list = new PrivacyList { Name = "spam", Rules = [new PrivacyRule { User = new UserRef("101") }] };
        await _bot.AskAsync<SavePrivacyList, Done>(new SavePrivacyList { Account = _bot.Account, List = list });
        Assert.Equal(["spam", "hello"], (await ReadAsync(_bot)).Select(message => message.Text));

        await _bot.AskAsync<UsePrivacyList, Done>(new UsePrivacyList { Account = _bot.Account, Name = "spam" });

        Assert.Equal("hello", Assert.Single(await ReadAsync(_bot)).Text);
    }

    [Fact]
    public async Task A_service_that_is_down_is_told()
    {
        var rest = _bot.Can<IReadsMissed>();
        await ReadAsync(_bot);
        await _network.Server.DisposeAsync();

        var error = await Assert.ThrowsAnyAsync<ConnectorException>(
            async () => await rest.ReadMissedAsync(_before, TestTimeout.Token).CountAsync());
        Assert.IsNotType<ConnectorRefusedException>(error);
    }

    private async Task<List<MessageReceived>> ReadAsync(IChatConnector connector) => await connector.Can<IReadsMissed>()
        .ReadMissedAsync(_before, TestTimeout.Token).Select(Assert.IsType<MessageReceived>).ToListAsync(TestTimeout.Token);

    private SendMessage Rich(string dialog) => _alice.Message(dialog, "rich 🐱 <b>") with
    {
        Metadata = new Dictionary<string, string> { ["mood"] = "good", ["address/city"] = "Lisbon" },
        IsMarkable = true,
        Attachments =
        [
            new Attachment
            {
                Type = "image", Uid = "u1", Size = 12, ContentType = "image/png", Name = "cat.png",
                Properties = new Dictionary<string, string> { ["id"] = "7", ["width"] = "10", ["label"] = "A" },
            },
            new Attachment { Type = "location", Latitude = 1.5, Longitude = -2 },
        ],
    };
}
