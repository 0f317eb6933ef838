using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.TestKit;
using BotPlatform.TestKit.Scripted;

namespace BotPlatform.ConnectyCube.Tests.Abilities;

/// <summary>
/// Nobody makes a bot read out a group by claiming to write from it (section 4.1): the chat says what a test tells it to, REST is
/// the sandbox's.
/// </summary>
public sealed class ClaimedDialogTests : IAsyncLifetime
{
    private readonly ScriptedXmppServer _chat = new();
    private RestScene _scene = null!;
    private string _group = "";

    public async Task InitializeAsync()
    {
        _scene = await RestScene.StartAsync(("ChatUrl", _chat.Address.ToString()), ("PingInterval", "00:00:00"));
        _group = await _scene.Network.CreateGroupAsync("alice", 100);
        await _scene.WriteAsync(_group, "secret");
        var connecting = _scene.Bot.ConnectAsync(TestTimeout.Token);
        await _chat.LogInAsync(streamManagement: true);
        await _chat.Current.AnswerAsync(await _chat.ExpectElementAsync("^<iq .*urn:xmpp:carbons"));
        await _chat.ExpectElementAsync("^<presence");
        await _chat.Current.AnswerPingAsync();
        await connecting;
    }

    public async Task DisposeAsync()
    {
        _chat.Cut();
        await _scene.DisposeAsync();
        await _chat.DisposeAsync();
    }

    [Fact]
    public async Task M33_M58_who_claims_to_write_from_a_group_learns_nothing_of_it()
    {
        await _chat.SendAsync(Message("chat", "102-1@localhost/phone"));
        var claim = await _scene.Bot.NextAsync<MessageReceived>();
        var account = _scene.Bot.Account;

        Assert.Equal((_group, DialogKind.Direct), (claim.Dialog.Id, claim.DialogKind));
        for (var attempt = 0; attempt < 2; attempt++)
        {
            Assert.Equal("forbidden", await _scene.ReasonAsync<GetHistory, HistoryPage>(new() { Account = account, Dialog = claim.Dialog }));
            Assert.Equal("forbidden", await _scene.ReasonAsync<CountHistory, HistoryCount>(new() { Account = account, Dialog = claim.Dialog }));
            Assert.Equal("forbidden", await _scene.ReasonAsync<PreviewHistory, HistoryPreview>(new() { Account = account, Dialog = claim.Dialog }));
            Assert.Equal("forbidden", await _scene.ReasonAsync<GetUnread, UnreadMessages>(new() { Account = account, Dialogs = [claim.Dialog] }));
            Assert.Equal("forbidden", await _scene.ReasonAsync<MarkAllRead, Done>(new() { Account = account, Dialog = claim.Dialog }));
            Assert.Equal("forbidden", await _scene.ReasonAsync<FindPastMessage, FoundPastMessage>(
                new() { Account = account, Dialog = claim.Dialog, MessageId = claim.MessageId }));
            Assert.Equal("forbidden", await _scene.ReasonAsync<SearchHistory, HistoryFindings>(
                new() { Account = account, Dialogs = [claim.Dialog], Text = "secret" }));
        }
    }

    [Fact]
    public async Task M33_what_the_group_itself_sends_is_believed()
    {
        await _chat.SendAsync(Message("groupchat", $"1_{_group}@muc.localhost/101"));
        var message = await _scene.Bot.NextAsync<MessageReceived>();

        var page = await _scene.AskAsync<GetHistory, HistoryPage>(new() { Account = _scene.Bot.Account, Dialog = message.Dialog });

        Assert.Equal("secret", Assert.Single(page.Messages).Text);
    }

    private string Message(string type, string from) =>
        $"<message type='{type}' from='{from}' to='100-1@localhost' id='5f0000000000000000000c01'><body>!history</body>"
        + $"<extraParams xmlns='jabber:client'><dialog_id>{_group}</dialog_id></extraParams></message>";
}
