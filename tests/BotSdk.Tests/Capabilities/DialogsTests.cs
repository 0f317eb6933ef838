using BotPlatform.BotSdk.Capabilities;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk.Tests.Capabilities;

/// <summary>Each method of <see cref="IDialogs"/> asks the account that saw the event for one thing.</summary>
public sealed class DialogsTests
{
    private static readonly DialogRef Group = Sample.Group;
    private static readonly DialogRef Other = new("5f0000000000000000000002");
    private static readonly IReadOnlyList<UserRef> Users = [Sample.User, new("102")];
    private static readonly DialogDetails Details = new() { Name = "Team", AllowsPreview = true };
    private static readonly MemberChanges Changes = new() { Add = Users, AddAdmins = Users };
    private static readonly IReadOnlyList<DialogRef> Both = [Group, Other];
    private static readonly DialogInfo Info = new() { Dialog = Group, Type = DialogType.Group };

    private static readonly Dictionary<string, (Func<IDialogs, CancellationToken, Task> Act, object Request)> Lines = new()
    {
        ["group"] = (
            (d, t) => d.CreateGroupAsync(Details, Users, t),
            new CreateDialog { Account = Sample.Account, Type = DialogType.Group, Details = Details, Members = Users }),
        ["public"] = (
            (d, t) => d.CreatePublicAsync(Details, t),
            new CreateDialog { Account = Sample.Account, Type = DialogType.Public, Details = Details }),
        ["change"] = (
            (d, t) => d.ChangeAsync(Group, Details, t),
            new ChangeDialog { Account = Sample.Account, Dialog = Group, Changes = Details }),
        ["add"] = ((d, t) => d.AddMembersAsync(Group, Users, t), Members(new() { Add = Users })),
        ["remove"] = ((d, t) => d.RemoveMembersAsync(Group, Users, t), Members(new() { Remove = Users })),
        ["admin"] = ((d, t) => d.AddAdminsAsync(Group, Users, t), Members(new() { AddAdmins = Users })),
        ["no admin"] = ((d, t) => d.RemoveAdminsAsync(Group, Users, t), Members(new() { RemoveAdmins = Users })),
        ["members"] = ((d, t) => d.ChangeMembersAsync(Group, Changes, t), Members(Changes)),
        ["pin"] = (
            (d, t) => d.PinAsync(Group, "m", t), new PinMessage { Account = Sample.Account, Dialog = Group, MessageId = "m" }),
        ["unpin"] = (
            (d, t) => d.UnpinAsync(Group, "m", t),
            new PinMessage { Account = Sample.Account, Dialog = Group, MessageId = "m", IsPinned = false }),
        ["subscribe"] = (
            (d, t) => d.SubscribeAsync(Group, t), new SubscribeToDialog { Account = Sample.Account, Dialog = Group }),
        ["leave"] = ((d, t) => d.LeaveAsync(Group, t), new EndMembership { Account = Sample.Account, Dialog = Group }),
        ["delete several"] = (
            (d, t) => d.DeleteAsync(Both, false, t),
            new DeleteDialogs { Account = Sample.Account, Dialogs = Both, IsForEverybody = false }),
        ["clear"] = (
            (d, t) => d.ClearHistoryAsync(Group, true, t),
            new ClearHistory { Account = Sample.Account, Dialog = Group, IsForEverybody = true }),
        ["mute"] = (
            (d, t) => d.SetNotificationsAsync(Group, false, t),
            new SetDialogNotifications { Account = Sample.Account, Dialog = Group, AreEnabled = false }),
    };

