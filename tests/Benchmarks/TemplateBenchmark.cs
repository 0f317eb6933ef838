using System.Diagnostics;
using BotPlatform.BotHost.Announcements.Audience;
using BotPlatform.BotHost.Announcements.Messages;
using BotPlatform.BotHost.Announcements.Templates;
using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.Benchmarks;

/// <summary>What it costs to write an announcement to one recipient.</summary>
internal static class TemplateBenchmark
{
    private const int Recipients = 100_000;
    private const int Rounds = 5;

    private static readonly UserProfile Profile = new()
    {
        User = new("101"),
        FullName = "Alice Example",
        CustomData = """{"city":"Helsinki","vip":true}""",
    };

    public static Task RunAsync()
    {
        var watch = Stopwatch.StartNew();
        Render("first {{user.id}}");
        Console.WriteLine($"The first text with a placeholder, with the loading of Handlebars: {watch.Elapsed.TotalMilliseconds:0} ms");
        for (var round = 0; round < Rounds; round++)
        {
            watch.Restart();
            for (var n = 0; n < 50; n++)
            {
                Render($"{n} {{{{user.fullName}}}} {{{{#if user.customData.vip}}}}VIP{{{{/if}}}}");
            }

            Console.WriteLine($"Another text, read and compiled: {watch.Elapsed.TotalMilliseconds / 50:0.00} ms");
        }

        Measure("no placeholder", "Hello, the office is closed on Monday.");
        Measure("one placeholder", "Hello {{user.fullName}}, the office is closed on Monday.");
        Measure(
            "five and a condition",
            "Hello {{default user.fullName \"you\"}} in {{user.customData.city}}, on {{run.date}} at {{run.time}} "
            + "{{#if user.customData.vip}}the bar opens{{else}}nothing happens{{/if}}. {{announcement.name}}");
        Measure("60 KB and one placeholder", new string('x', 59_000) + "{{user.id}}", Recipients / 100);
        return Task.CompletedTask;
    }

    private static void Render(string text) => Template.Parse(text).Render(_ => PlaceholderValue.Of("x"), 1_000);

    private static void Measure(string what, string text, int recipients = Recipients)
    {
        var cache = new TemplateCache();
        var writer = new AnnouncementWriter(cache);
        var run = new StoredRun
        {
            Number = 1,
            Definition = new Announcement
            {
                Name = "news",
                Account = new AccountRef("connectycube", "100"),
                Content = new AnnouncementContent { Text = text },
                Audience = new AnnouncementAudience(),
                Schedule = new() { TimeZone = "Europe/Helsinki" },
            },
            DueAt = DateTimeOffset.UnixEpoch,
        };
        var row = new LedgerRow
        {
            Run = 1,
            Number = 1,
            Dialog = "101",
            User = "101",
            Values = RecipientValues.Write(cache.PathsOf(run.Definition.Content), Profile, null),
            ChangedAt = DateTimeOffset.UnixEpoch,
        };
        writer.Write(run, row);
        for (var round = 0; round < Rounds; round++)
        {
            var (before, watch) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
            for (var n = 0; n < recipients; n++)
            {
                writer.Write(run, row);
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Console.WriteLine(
                $"{what}: {watch.Elapsed.TotalMicroseconds / recipients:0.00} us, {allocated / recipients:N0} bytes a recipient");
        }
    }
}
