using BotPlatform.BotHost.Announcements.Previews;
using BotPlatform.BotHost.Tests.Announcements.Audience;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.Tests.Announcements.Previews;

public sealed class AnnouncementPreviewTests(PreviewScene scene) : IClassFixture<PreviewScene>
{
    private readonly FakeAsking _network = new FakeAsking().WithUsers(101, 3, "few").WithUsers(1_000, 5_000, "many");

    [Fact]
    public async Task A_small_audience_is_counted_exactly_and_the_first_texts_are_shown()
    {
        _network.Users[1] = _network.Users[1] with { FullName = null };

        var preview = await MakeAsync(
            new() { Users = [new("101"), new("101")], Find = [new(UserKey.Tag, ["few"])], Except = [new("103")] },
            "Hello {{default user.fullName \"you\"}} on {{run.date}}!");

        Assert.Equal((2, true, 2), (preview.Recipients, preview.IsExact, preview.AtMost));
        Assert.Equal(
            [new("101", "101", "Hello User 101 on 2030-01-01!"), ("102", "102", "Hello you on 2030-01-01!")],
            preview.Samples.Select(one => (one.Dialog, one.User!, one.Text)));
        Assert.Empty(preview.Problems);
        Assert.Contains("Of 1 of the first 2 recipients nobody knows user.fullName", Assert.Single(preview.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_large_audience_the_networks_word_is_taken()
    {
        _network.WithDialog("5f0000000000000000000001", DialogType.Group, "g", [.. _network.Users.Select(user => user.User.Id), "100"]);

        var tag = await MakeAsync(new() { Find = [new(UserKey.Tag, ["many"])] });
        var group = await MakeAsync(new() { MembersOf = [new("5f0000000000000000000001")] });
        var both = await MakeAsync(new() { Find = [new(UserKey.Tag, ["many"])], MembersOf = [new("5f0000000000000000000001")] });

        Assert.Equal((4_999, false, 5_000), (tag.Recipients, tag.IsExact, tag.AtMost));
        Assert.Equal((5_003, true, 5_003), (group.Recipients, group.IsExact, group.AtMost));
        Assert.Equal((5_003, false, 10_003), (both.Recipients, both.IsExact, both.AtMost));
        Assert.True(_network.Asked.Count < 100);
    }

    [Fact]
    public async Task Lists_and_counted_dialogs_are_exact_however_long()
    {
        var groups = Enumerable.Range(0, 1_500).Select(n => $"5f{n:D22}").ToList();
        groups.ForEach(id => _network.WithDialog(id, DialogType.Group, "g", "100"));

        var users = await MakeAsync(new()
        {
            Users = [.. Enumerable.Range(100, 2_000).Select(id => new UserRef($"{id}"))],
            Except = [new("101"), new("7")],
        });
        var named = await MakeAsync(new() { Dialogs = [.. groups.Select(id => new DialogRef(id))] });
        var types = await MakeAsync(new() { DialogTypes = [DialogType.Group], Except = [new("101")] });

        Assert.Equal((1_998, true), (users.Recipients, users.IsExact));
        Assert.Equal((1_500, true), (named.Recipients, named.IsExact));
        Assert.Equal((1_500, true), (types.Recipients, types.IsExact));
    }

    [Fact]
    public async Task Nobody_is_looked_up_for_what_is_wrong_anyway()
    {
        var preview = await MakeAsync(new() { Find = [new(UserKey.Tag, ["few"])] }, "{{user.name}}");

        Assert.Contains("'{{user.name}}' is no placeholder", Assert.Single(preview.Problems), StringComparison.Ordinal);
        Assert.Empty(_network.Asked);
    }

    [Fact]
    public async Task Whom_nobody_is_that_is_a_problem()
    {
        var preview = await MakeAsync(new() { Find = [new(UserKey.Tag, ["none"])] });

        Assert.Equal("audience: nobody is found.", Assert.Single(preview.Problems));
    }

    [Theory]
    [InlineData(RequestFailedException.NotConnected, "cannot be looked up now")]
    [InlineData(RequestFailedException.NotSupported, "have to be named one by one")]
    [InlineData("forbidden", "cannot be found")]
    public async Task A_network_that_does_not_tell_is_not_waited_for(string reason, string sentence)
    {
        _network.OnAsk = _ => throw FakeAsking.Refusal(reason);

        var preview = await MakeAsync(new() { Find = [new(UserKey.Tag, ["few"])] });

        Assert.Contains(sentence, Assert.Single(preview.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_would_get_nothing_is_shown_with_the_reason()
    {
        _network.OnAsk = request =>
        {
            if (request is FindUsers)
            {
                throw FakeAsking.Refusal(RequestFailedException.NotSupported);
            }
        };

        var preview = await MakeAsync(new() { Users = [Sample.User] }, "{{user.fullName}}");

        Assert.Contains("is empty", Assert.Single(preview.Samples).Problem, StringComparison.Ordinal);
        Assert.Contains("tells nothing of users", Assert.Single(preview.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_goes_to_one_user_alone_with_the_same_text()
    {
        var definition = Announced.To(new() { Find = [new(UserKey.Tag, ["many"])] }, "Hello {{user.fullName}}!") with
        {
            QuietHours = new() { From = new(0, 0), To = new(23, 59) },
            Rate = 0.001,
            Schedule = new() { TimeZone = "Europe/Berlin" },
        };

        var test = TestSend.For(definition, new UserRef("102"));
        var preview = await scene.Preview(_network).MakeAsync(test, 10, TestTimeout.Token);

        Assert.Equal("Hello User 102!", Assert.Single(preview.Samples).Text);
        Assert.Equal((null, null, "Europe/Berlin"), (test.QuietHours, test.Rate, test.Schedule?.TimeZone));
    }

    private Task<AnnouncementPreviewed> MakeAsync(AnnouncementAudience audience, string text = "Hello.") =>
        scene.Preview(_network).MakeAsync(Announced.To(audience, text), 10, TestTimeout.Token);
}