    public static TheoryData<string> Names => [.. Lines.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_is_asked_of_the_account_that_saw_the_event(string name)
    {
        var (act, request) = Lines[name];
        var bot = ScriptedBot.Harness((_, context, token) => act(context.Dialogs, token));
        bot.Answer((CreateDialog _) => Info);
        bot.Answer((ChangeDialog _) => Info);
        bot.Answer((ChangeMembers _) => Info);
        bot.Answer((PinMessage _) => Info);
        bot.Answer((SubscribeToDialog _) => Info);
        bot.AnswerDone<EndMembership>();
        bot.Answer((DeleteDialogs _) => new DialogDeletion());
        bot.AnswerDone<ClearHistory>();
        bot.Answer((SetDialogNotifications _) => new DialogNotifications(AreEnabled: false));

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        Assert.Equal(request, Assert.Single(bot.Requests));
    }

    [Fact]
    public async Task All_pages_are_one_list_without_what_comes_twice()
    {
        var filter = new DialogFilter { Types = [DialogType.Group] };
        var (listed, bot) = Listing((dialogs, token) => dialogs.ListAsync(filter, DialogOrder.NewestFirst, token));
        bot.Answer((GetDialogs asked) => asked.Cursor is null
            ? new DialogPage { Dialogs = [Info], Next = "here" }
            : new DialogPage { Dialogs = [Info, Info with { Dialog = Other }] });

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        var first = new GetDialogs { Account = Sample.Account, Filter = filter, Order = DialogOrder.NewestFirst };
        Assert.Equal(Both, listed.Select(info => info.Dialog));
        Assert.Equal([first, first with { Cursor = "here" }], bot.Requests);
    }

    [Fact]
    public async Task A_page_that_nobody_reads_is_not_asked_for()
    {
        var (listed, bot) = Listing((dialogs, token) => dialogs.ListAsync(new(), token).Take(1));
        bot.Answer((GetDialogs _) => new DialogPage { Dialogs = [Info], Next = "here" });

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        Assert.Equal(Group, Assert.Single(listed).Dialog);
        Assert.Equal(DialogOrder.OldestFirst, Assert.IsType<GetDialogs>(Assert.Single(bot.Requests)).Order);
    }

    [Fact]
    public async Task Members_are_one_list_too()
    {
        var (listed, bot) = Listing((dialogs, token) => dialogs.MembersAsync(Group, token));
        bot.Answer((GetMembers asked) => asked.Cursor is null
            ? new MemberPage { Members = [new(Users[0], "Alice")], Next = "here" }
            : new MemberPage { Members = [new(Users[0], "Alice"), new(Users[1], null)] });

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        var first = new GetMembers { Account = Sample.Account, Dialog = Group };
        Assert.Equal([new DialogMember(Users[0], "Alice"), new DialogMember(Users[1], null)], listed);
        Assert.Equal([first, first with { Cursor = "here" }], bot.Requests);
    }

    [Fact]
    public async Task Dialogs_are_counted()
    {
        var filter = new DialogFilter { NameContains = "a" };
        long? count = null;
        var bot = ScriptedBot.Harness(async (_, context, token) => count = await context.Dialogs.CountAsync(filter, token));
        bot.Answer((CountDialogs _) => new DialogCount(17));

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        Assert.Equal(17, count);
        Assert.Equal(new CountDialogs { Account = Sample.Account, Filter = filter }, Assert.Single(bot.Requests));
    }

    [Fact]
    public async Task A_dialog_that_is_not_there_is_null_and_another_refusal_is_not()
    {
        var got = new List<DialogInfo?>();
        var bot = ScriptedBot.Harness(async (message, context, token) =>
            got.Add(await context.Dialogs.GetAsync(new DialogRef(message.Text), token)));
        bot.Answer((GetDialog asked) => asked.Dialog == Group
            ? Info
            : throw new RequestFailedException("No.", asked.Dialog == Other ? "item-not-found" : "forbidden"));

        await bot.ReceiveAsync(Sample.Message(Group.Id), TestTimeout.Token);
        await bot.ReceiveAsync(Sample.Message(Other.Id), TestTimeout.Token);
        var error = await Assert.ThrowsAsync<RequestFailedException>(
            () => bot.ReceiveAsync(Sample.Message("secret"), TestTimeout.Token));

        Assert.Equal([Info, null], got);
        Assert.Equal("forbidden", error.Reason);
    }

    [Fact]
    public async Task The_dialog_with_a_user_is_made_with_that_user_alone()
    {
        var bot = ScriptedBot.Harness((_, context, token) => context.Dialogs.CreateDirectAsync(Sample.User, token));
        bot.Answer((CreateDialog _) => Info);

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        var request = Assert.IsType<CreateDialog>(Assert.Single(bot.Requests));
        Assert.Equal(DialogType.Direct, request.Type);
        Assert.Equal([Sample.User], request.Members);
    }

    [Fact]
    public async Task A_single_dialog_that_is_not_deleted_is_a_refusal()
    {
        var bot = ScriptedBot.Harness((message, context, token) =>
            context.Dialogs.DeleteAsync(new DialogRef(message.Text), isForEverybody: true, token));
        bot.Answer((DeleteDialogs asked) => asked.Dialogs[0].Id switch
        {
            "mine" => new DialogDeletion { Deleted = asked.Dialogs },
            "theirs" => new DialogDeletion { Forbidden = asked.Dialogs },
            _ => new DialogDeletion { NotFound = asked.Dialogs },
        });

        async Task<string> ReasonAsync(string dialog) => (await Assert.ThrowsAsync<RequestFailedException>(
            () => bot.ReceiveAsync(Sample.Message(dialog), TestTimeout.Token))).Reason;

        await bot.ReceiveAsync(Sample.Message("mine"), TestTimeout.Token);
        Assert.Equal(("forbidden", "item-not-found"), (await ReasonAsync("theirs"), await ReasonAsync("nobody's")));
        Assert.All(bot.Requests, request => Assert.True(Assert.IsType<DeleteDialogs>(request).IsForEverybody));
    }

    [Fact]
    public async Task To_delete_nothing_nobody_is_asked()
    {
        DialogDeletion? report = null;
        var bot = ScriptedBot.Harness(async (_, context, token) => report = await context.Dialogs.DeleteAsync([], false, token));

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        Assert.Empty(report!.Deleted.Concat(report.NotFound).Concat(report.Forbidden));
        Assert.Empty(bot.Requests);
    }

    [Fact]
    public async Task Whether_there_are_notifications_is_answered()
    {
        bool? has = null;
        var bot = ScriptedBot.Harness(async (_, context, token) => has = await context.Dialogs.HasNotificationsAsync(Group, token));
        bot.Answer((GetDialogNotifications _) => new DialogNotifications(AreEnabled: true));

        await bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token);

        Assert.True(has);
        Assert.Equal(new GetDialogNotifications { Account = Sample.Account, Dialog = Group }, Assert.Single(bot.Requests));
    }

    [Fact]
    public async Task A_network_that_lacks_a_part_of_it_does_not_offer_it()
    {
        IDialogs? found = null;
        var bot = ScriptedBot.Harness(async (_, context, token) =>
        {
            found = context.Find<IDialogs>();
            await context.Dialogs.CountAsync(new(), token);
        });
        bot.Lack<PinMessage>();

        var error = await Assert.ThrowsAsync<RequestFailedException>(
            () => bot.ReceiveAsync(Sample.Message("go"), TestTimeout.Token));

        Assert.Null(found);
        Assert.Equal(RequestFailedException.NotSupported, error.Reason);
        Assert.Empty(bot.Requests);
    }

    private static ChangeMembers Members(MemberChanges changes) =>
        new() { Account = Sample.Account, Dialog = Group, Changes = changes };

    private static (List<TItem> Listed, BotHarness<ScriptedBot> Bot) Listing<TItem>(
        Func<IDialogs, CancellationToken, IAsyncEnumerable<TItem>> list)
    {
        var listed = new List<TItem>();
        return (listed, ScriptedBot.Harness(async (_, context, token) =>
        {
            await foreach (var item in list(context.Dialogs, token))
            {
                listed.Add(item);
            }
        }));
    }
}
