using BotPlatform.BotHost.Announcements.Audience;
using BotPlatform.BotHost.Announcements.Messages;
using BotPlatform.BotHost.Announcements.Templates;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.BotHost.Tests.Announcements.Audience;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.Tests.Announcements.Messages;

public sealed class AnnouncementWriterTests
{
    private static readonly DateTimeOffset Due = new(2026, 12, 24, 17, 5, 0, TimeSpan.Zero);

    private readonly AnnouncementWriter _writer = new(new TemplateCache());

    [Fact]
    public void A_message_has_what_the_announcement_says()
    {
        var photo = new Attachment { Type = "image", Uid = "u1" };

        var sent = Assert.IsType<SendMessage>(_writer.Write(
            Run(new AnnouncementContent
            {
                Text = "Hello {{user.id}} in {{dialog.id}}, says {{announcement.name}}.",
                Attachments = [photo],
                Metadata = new Dictionary<string, string> { ["for"] = "{{user.id}}", ["json"] = """{"u":{{user.id}}}""" },
                IsSilent = true,
                IsMarkable = false,
                SaveToHistory = false,
            }),
            Row("101")));

        Assert.Equal("announcement/news/2026-12-24T17:05:00.0000000Z/101", sent.CommandId);
        Assert.Equal(Due, sent.CreatedAt);
        Assert.Equal((Sample.Account, new DialogRef("101")), (sent.Account, sent.Dialog));
        Assert.Equal("Hello 101 in 101, says news.", sent.Text);
        Assert.Equal([photo], sent.Attachments);
        Assert.Equal(("101", """{"u":101}"""), (sent.Metadata["for"], sent.Metadata["json"]));
        Assert.Equal((true, false, false), (sent.IsSilent, sent.IsMarkable, sent.SaveToHistory));
    }

    [Fact]
    public void It_is_kept_and_markable_unless_somebody_says_otherwise()
    {
        var sent = Assert.IsType<SendMessage>(_writer.Write(Run(new AnnouncementContent { Text = "x" }), Row("101")));

        Assert.Equal((true, true, false), (sent.SaveToHistory, sent.IsMarkable, sent.IsSilent));
    }

    [Fact]
    public void The_same_row_makes_the_same_command_and_a_test_another_one()
    {
        var run = Run(new AnnouncementContent { Text = "{{user.fullName}}!" });
        var row = Row("101", new UserProfile { User = new("101"), FullName = "Alice" }, "user.fullName");

        var (first, again) = (_writer.Write(run, row), new AnnouncementWriter(new TemplateCache()).Write(run, row));
        var test = _writer.Write(run with { IsTest = true }, row);

        Assert.Equal((first.CommandId, first.CreatedAt, ((SendMessage)first).Text), (again.CommandId, again.CreatedAt, ((SendMessage)again).Text));
        Assert.Equal("announcement-test/news/2026-12-24T17:05:00.0000000Z/101", test.CommandId);
    }

