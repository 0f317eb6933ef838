using BotPlatform.BotHost.Announcements.Audience;
using BotPlatform.BotHost.Announcements.Templates;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotPlatform.BotHost.Tests.Announcements.Audience;

public sealed class AudienceReaderTests
{
    private const string Group = "5f0000000000000000000001";
    private const string Direct = "5f0000000000000000000002";
    private const string Public = "5f0000000000000000000003";
    private const string Broadcast = "5f0000000000000000000004";

    private readonly FakeAsking _network = new FakeAsking().WithUsers(101, 4, "crowd");
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task Users_are_named_by_themselves_and_nobody_is_asked_about_them()
    {
        var found = await ReadAsync(Audience(users: ["101", "102", "999", "102"]));

        Assert.Equal([new("101", "101", null), new("102", "102", null), new NewRecipient("999", "999", null)], found);
        Assert.Empty(_network.Asked);
    }

    [Fact]
    public async Task The_account_itself_and_the_excepted_get_nothing_however_they_are_named()
    {
        _network.WithDialog(Group, DialogType.Group, "g", "100", "101", "102", "103").WithDialog(Direct, DialogType.Direct, "Alice", "101", "100");
        var audience = Audience(users: ["100", "101", "102"], dialogs: ["101", Direct, "100"]) with
        {
            DialogTypes = [DialogType.Direct],
            MembersOf = [new(Group)],
            Find = [new(UserKey.Tag, ["crowd"])],
            Except = [new("101")],
        };

        Assert.Equal(["102", "103", "104"], (await ReadAsync(audience)).Select(one => one.Dialog).Distinct());
    }

    [Fact]
    public async Task A_direct_dialog_is_the_same_recipient_by_whichever_name()
    {
        _network.WithDialog(Direct, DialogType.Direct, "Alice", "101", "100");

        var found = await ReadAsync(Audience(users: ["101"], dialogs: ["101", Direct]) with { DialogTypes = [DialogType.Direct] });

        Assert.All(found, one => Assert.Equal(("101", "101"), (one.Dialog, one.User)));
    }

    [Fact]
    public async Task Groups_are_dialogs_without_a_user_and_have_a_name()
    {
        _network.WithDialog(Group, DialogType.Group, "Team\nnorth", "100", "101").WithDialog(Broadcast, DialogType.Broadcast, "News");

        var found = await ReadAsync(Audience(dialogs: [Group, Broadcast]), "{{dialog.name}} {{user.fullName}}");

        Assert.Equal([(Group, null), (Broadcast, null)], found.Select(one => (one.Dialog, one.User)));
        Assert.Equal("""{"dialog.name":"Team north"}""", found[0].Values);
        Assert.Empty(_network.AskedOf<FindUsers>());
    }

    [Fact]
    public async Task A_named_dialog_that_the_account_does_not_have_costs_the_others_nothing()
    {
        _network.WithDialog(Group, DialogType.Group, "g", "100");

        var found = await ReadAsync(Audience(dialogs: ["5f00000000000000000000ff", Group]));

        Assert.Equal(["5f00000000000000000000ff", Group], found.Select(one => one.Dialog));
    }

    [Fact]
    public async Task All_dialogs_of_a_type_come_in_pages_and_of_broadcasts_those_in_which_the_account_writes()
    {
        _network.PageSize = 2;
        _network.WithDialog(Group, DialogType.Group, "g", "100").WithDialog(Direct, DialogType.Direct, "a", "100", "101")
            .WithDialog(Public, DialogType.Public, "p").WithDialog(Broadcast, DialogType.Broadcast, "foreign");
        _network.Dialogs[^1] = _network.Dialogs[^1] with { Owner = new("7") };
        _network.WithDialog("5f0000000000000000000005", DialogType.Broadcast, "own");
        _network.Dialogs[^1] = _network.Dialogs[^1] with { Owner = new("7"), Admins = [new("100")] };

        var found = await ReadAsync(Audience() with
        {
            DialogTypes = [DialogType.Group, DialogType.Direct, DialogType.Public, DialogType.Broadcast],
        });

        Assert.Equal([Group, "101", Public, "5f0000000000000000000005"], found.Select(one => one.Dialog));
        Assert.Equal(3, _network.AskedOf<GetDialogs>().Count());
    }

    [Fact]
    public async Task Members_of_public_dialogs_come_in_pages_and_a_broadcast_has_none()
    {
        _network.PageSize = 3;
        _network.WithDialog(Public, DialogType.Public, "p").WithDialog(Broadcast, DialogType.Broadcast, "b");

        var found = await ReadAsync(Audience() with { MembersOf = [new(Public), new("105")] });
        var error = await Assert.ThrowsAsync<AudienceException>(() => ReadAsync(Audience() with { MembersOf = [new(Broadcast)] }));

        Assert.Equal(["101", "102", "103", "104", "105"], found.Select(one => one.User));
        Assert.Contains("is a broadcast dialog", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("item-not-found")]
    [InlineData("forbidden")]
    [InlineData(RequestFailedException.UnknownAccount)]
    [InlineData(RequestFailedException.NotSupported)]
    public async Task What_can_never_succeed_is_said_in_a_sentence(string reason)
    {
        _network.OnAsk = _ => throw FakeAsking.Refusal(reason);

        var error = await Assert.ThrowsAsync<AudienceException>(() => ReadAsync(Audience() with { MembersOf = [new(Group)] }));

        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
        Assert.Contains(
            reason == RequestFailedException.NotSupported ? "have to be named one by one" : "cannot be found", error.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RequestFailedException.NotConnected)]
    [InlineData(RequestFailedException.Timeout)]
    public async Task A_network_that_is_away_is_waited_for(string reason)
    {
        var failures = 3;
        _network.OnAsk = _ =>
        {
            if (failures-- > 0)
            {
                throw FakeAsking.Refusal(reason);
            }
        };

        var reading = ReadAsync(Audience() with { Find = [new(UserKey.Tag, ["crowd"])] });
        await _clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), reading);

