using BotPlatform.ConnectyCube.Rest.Messages;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.TestKit;
using UserProfile = BotPlatform.ConnectyCube.Rest.Users.UserProfile;

namespace BotPlatform.ConnectyCube.Tests.Abilities;

/// <summary>Which dialogs a connector's account has at the sandbox, and who is in them (sections 5.1, 5.3).</summary>
public sealed class DialogListsTests : IAsyncLifetime
{
    private const string News = "5f0000000000000000000b01";
    private const string Unknown = "5f00000000000000000000ff";

    private TwoAccounts _two = null!;

    public async Task InitializeAsync() => _two = await TwoAccounts.StartAsync();

    public async Task DisposeAsync() => await _two.DisposeAsync();

    [Fact]
    public async Task Dialogs_of_all_kinds_are_listed_and_counted()
    {
        var group = await _two.Alice.GroupAsync("100");
        var direct = (await _two.Bot.GetAsync("101")).Dialog.Id;
        var open = await _two.Bot.PublicAsync();
        await _two.Alice.GroupAsync("102");

        var page = await _two.Bot.ListAsync(new());

        Assert.Equal(
            [(News, DialogType.Broadcast), (group, DialogType.Group), (direct, DialogType.Direct), (open, DialogType.Public)],
            page.Dialogs.Select(info => (info.Dialog.Id, info.Type)));
        Assert.Null(page.Next);
        Assert.Equal(4, await _two.Bot.CountAsync(new()));
        Assert.Equal([open, direct, group, News], await _two.Bot.IdsAsync(new(), DialogOrder.NewestFirst));
    }

    [Fact]
    public async Task Filters_narrow_the_list_and_the_count()
    {
        var bar = (await _two.Bot.CreateAsync(
            DialogType.Group, new() { Name = "Lunch 🍲", CustomFields = new Dictionary<string, string> { ["location"] = "Sun bar" } })).Dialog.Id;
        var open = await _two.Bot.PublicAsync();
        var changed = (await _two.Bot.GetAsync(open)).UpdatedAt!.Value;

        Assert.Equal([bar], await _two.Bot.IdsAsync(new() { Types = [DialogType.Group, DialogType.Direct] }));
        Assert.Equal([bar], await _two.Bot.IdsAsync(new() { NameContains = "unch 🍲" }));
        Assert.Equal([bar], await _two.Bot.IdsAsync(new() { CustomFields = new Dictionary<string, string> { ["location"] = "Sun bar" } }));
        Assert.Empty(await _two.Bot.IdsAsync(new() { NameContains = "Lunch", Types = [DialogType.Public] }));
        Assert.Contains(open, await _two.Bot.IdsAsync(new() { ChangedSince = changed.AddMilliseconds(900) }));
        Assert.Empty(await _two.Bot.IdsAsync(new() { ChangedSince = changed.AddMinutes(1) }));
        Assert.Equal(1, await _two.Bot.CountAsync(new() { NameContains = "Lunch" }));
    }

    [Fact]
    public async Task The_dialog_with_the_latest_message_comes_first()
    {
        var (first, second) = (await _two.Bot.GroupAsync("101"), await _two.Bot.GroupAsync("101"));
        await WriteAsync("alice", first, "here");

        Assert.Equal([first, second], await _two.Bot.IdsAsync(new() { Types = [DialogType.Group] }, DialogOrder.LatestMessageFirst));
    }

    [Theory]
    [InlineData(DialogOrder.OldestFirst)]
    [InlineData(DialogOrder.NewestFirst)]
    [InlineData(DialogOrder.LatestMessageFirst)]
    public async Task A_long_list_comes_page_by_page_although_dialogs_go_meanwhile(DialogOrder order)
    {
        var filter = new DialogFilter { Types = [DialogType.Group] };
        var ids = new List<string>();
        for (var i = 0; i < 250; i++)
        {
            ids.Add(await _two.Bot.GroupAsync());
        }

        var read = new List<string>();
        DialogPage? page = null;
        do
        {
            page = await _two.Bot.ListAsync(filter, order, page?.Next);
            read.AddRange(page.Dialogs.Select(info => info.Dialog.Id));
            await _two.Bot.DeleteAsync(true, read.Count <= 100 ? read[^1] : read[0], page.Dialogs[0].Dialog.Id);
        }
        while (page.Next is not null);

        Assert.Equal(ids.Order(), read.Distinct().Order());
        Assert.InRange(read.Count, 250, 600);
    }

    [Fact]
    public async Task A_cursor_that_no_page_gave_is_refused()
    {
        Assert.Equal("bad-request", await DialogRequests.ReasonAsync(() => _two.Bot.ListAsync(new(), cursor: "somewhere")));
        Assert.Equal("bad-request", await DialogRequests.ReasonAsync(() => _two.Bot.MembersAsync(News, "1.x.2")));
        Assert.Equal("bad-request", await DialogRequests.ReasonAsync(() => _two.Bot.IdsAsync(new() { Types = [DialogType.Other] })));
    }

