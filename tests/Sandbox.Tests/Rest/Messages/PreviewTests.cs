using System.Net;

namespace BotPlatform.Sandbox.Tests.Rest.Messages;

/// <summary>Section 6.2: looking into a dialog that one does not belong to.</summary>
public sealed class PreviewTests
{
    [Fact]
    public async Task A_stranger_sees_the_newest_twenty_and_has_not_read_them()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var dave = await RestClient.SignInAsync(sandbox, "dave");
        var dialog = await alice.CreateDialogAsync("""{"type":4,"name":"all","permissions":{"allow_preview":true}}""");
        foreach (var number in Enumerable.Range(1, 25))
        {
            await alice.WriteAsync(dialog, $"{number}");
        }

        var path = $"/chat/Message?chat_dialog_id={dialog}&preview=1&limit=-3&skip=7&sort_desc=date_sent";
        var (status, body) = await dave.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            Enumerable.Range(6, 20).Select(n => $"{n}"), body!["items"]!.AsArray().Select(message => (string)message!["message"]!));
        Assert.Equal((0, 20), ((int)body["skip"]!, (int)body["limit"]!));
        Assert.All(body["items"]!.AsArray(), message => Assert.Equal("[101]", message!["read_ids"]!.ToJsonString()));
        Assert.Equal("403", await dave.TextsAsync(dialog));
    }

    [Theory]
    [InlineData("""{"type":4,"name":"all"}""")]
    [InlineData("""{"type":2,"name":"t","permissions":{"allow_preview":0}}""")]
    [InlineData("""{"type":2,"name":"t","permissions":{"allow_preview":{"a":1}}}""")]
    public async Task Without_the_permission_there_is_no_preview(string json)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var dave = await RestClient.SignInAsync(sandbox, "dave");
        var dialog = await alice.CreateDialogAsync(json);

        Assert.Equal("403", await dave.TextsAsync(dialog, "&preview=1"));
    }

    [Fact]
    public async Task A_preview_may_be_allowed_and_forbidden_later()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var dave = await RestClient.SignInAsync(sandbox, "dave");
        var dialog = await alice.CreateGroupAsync(102);
        await alice.WriteAsync(dialog, "one");

        await alice.PutAsync($"/chat/Dialog/{dialog}", """{"permissions":{"allow_preview":1}}""");
        Assert.Equal("one", await dave.TextsAsync(dialog, "&preview=true"));
        await alice.PutAsync($"/chat/Dialog/{dialog}", """{"permissions":{"allow_preview":false}}""");

        Assert.Equal("403", await dave.TextsAsync(dialog, "&preview=1"));
    }
}
