using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Rest.Dialogs;
using BotPlatform.ConnectyCube.Rest.Messages;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.TestKit;
using DialogType = BotPlatform.ConnectyCube.Rest.Dialogs.DialogType;
using Old = BotPlatform.Sandbox.Chaos.PastMessage;

namespace BotPlatform.ConnectyCube.Tests.Abilities;

/// <summary>Section 6.2 between a connector and the sandbox.</summary>
public sealed class HistoryTests : IAsyncLifetime
{
    private const long NewYear = 1_767_225_600;
    private const string Nowhere = "5f00000000000000000000ff";

    private RestScene _scene = null!;
    private string _group = "";

    public async Task InitializeAsync()
    {
        _scene = await RestScene.StartAsync();
        _group = await _scene.Network.CreateGroupAsync("alice", 100);
    }

    public Task DisposeAsync() => _scene.DisposeAsync().AsTask();

    [Fact]
    public async Task M33_a_message_says_all_that_the_history_has()
    {
        var made = await _scene.Alice.Messages.CreateAsync(
            new NewMessage
            {
                DialogId = _group,
                Text = "hello",
                Parameters = new Dictionary<string, string> { ["mood"] = "good" },
                Attachments = [new MessageAttachment { Type = "image", Uid = "u1", Size = "12" }],
            },
            TestTimeout.Token);
        await _scene.Alice.Messages.ReactAsync(made.Id, "👍", null, TestTimeout.Token);

        var message = Assert.Single((await PageAsync(Request())).Messages);

        Assert.Equal((made.Id, _group, "101", "hello"), (message.MessageId, message.Dialog.Id, message.Sender.Id, message.Text));
        Assert.Equal((made.SentAt, made.UpdatedAt), (message.SentAt, message.ChangedAt));
        Assert.Equal("good", message.Metadata["mood"]);
        Assert.Equal(("image", "u1", 12), (message.Attachments[0].Type, message.Attachments[0].Uid, message.Attachments[0].Size));
        Assert.Equal([new UserRef("101")], message.ReadBy);
        Assert.Equal([new UserRef("101")], message.DeliveredTo);
        Assert.Empty(message.Reactions.Own);
        Assert.Equal(1, message.Reactions.Totals["👍"]);
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 0)]
    public async Task M35_it_is_read_by_reading_only_if_that_is_wanted(bool markAsRead, long unread)
    {
        await _scene.WriteAsync(_group, "one");
        await _scene.WriteAsync(_group, "two");

        await PageAsync(Request() with { MarkAsRead = markAsRead });

        var left = await _scene.AskAsync<GetUnread, UnreadMessages>(
            new GetUnread { Account = _scene.Bot.Account, Dialogs = [new DialogRef(_group)] });
        Assert.Equal(unread, left.Total);
    }

    [Fact]
    public async Task M15_of_a_dialog_that_allows_it_a_stranger_sees_the_last_twenty_and_nothing_else()
    {
        var (open, closed) = (await PublicAsync(allowPreview: true), await PublicAsync(allowPreview: false));
        _scene.Network.Server.Chaos.FillHistory(open, Enumerable.Range(1, 25).Select(i => new Old(101, NewYear + i, $"{i}")));

        var preview = await _scene.AskAsync<PreviewHistory, HistoryPreview>(Preview(open));

        Assert.Equal(Enumerable.Range(6, 20).Select(i => $"{i}"), preview.Messages.Select(m => m.Text));
        Assert.All(preview.Messages, m => Assert.Equal(new DialogRef(open), m.Dialog));
        Assert.Equal("forbidden", await _scene.ReasonAsync<PreviewHistory, HistoryPreview>(Preview(closed)));
        Assert.Equal("forbidden", await RefusedAsync(Request() with { Dialog = new DialogRef(open) }));

        PreviewHistory Preview(string dialog) => new() { Account = _scene.Bot.Account, Dialog = new DialogRef(dialog) };
    }

    [Fact]
    public async Task M33_one_message_is_found_in_its_dialog_alone()
    {
        var id = await _scene.WriteAsync(_group, "here");
        var other = await _scene.Network.CreateGroupAsync("alice", 100);

        Assert.Equal("here", (await FindAsync(_group, id.ToUpperInvariant()))!.Text);
        Assert.Null(await FindAsync(other, id));
        Assert.Null(await FindAsync(_group, Nowhere));
        Assert.Null(await FindAsync(_group, "nonsense"));
        Assert.Equal(1, (await _scene.AskAsync<GetUnread, UnreadMessages>(
            new GetUnread { Account = _scene.Bot.Account, Dialogs = [new DialogRef(_group)] })).Total);
    }

    [Fact]
    public async Task M33_the_history_with_a_user_is_asked_for_by_the_users_number()
    {
        await _scene.Alice.Messages.CreateAsync(new NewMessage { RecipientId = 100, Text = "hi" }, TestTimeout.Token);

        var page = await PageAsync(Request() with { Dialog = new DialogRef("101") });

        Assert.Equal("hi", Texts(page.Messages));
    }

    [Fact]
    public async Task M33_what_cannot_be_read_is_refused()
    {
        var foreign = await _scene.Network.CreateGroupAsync("alice", 102);

        Assert.Equal("forbidden", await RefusedAsync(Request() with { Dialog = new DialogRef(foreign) }));
        Assert.Equal("item-not-found", await RefusedAsync(Request() with { Dialog = new DialogRef(Nowhere) }));
        Assert.Equal("item-not-found", await RefusedAsync(Request() with { Dialog = new DialogRef("the kitchen") }));
        Assert.Equal("item-not-found", await RefusedAsync(Request() with { Filter = new() { Sender = new UserRef("bob") } }));
        Assert.Equal("bad-request", await RefusedAsync(Request() with { Filter = new() { TextContains = "" } }));
        Assert.Equal("bad-request", await RefusedAsync(Request() with { Cursor = "somewhere" }));
        Assert.Equal("bad-request", await RefusedAsync(Request() with { PageSize = 1 }));
        Assert.Equal("bad-request", await RefusedAsync(Request() with { PageSize = 1001 }));
    }

    [Fact]
    public void M33_an_account_that_cannot_use_REST_is_offered_neither_history_nor_reactions()
    {
        var connector = _scene.Network.Create(new ConnectyCubeAccount { UserId = "100", Password = "bot-password" });

        Assert.Null(connector.Find<IAnswers<GetHistory, HistoryPage>>());
        Assert.Null(connector.Find<ICarriesOut<ChangeReactions>>());
        Assert.NotNull(_scene.Bot.Find<IAnswers<GetHistory, HistoryPage>>());
        Assert.NotNull(_scene.Bot.Find<ICarriesOut<ChangeReactions>>());
    }

    private GetHistory Request() => new() { Account = _scene.Bot.Account, Dialog = new DialogRef(_group) };

    private Task<HistoryPage> PageAsync(GetHistory request) => _scene.AskAsync<GetHistory, HistoryPage>(request);

    private Task<string> RefusedAsync(GetHistory request) => _scene.ReasonAsync<GetHistory, HistoryPage>(request);

    private async Task<PastMessage?> FindAsync(string dialog, string id) => (await _scene.AskAsync<FindPastMessage, FoundPastMessage>(
        new FindPastMessage { Account = _scene.Bot.Account, Dialog = new DialogRef(dialog), MessageId = id })).Message;

    private async Task<string> PublicAsync(bool allowPreview) => (await _scene.Alice.Dialogs.CreateAsync(
        new NewDialog
        {
            Type = DialogType.Public,
            Name = "Square",
            Permissions = new DialogPermissions { AllowPreview = allowPreview },
        },
        TestTimeout.Token)).Id;

    private static string Texts(IEnumerable<PastMessage> messages) => string.Join(' ', messages.Select(m => m.Text));
}