    [Fact]
    public async Task Everything_is_known_of_a_dialog()
    {
        var made = await _two.Alice.CreateAsync(
            DialogType.Group,
            new()
            {
                Name = "Lunch",
                Description = "Where we eat",
                Photo = "photo-uid",
                CustomFields = new Dictionary<string, string> { ["location"] = "Sun bar" },
                Data = """{"class_name":"c"}""",
                AllowsPreview = true,
            },
            "100", "102");
        var id = made.Dialog.Id;
        await _two.Alice.ChangeAsync(id, new MemberChanges { AddAdmins = [new("102")] });
        var message = await WriteAsync("alice", id, "hello");
        await _two.Alice.PinAsync(id, message);

        var info = await _two.Bot.GetAsync(id.ToUpperInvariant());

        Assert.Equal(
            (id, DialogType.Group, "Lunch", "Where we eat", "photo-uid"),
            (info.Dialog.Id, info.Type, info.Name, info.Description, info.Photo));
        Assert.Equal(new UserRef("101"), info.Owner);
        Assert.Equal(["100", "101", "102"], info.Members.Ids());
        Assert.Equal(["102"], info.Admins.Ids());
        Assert.Equal([message], info.PinnedMessages);
        Assert.Equal((3, 1), (info.MemberCount, info.UnreadCount));
        Assert.Equal((message, "hello", "101"), (info.LastMessage!.MessageId, info.LastMessage.Text, info.LastMessage.Sender!.Id));
        Assert.NotNull(info.LastMessage.SentAt);
        Assert.NotNull(info.CreatedAt);
        Assert.True(info.UpdatedAt >= info.CreatedAt);
        Assert.Equal("Sun bar", Assert.Single(info.CustomFields, field => field.Key == "location").Value);
        Assert.Equal("""{"class_name":"c"}""", info.Data);
        Assert.True(info.AllowsPreview);
    }

    [Fact]
    public async Task A_dialog_that_says_nothing_of_itself_says_so()
    {
        var info = await _two.Bot.GetAsync(await _two.Bot.PublicAsync());

        Assert.Null(info.Description);
        Assert.Null(info.Photo);
        Assert.Null(info.LastMessage);
        Assert.Null(info.Data);
        Assert.Empty(info.CustomFields);
        Assert.False(info.AllowsPreview);
        Assert.Empty(info.Members);
        Assert.Equal(1, info.MemberCount);
        Assert.Null((await _two.Bot.GetAsync(News)).MemberCount);
    }

    [Fact]
    public async Task The_dialog_with_a_user_is_found_by_the_users_number()
    {
        var byBot = await _two.Bot.GetAsync("101");
        var byAlice = await _two.Alice.GetAsync("100");

        Assert.Equal(byBot.Dialog, byAlice.Dialog);
        Assert.Equal((DialogType.Direct, "Alice"), (byBot.Type, byBot.Name));
        Assert.Equal(["100", "101"], byBot.Members.Ids());
    }

    [Theory]
    [InlineData(Unknown)]
    [InlineData("999")]
    [InlineData("100")]
    [InlineData("no dialog")]
    public async Task A_dialog_that_is_not_there_is_not_found(string dialog) =>
        Assert.Equal("item-not-found", await DialogRequests.ReasonAsync(() => _two.Bot.GetAsync(dialog)));

    [Fact]
    public async Task A_group_of_others_is_not_found_and_its_members_are_nobodys_business()
    {
        var group = await _two.Alice.GroupAsync("102");

        Assert.Equal("item-not-found", await DialogRequests.ReasonAsync(() => _two.Bot.GetAsync(group)));
        Assert.Equal("forbidden", await DialogRequests.ReasonAsync(() => _two.Bot.MembersAsync(group)));
    }

    [Fact]
    public async Task Members_have_names_and_come_page_by_page_although_one_leaves()
    {
        var open = await _two.Alice.PublicAsync();
        await _two.Bot.SubscribeAsync(open);
        await using var session = _two.Network.Rest.For(SandboxedNetwork.Account("alice"));
        var (first, last) = (0L, 0L);
        for (var i = 0; i < 120; i++)
        {
            var login = $"guest-{i}";
            var guest = new ConnectyCubeAccount { Login = login, Password = "password-1" };
            var user = await session.Users.SignUpAsync(new UserProfile { Login = login }, "password-1", TestTimeout.Token);
            (first, last) = (first == 0 ? user.Id : first, user.Id);
            await _two.Network.Create(guest).SubscribeAsync(open);
        }

        var page = await _two.Bot.MembersAsync(open);
        await _two.Alice.ChangeAsync(open, new MemberChanges { Remove = DialogRequests.Users($"{first}") });
        var rest = await _two.Bot.MembersAsync(open, page.Next);

        Assert.Equal(122, page.Members.Concat(rest.Members).Distinct().Count());
        Assert.Contains(new DialogMember(new UserRef("101"), "Alice"), page.Members);
        Assert.Contains(new DialogMember(new UserRef($"{last}"), "guest-119"), rest.Members);
        Assert.Null(rest.Next);
    }

    private async Task<string> WriteAsync(string login, string dialog, string text)
    {
        await using var session = _two.Network.Rest.For(SandboxedNetwork.Account(login));
        var message = await session.Messages.CreateAsync(new NewMessage { DialogId = dialog, Text = text }, TestTimeout.Token);
        return message.Id;
    }
}
