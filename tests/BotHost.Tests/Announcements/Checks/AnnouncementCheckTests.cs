using BotPlatform.BotHost.Announcements.Checks;
using BotPlatform.BotHost.Tests.Announcements.Audience;
using BotPlatform.BotHost.Tests.Announcements.Previews;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.Tests.Announcements.Checks;

public sealed class AnnouncementCheckTests(PreviewScene scene) : IClassFixture<PreviewScene>
{
    private static readonly Announcement Fine = Announced.To(new AnnouncementAudience { Users = [Sample.User] });

    [Fact]
    public void What_is_fine_has_no_problems() => Assert.Empty(Problems(Fine with { Rate = 0.5, ExpiresAfter = TimeSpan.FromHours(1) }));

    public static TheoryData<string, Func<Announcement, Announcement>> Mistakes => new()
    {
        { "name is 1 to 60 of a-z", one => one with { Name = "Überraschung" } },
        { "name is 1 to 60 of a-z", one => one with { Name = "news\n" } },
        { "account is 7 on nowhere, which this host does not have; it has 100 on sample, 200 on poor.", one => one with { Account = new("nowhere", "7") } },
        { "rate is a number", one => one with { Rate = 0 } },
        { "rate is a number of recipients a second, 0.001 or more", one => one with { Rate = 1e-13 } },
        { "rate is a number", one => one with { Rate = double.NaN } },
        { "rate is a number", one => one with { Rate = double.PositiveInfinity } },
        { "expiresAfter is a time", one => one with { ExpiresAfter = TimeSpan.Zero } },
        { "content says nothing: it needs", one => one with { Content = new() { Text = " " } } },
        { "content says nothing: a system message", one => one with { Content = new() { IsSystemMessage = true } } },
        { "content.attachments: a system message", one => one with { Content = System(attachment: new() { Type = "image", Url = "x" }) } },
        { "content.attachments[0] has neither", one => one with { Content = new() { Attachments = [new() { Type = "image" }] } } },
        { "content.attachments[0] has neither", one => one with { Content = new() { Attachments = [new() { Type = "place", Latitude = 1 }] } } },
        { "content.attachments[0].type is missing", one => one with { Content = new() { Attachments = [new() { Type = "", Uid = "x" }] } } },
        { "content.text has 60001 characters", one => one with { Content = new() { Text = new string('x', 60_001) } } },
        { "content.text: line 2, column 3: a message cannot carry", one => one with { Content = new() { Text = "😀\nab\u0001" } } },
        { "content.text: line 1, column 3: a message cannot carry", one => one with { Content = new() { Text = "ab\uD83D" } } },
        { "content.text, line 1, column 4: '{{user.name}}' is no placeholder.", one => one with { Content = new() { Text = "Hi {{user.name}}" } } },
        { "content.metadata.to, line 1, column 1: '{{x}}'", one => one with { Content = WithMetadata("to", "{{x}}") } },
        { "content.metadata has a value without a name", one => one with { Content = WithMetadata(" ", "x") } },
        { "audience is empty: name users", one => one with { Audience = new() } },
        { "audience is empty: all its users", one => one with { Audience = new() { Users = [Sample.User, new("100")], Except = [Sample.User] } } },
        { "audience.dialogTypes has group, but system messages", one => one with { Content = System(), Audience = new() { DialogTypes = [DialogType.Group] } } },
        { "audience.dialogTypes has other", one => one with { Audience = new() { DialogTypes = [DialogType.Other] } } },
        { "audience.users[1] is no id of a user", one => one with { Audience = new() { Users = [new("101"), new("10 2")] } } },
        { "audience.users has an entry that is null", one => one with { Audience = new() { Users = [null!] } } },
        { "audience.find has an entry that is null", one => one with { Audience = new() { Find = [null!] } } },
        { "audience.find.values has an entry that is null", one => one with { Audience = new() { Find = [new(UserKey.Tag, [null!])] } } },
        { "content.attachments has an entry that is null", one => one with { Content = new() { Attachments = [null!] } } },
        { "content.metadata has an entry that is null", one => one with { Content = WithMetadata("a", null!) } },
        { "audience.dialogs[0] is no id of a dialog", one => one with { Audience = new() { Dialogs = [new("")] } } },
        { "audience.membersOf[0] is no id", one => one with { Audience = new() { MembersOf = [new("a,b")] } } },
        { "audience.users has 100001 entries", one => one with { Audience = new() { Users = [.. Enumerable.Range(1, 100_001).Select(id => new UserRef($"{id}"))] } } },
        { "audience.find has 101 entries", one => one with { Audience = new() { Find = [.. Enumerable.Repeat(new UserQuery(UserKey.Tag, []), 101)] } } },
        { "content.attachments has 21 entries", one => one with { Content = new() { Attachments = [.. Enumerable.Repeat(new Attachment { Type = "" }, 21)] } } },
        { "content.metadata has 101 entries", one => one with { Content = new() { Text = "x", Metadata = Metadata(101) } } },
        { "content.metadata.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…, line 1", one => one with { Content = WithMetadata(new string('a', 5000), "{{x}}") } },
        { "audience.find[0].values is empty: say which tag", one => one with { Audience = new() { Find = [new(UserKey.Tag, [])] } } },
        { "audience.find[0].values has one", one => one with { Audience = new() { Find = [new(UserKey.Tag, ["a,b"])] } } },
        { "audience.find[0].key is none of id, login", one => one with { Audience = new() { Find = [new((UserKey)99, ["a"])] } } },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_said_with_its_place(string sentence, Func<Announcement, Announcement> spoil)
    {
        var problem = Assert.Single(Problems(spoil(Fine)));

        Assert.StartsWith(sentence, problem, StringComparison.Ordinal);
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once_and_with_it_what_is_wrong_with_the_times()
    {
        var problems = Problems(Fine with { Name = "", Audience = new(), Content = new() }, new SomethingWithTimes());

        Assert.Equal(4, problems.Count);
        Assert.Equal("schedule.cron never comes.", problems[^1]);
    }

    [Fact]
    public void What_the_network_cannot_do_is_said_before_anything_is_sent()
    {
        var group = new DialogRef("room@muc.example.org");
        var poor = Fine with { Account = PreviewScene.Poor };
        var problems = Problems(poor with
        {
            Content = System(),
            Audience = new() { Users = [Sample.User], DialogTypes = [DialogType.Direct], MembersOf = [group], Find = [new(UserKey.Tag, ["a"])] },
        });

        Assert.Empty(Problems(poor with { Audience = new() { Users = [Sample.User], Dialogs = [group] } }));
        Assert.Equal(
            ["content.isSystemMessage", "audience.dialogTypes", "audience.membersOf", "audience.find"],
            problems.Select(problem => problem.Split(": the network poor ")[0]));
    }

    [Fact]
    public void No_more_is_said_than_people_read()
    {
        var problems = Problems(Fine with { Content = new() { Text = "x", Metadata = Metadata(100) } });

        Assert.InRange(problems.Count, 2, 21);
        Assert.InRange(string.Join(' ', problems).Length, 1, 2000);
        Assert.Equal($"And {100 - (problems.Count - 1)} more.", problems[^1]);
    }

    private static Dictionary<string, string> Metadata(int count) =>
        Enumerable.Range(0, count).ToDictionary(number => $"key{number}", _ => "{{x}}");

    private static AnnouncementContent System(Attachment? attachment = null) => new()
    {
        IsSystemMessage = true,
        Text = "x",
        Attachments = attachment is null ? [] : [attachment],
    };

    private static AnnouncementContent WithMetadata(string key, string value) =>
        new() { Text = "x", Metadata = new Dictionary<string, string> { [key] = value } };

    private IReadOnlyList<string> Problems(Announcement announcement, params IScheduleCheck[] schedules) =>
        scene.Check(schedules).Problems(announcement);

    private sealed class SomethingWithTimes : IScheduleCheck
    {
        public IEnumerable<string> Problems(Announcement announcement) => ["schedule.cron never comes."];
    }
}
