using BotPlatform.Contracts.Requests;

namespace BotPlatform.ConnectyCube.Tests.Abilities;

/// <summary>A connector's account makes and changes dialogs at the sandbox (sections 5.2 to 5.4).</summary>
public sealed class DialogChangesTests : IAsyncLifetime
{
    private const string Unknown = "5f00000000000000000000ff";

    private TwoAccounts _two = null!;

    public async Task InitializeAsync() => _two = await TwoAccounts.StartAsync();

    public async Task DisposeAsync() => await _two.DisposeAsync();

    [Fact]
    public async Task The_direct_dialog_with_a_user_is_made_once()
    {
        var made = await _two.Bot.CreateAsync(DialogType.Direct, new(), "101");
        var again = await _two.Alice.CreateAsync(DialogType.Direct, new(), "100");

        Assert.Equal((made.Dialog, DialogType.Direct), (again.Dialog, again.Type));
        Assert.Equal(made.Dialog, (await _two.Bot.GetAsync("101")).Dialog);
    }

    [Fact]
    public async Task Users_whom_nobody_knows_are_left_out_of_a_group()
    {
        var made = await _two.Bot.CreateAsync(DialogType.Group, new() { Name = "Team" }, "101", "999");

        Assert.Equal(["100", "101"], made.Members.Ids());
        Assert.Equal(made.Dialog, (await _two.Alice.GetAsync(made.Dialog.Id)).Dialog);
    }

    [Fact]
    public async Task What_cannot_be_made_is_refused_and_nothing_is_made()
    {
        Task<string> ReasonAsync(DialogType type, DialogDetails details, params string[] members) =>
            DialogRequests.ReasonAsync(() => _two.Bot.CreateAsync(type, details, members));

        Assert.Equal("forbidden", await ReasonAsync(DialogType.Broadcast, new() { Name = "News" }));
        Assert.Equal("bad-request", await ReasonAsync(DialogType.Other, new() { Name = "?" }));
        Assert.Equal("bad-request", await ReasonAsync(DialogType.Group, new(), "101"));
        Assert.Equal("bad-request", await ReasonAsync(DialogType.Group, new() { Name = "Team", Data = "[1]" }));
        Assert.Equal("bad-request", await ReasonAsync(DialogType.Group, new() { Name = "Team", Data = "{" }));
        Assert.Equal("bad-request", await ReasonAsync(DialogType.Direct, new()));
        Assert.Equal("bad-request", await ReasonAsync(DialogType.Direct, new(), "101", "102"));
        Assert.Equal("bad-request", await ReasonAsync(DialogType.Direct, new() { Name = "Alice" }, "101"));
        Assert.Equal("item-not-found", await ReasonAsync(DialogType.Direct, new(), "999"));
        Assert.Equal("item-not-found", await ReasonAsync(DialogType.Direct, new(), "100"));
        Assert.Equal("item-not-found", await ReasonAsync(DialogType.Group, new() { Name = "Team" }, "101", "alice"));
        Assert.Equal(1, await _two.Bot.CountAsync(new()));
    }

    [Fact]
    public async Task What_a_dialog_is_like_is_changed_and_taken_away()
    {
        var group = await _two.Alice.GroupAsync("100");

        var changed = await _two.Bot.ChangeAsync(group, new DialogDetails
        {
            Name = "Other",
            Description = "d",
            Photo = "p",
            CustomFields = new Dictionary<string, string> { ["location"] = "bar" },
            Data = """{"class_name":"c","n":1}""",
            AllowsPreview = true,
        });
        var partly = await _two.Bot.ChangeAsync(group, new DialogDetails { Description = "e" });
        var emptied = await _two.Bot.ChangeAsync(group, new DialogDetails
        {
            Description = "",
            Photo = "",
            CustomFields = new Dictionary<string, string>(),
            Data = "{}",
            AllowsPreview = false,
        });

        Assert.Equal(("Other", "d", "p"), (changed.Name, changed.Description, changed.Photo));
        Assert.Equal(("bar", """{"class_name":"c","n":1}""", true), (changed.CustomFields["location"], changed.Data, changed.AllowsPreview));
        Assert.Equal(("Other", "e", "p", true), (partly.Name, partly.Description, partly.Photo, partly.AllowsPreview));
        Assert.Equal(("Other", null, null, "{}", false), (emptied.Name, emptied.Description, emptied.Photo, emptied.Data, emptied.AllowsPreview));
        Assert.Empty(emptied.CustomFields);
    }