    [Fact]
    public void Date_and_time_are_those_of_the_schedules_zone()
    {
        var run = Run(new AnnouncementContent { Text = "{{run.date}} {{run.time}}" });
        var there = run with { Definition = run.Definition with { Schedule = new() { TimeZone = "Australia/Lord_Howe" } } };
        var nowhere = run with { Definition = run.Definition with { Schedule = new() { TimeZone = "Mars/Olympus" } } };

        Assert.Equal("2026-12-24 17:05", TextOf(run, Row("101")));
        Assert.Equal("2026-12-25 04:05", TextOf(there, Row("101")));
        Assert.Contains("'Mars/Olympus'", Assert.Throws<AnnouncementTextException>(() => _writer.Write(nowhere, Row("101"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_system_message_has_parameters_and_goes_to_users_only()
    {
        var run = Run(new AnnouncementContent
        {
            IsSystemMessage = true,
            Metadata = new Dictionary<string, string> { ["refresh"] = "{{run.date}}" },
        });

        var sent = Assert.IsType<SendSystemMessage>(_writer.Write(run, Row("101")));

        Assert.Equal(("2026-12-24", ""), (sent.Parameters["refresh"], sent.Text));
        Assert.Throws<AnnouncementTextException>(() => _writer.Write(run, Row("5f0000000000000000000001") with { User = null }));
    }

    [Fact]
    public void What_has_no_text_for_somebody_is_said()
    {
        var empty = Assert.Throws<AnnouncementTextException>(
            () => _writer.Write(Run(new AnnouncementContent { Text = "{{user.fullName}}" }), Row("101")));
        var wrong = Assert.Throws<AnnouncementTextException>(
            () => _writer.Write(Run(new AnnouncementContent { Text = "{{user.name}}" }), Row("101")));
        var broken = Assert.Throws<AnnouncementTextException>(
            () => _writer.Write(Run(new AnnouncementContent { Text = "{{user.fullName}}" }), Row("101") with { Values = "{" }));
        var large = Assert.Throws<AnnouncementTextException>(() => _writer.Write(
            Run(new AnnouncementContent { Text = string.Concat(Enumerable.Repeat("{{user.fullName}}", 100)) }),
            Row("101", new UserProfile { User = new("101"), FullName = new string('x', 100_000) }, "user.fullName")));

        Assert.Contains("is empty", empty.Message, StringComparison.Ordinal);
        Assert.Contains("line 1, column 1", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", broken.Message, StringComparison.Ordinal);
        Assert.Contains("longer than 60000 characters", large.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Al\u0000ice\u0007", "Alice")]
    [InlineData("Al\r\nice", "Al  ice")]
    [InlineData("\u202Eecila\u2066", "ecila")]
    [InlineData("שרה 👩‍🚀 {{user.id}} <b>", "שרה 👩‍🚀 {{user.id}} <b>")]
    [InlineData("  \t ", "friend")]
    [InlineData(null, "friend")]
    public void Names_are_made_harmless_and_otherwise_stay(string? name, string expected)
    {
        var run = Run(new AnnouncementContent { Text = "{{default user.fullName \"friend\"}}" });

        Assert.Equal(expected, TextOf(run, Row("101", new UserProfile { User = new("101"), FullName = name }, "user.fullName")));
    }

    [Fact]
    public void Half_a_character_becomes_one_that_a_message_carries()
    {
        var run = Run(new AnnouncementContent { Text = "{{user.fullName}}" });
        var profile = new UserProfile { User = new("101"), FullName = $"{"🎄"[0]} half" };

        Assert.Equal("\uFFFD half", TextOf(run, Row("101", profile, "user.fullName")));
    }

    [Theory]
    [InlineData("""{"a":{"b":[1,{"c":"deep"}]}}""", "a.b.1.c", "deep")]
    [InlineData("""{"a":12.50}""", "a", "12.50")]
    [InlineData("""{"a":[1,2]}""", "a", "[1,2]")]
    [InlineData("""{"a":"x\n{{user.id}}"}""", "a", "x\n{{user.id}}")]
    [InlineData("""{"größe":"XL"}""", "größe", "XL")]
    [InlineData("""{"a":null}""", "a", "-")]
    [InlineData("""{"a":""}""", "a", "-")]
    [InlineData("""{"a":1}""", "b", "-")]
    [InlineData("""{"a":1}""", "a.Length", "-")]
    [InlineData("[1]", "7", "-")]
    [InlineData("no json", "a", "-")]
    [InlineData("""{"a":"\ud800"}""", "a", "-")]
    [InlineData(null, "a", "-")]
    public void A_users_own_data_is_read_where_it_is_json(string? data, string path, string expected)
    {
        var run = Run(new AnnouncementContent { Text = $"{{{{default user.customData.{path} \"-\"}}}}" });

        Assert.Equal(expected, TextOf(run, Row("101", new UserProfile { User = new("101"), CustomData = data }, $"user.customData.{path}")));
    }

    [Theory]
    [InlineData("true", "yes")]
    [InlineData("false", "no")]
    [InlineData("0", "no")]
    [InlineData("1", "yes")]
    [InlineData("[]", "no")]
    [InlineData("\" \"", "no")]
    public void A_condition_asks_for_what_json_calls_true(string value, string expected)
    {
        var run = Run(new AnnouncementContent { Text = "{{#if user.customData.a}}yes{{else}}no{{/if}}" });
        var profile = new UserProfile { User = new("101"), CustomData = $$"""{"a":{{value}}}""" };

        Assert.Equal(expected, TextOf(run, Row("101", profile, "user.customData.a")));
    }

    private string TextOf(StoredRun run, LedgerRow row) => ((SendMessage)_writer.Write(run, row)).Text;

    private static StoredRun Run(AnnouncementContent content) => new()
    {
        Number = 1,
        Definition = Announced.To(new AnnouncementAudience { Users = [Sample.User] }) with { Content = content },
        DueAt = Due,
    };

    private static LedgerRow Row(string user, UserProfile? profile = null, params string[] paths) => new()
    {
        Run = 1,
        Number = 1,
        Dialog = user,
        User = user,
        Values = RecipientValues.Write(paths.ToHashSet(), profile, null),
        ChangedAt = Due,
    };
}
