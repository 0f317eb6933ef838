using BotPlatform.BotHost.Announcements.Audience;
using BotPlatform.Contracts.Requests;
using BotPlatform.Sandbox;
using BotPlatform.TestKit;

namespace BotPlatform.EndToEnd.Tests;

/// <summary>Who gets an announcement, as the sandbox and the connector for XMPP servers tell it.</summary>
public sealed class AudienceTests(AudienceScene scene) : IClassFixture<AudienceScene>
{
    [Fact]
    public async Task Users_and_dialogs_are_named_and_each_direct_dialog_by_its_user()
    {
        var definition = AudienceScene.To(
            new()
            {
                Users = [new("101"), new("100"), new("99999999"), new("104")],
                Dialogs = [new("101"), new(scene.WithCarol), new(scene.Group), new(SandboxServer.BroadcastDialogId), new("5f00000000000000000000ee")],
                Except = [new("104")],
            },
            "{{user.login}} {{dialog.name}}");

        var (found, _) = await scene.ReadAsync(definition);

        Assert.Equal(
            ["101", "99999999", "101", "103", scene.Group, SandboxServer.BroadcastDialogId, "5f00000000000000000000ee"],
            found.Select(one => one.Dialog));
        Assert.Contains("\"user.login\":\"alice\"", found[0].Values, StringComparison.Ordinal);
        Assert.Null(found[1].Values);
        Assert.Contains("\"dialog.name\":\"Team\"", found[4].Values, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dialogs_of_types_and_members_of_dialogs_are_found()
    {
        var types = await scene.ReadAsync(AudienceScene.To(new()
        {
            DialogTypes = [DialogType.Direct, DialogType.Group, DialogType.Public, DialogType.Broadcast],
        }));
        var members = await scene.ReadAsync(AudienceScene.To(new() { MembersOf = [new(scene.Group), new(scene.Public), new(scene.WithCarol)] }));

        Assert.Equal(
            new[] { SandboxServer.BroadcastDialogId, scene.Group, scene.Public, "103" }.Order(StringComparer.Ordinal),
            types.Recipients.Select(one => one.Dialog).Order(StringComparer.Ordinal));
        Assert.Equal(["101", "102", "101", "103"], members.Recipients.Select(one => one.User));
    }

    [Fact]
    public async Task Ten_thousand_users_with_a_tag_are_found_and_each_once_also_after_a_crash()
    {
        var definition = AudienceScene.To(new() { Find = [new(UserKey.Tag, ["crowd"])] });

        var (found, cursors) = await scene.ReadAsync(definition);
        var (rest, _) = await scene.ReadAsync(definition, cursors[49]);

        Assert.Equal(AudienceScene.Crowd, found.Select(one => one.Dialog).Distinct().Count());
        Assert.Equal(99, cursors.Count);
        Assert.Equal(found.Skip(5_000).Select(one => one.Dialog), rest.Select(one => one.Dialog));
        Assert.All(found, one => Assert.Contains("{{user.id}}", one.Values, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Users_are_found_by_any_key()
    {
        var definition = AudienceScene.To(
            new()
            {
                Find = [new(UserKey.Login, ["crowd-7", "alice", "nobody-at-all"]), new(UserKey.Id, ["102"])],
            },
            "{{user.customData.city}}");

        var (found, _) = await scene.ReadAsync(definition);

        Assert.Equal(["101", "102"], found.Where(one => one.Values is null).Select(one => one.User));
        Assert.Contains(found, one => one.Values == """{"user.customData.city":"City 7"}""");
        Assert.Equal(3, found.Count);
    }

    [Fact]
    public async Task A_dialog_that_is_not_ours_has_no_members_for_us()
    {
        var definition = AudienceScene.To(new() { MembersOf = [new("5f00000000000000000000ee")] });

        var error = await Assert.ThrowsAsync<AudienceException>(() => scene.ReadAsync(definition));

        Assert.Contains("5f00000000000000000000ee", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_counts_and_shows_and_sends_nothing()
    {
        var few = await scene.Preview.MakeAsync(AudienceScene.To(new() { Find = [new(UserKey.Tag, ["few"])] }), 2, TestTimeout.Token);
        var many = await scene.Preview.MakeAsync(AudienceScene.To(new() { Find = [new(UserKey.Tag, ["crowd"])] }), 1, TestTimeout.Token);

        Assert.Equal((150, true), (few.Recipients, few.IsExact));
        Assert.All(few.Samples, sample => Assert.Matches("^Hello Nr. [0-9]+ {{user.id}} 🎄!$", sample.Text));
        Assert.Equal(2, few.Samples.Count);
        Assert.Equal((AudienceScene.Crowd, false), (many.AtMost, many.IsExact));
    }

    [Fact]
    public async Task A_network_without_lists_takes_names_only()
    {
        var lists = AudienceScene.To(new() { DialogTypes = [DialogType.Direct] }) with { Account = AudienceScene.Other };
        var names = AudienceScene.To(new() { Users = [new("alice@nowhere.example")] }) with { Account = AudienceScene.Other };

        var error = await Assert.ThrowsAsync<AudienceException>(() => scene.ReadAsync(lists));
        var (found, _) = await scene.ReadAsync(names);

        Assert.Contains("have to be named one by one", error.Message, StringComparison.Ordinal);
        Assert.Equal(("alice@nowhere.example", null), (Assert.Single(found).Dialog, found[0].Values));
    }
}