    [Fact]
    public async Task A_change_that_cannot_be_is_refused_and_changes_nothing()
    {
        var (group, others) = (await _two.Bot.GroupAsync("101"), await _two.Alice.GroupAsync("102"));
        var open = await _two.Alice.PublicAsync();
        await _two.Bot.SubscribeAsync(open);

        Task<string> ReasonAsync(string dialog, DialogDetails changes) =>
            DialogRequests.ReasonAsync(() => _two.Bot.ChangeAsync(dialog, changes));

        var name = new DialogDetails { Name = "Mine" };
        Assert.Equal("bad-request", await ReasonAsync(group, new()));
        Assert.Equal("bad-request", await ReasonAsync(group, new() { Name = " " }));
        Assert.Equal("bad-request", await ReasonAsync(group, new() { Name = "Mine", Data = "no JSON" }));
        Assert.Equal("forbidden", await ReasonAsync(others, name));
        Assert.Equal("forbidden", await ReasonAsync(open, name));
        Assert.Equal("forbidden", await ReasonAsync("101", name));
        Assert.Equal("item-not-found", await ReasonAsync(Unknown, name));
        Assert.Equal("item-not-found", await ReasonAsync("999", name));
        Assert.Equal(("Team", "Square"), ((await _two.Bot.GetAsync(group)).Name, (await _two.Bot.GetAsync(open)).Name));
    }

    [Fact]
    public async Task Members_and_admins_come_and_go()
    {
        var group = await _two.Bot.GroupAsync("101");

        var added = await _two.Bot.ChangeAsync(
            group, new MemberChanges { Add = DialogRequests.Users("102", "103", "999"), AddAdmins = DialogRequests.Users("102") });
        var admins = await _two.Bot.ChangeAsync(
            group, new MemberChanges { AddAdmins = DialogRequests.Users("101"), RemoveAdmins = DialogRequests.Users("102") });
        var removed = await _two.Alice.ChangeAsync(group, new MemberChanges { Remove = DialogRequests.Users("102", "103") });

        Assert.Equal(["100", "101", "102", "103"], added.Members.Ids());
        Assert.Equal(["102"], added.Admins.Ids());
        Assert.Equal(["101"], admins.Admins.Ids());
        Assert.Equal(["100", "101"], removed.Members.Ids());
    }

    [Fact]
    public async Task Members_whom_the_account_may_not_touch_stay()
    {
        var group = await _two.Alice.GroupAsync("100", "102");

        Task<string> ReasonAsync(string dialog, MemberChanges changes) =>
            DialogRequests.ReasonAsync(() => _two.Bot.ChangeAsync(dialog, changes));

        var bob = DialogRequests.Users("102");
        Assert.Equal("bad-request", await ReasonAsync(group, new()));
        Assert.Equal("bad-request", await ReasonAsync(group, new() { Add = bob, Remove = bob }));
        Assert.Equal("item-not-found", await ReasonAsync(group, new() { Add = DialogRequests.Users("103", "carol") }));
        Assert.Equal("item-not-found", await ReasonAsync(group, new() { Add = DialogRequests.Users("99999999999999999999") }));
        Assert.Equal("item-not-found", await ReasonAsync(Unknown, new() { Add = bob }));
        Assert.Equal("forbidden", await ReasonAsync(group, new() { Remove = bob }));
        Assert.Equal("forbidden", await ReasonAsync(group, new() { AddAdmins = bob }));
        Assert.Equal("forbidden", await ReasonAsync("101", new() { Add = bob }));
        Assert.Equal(["100", "101", "102"], (await _two.Bot.GetAsync(group)).Members.Ids());
    }

    [Fact]
    public async Task A_message_is_pinned_and_unpinned()
    {
        var group = await _two.Bot.GroupAsync("101");
        var bot = await _two.Network.ConnectAsync("bot");
        await bot.SendAsync(group, "remember");
        var message = (await _two.Bot.GetAsync(group)).LastMessage!.MessageId;

        var pinned = await _two.Bot.PinAsync(group, message.ToUpperInvariant());
        var again = await _two.Bot.PinAsync(group, message);
        var unpinned = await _two.Bot.PinAsync(group, message, isPinned: false);
        var never = await _two.Bot.PinAsync(group, Unknown, isPinned: false);

        Assert.Equal([message], pinned.PinnedMessages);
        Assert.Equal([message], again.PinnedMessages);
        Assert.Empty(unpinned.PinnedMessages);
        Assert.Empty(never.PinnedMessages);
    }

    [Fact]
    public async Task A_message_that_cannot_be_pinned_is_refused()
    {
        var (group, others) = (await _two.Bot.GroupAsync("101"), await _two.Alice.GroupAsync("100"));

        Assert.Equal("item-not-found", await DialogRequests.ReasonAsync(() => _two.Bot.PinAsync(group, Unknown)));
        Assert.Equal("item-not-found", await DialogRequests.ReasonAsync(() => _two.Bot.PinAsync(group, "the last")));
        Assert.Equal("forbidden", await DialogRequests.ReasonAsync(() => _two.Bot.PinAsync(others, Unknown)));
    }
}