        Assert.Equal(4, (await reading).Count);
        Assert.Equal(4, _network.Asked.Count);
    }

    [Fact]
    public async Task Waiting_ends_when_it_is_given_up()
    {
        using var giveUp = new CancellationTokenSource();
        _network.OnAsk = _ => throw FakeAsking.Refusal(RequestFailedException.NotConnected);

        var reading = ReadAsync(Audience() with { Find = [new(UserKey.Tag, ["crowd"])] }, token: giveUp.Token);
        await _clock.WaitForTimersAsync(1, TestTimeout.Token);
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task What_fails_for_our_own_mistake_is_not_tried_for_ever()
    {
        _network.OnAsk = _ => throw new InvalidOperationException("a bug");

        await Assert.ThrowsAsync<InvalidOperationException>(() => ReadAsync(Audience() with { Find = [new(UserKey.Tag, ["crowd"])] }));
    }

    [Fact]
    public async Task Only_what_the_text_names_of_a_user_is_kept()
    {
        var found = await ReadAsync(
            Audience(users: ["101", "102", "999"]),
            "{{default user.fullName \"you\"}} {{#if user.customData.vip}}VIP{{/if}} {{user.customData.none}} {{user.id}}");

        Assert.Equal("""{"user.customData.vip":false,"user.fullName":"User 101"}""", found[0].Values);
        Assert.Equal("""{"user.customData.vip":true,"user.fullName":"User 102"}""", found[1].Values);
        Assert.Null(found[2].Values);
    }

    [Fact]
    public async Task An_id_that_is_none_costs_the_others_nothing()
    {
        var found = await ReadAsync(Audience(users: ["101", "nobody", "102", "103"]), "{{user.fullName}}");

        Assert.Equal([true, false, true, true], found.Select(one => one.Values is not null));
    }

    [Fact]
    public async Task Who_was_found_by_a_key_is_not_looked_up_again()
    {
        var found = await ReadAsync(Audience() with { Find = [new(UserKey.Tag, ["crowd"])] }, "{{user.fullName}}");

        Assert.Equal("""{"user.fullName":"User 101"}""", found[0].Values);
        Assert.Single(_network.Asked);
    }

    [Fact]
    public async Task A_text_with_a_mistake_reaches_nobody() =>
        await Assert.ThrowsAsync<AudienceException>(() => ReadAsync(Audience(users: ["101"]), "{{user.name}}"));

    [Fact]
    public async Task A_network_that_never_comes_to_an_end_is_left()
    {
        var error = await Assert.ThrowsAsync<AudienceException>(
            () => ReadAsync(Audience() with { DialogTypes = [DialogType.Group] }, network: new StuckAsking()));

        Assert.Contains("again and again", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_network_without_lists_sends_to_whom_is_named_and_knows_nothing_of_them()
    {
        _network.OnAsk = _ => throw FakeAsking.Refusal(RequestFailedException.NotSupported);

        var found = await ReadAsync(
            Audience(users: ["alice@example.org", "bot@example.org"], dialogs: ["room@muc.example.org", "alice@example.org"]) with
            {
                Except = [new("bot@example.org")],
            },
            "{{user.fullName}}");

        Assert.Equal(["alice@example.org", "room@muc.example.org", "alice@example.org"], found.Select(one => one.Dialog));
        Assert.Equal(2, _network.Asked.Count); // of dialogs and of users: it is believed when it says that it cannot do that
    }

    private Task<List<NewRecipient>> ReadAsync(
        AnnouncementAudience audience, string text = "Hello.", IAsking? network = null, CancellationToken? token = null) =>
        Announced.ReadAsync(
            new AudienceReader(network ?? _network, new TemplateCache(), _clock, NullLogger<AudienceReader>.Instance),
            Announced.To(audience, text), null, token ?? TestTimeout.Token);

    private static AnnouncementAudience Audience(string[]? users = null, string[]? dialogs = null) => new()
    {
        Users = [.. (users ?? []).Select(id => new UserRef(id))],
        Dialogs = [.. (dialogs ?? []).Select(id => new DialogRef(id))],
    };

    private sealed class StuckAsking : IAsking
    {
        public Task<TAnswer> AskAsync<TAnswer>(IAccountRequest<TAnswer> request, CancellationToken cancellationToken)
            where TAnswer : class => Task.FromResult((TAnswer)(object)new DialogPage { Dialogs = [], Next = "here" });
    }
}
