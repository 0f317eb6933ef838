using BotPlatform.BotHost.Announcements.Templates;

namespace BotPlatform.BotHost.Tests.Announcements.Templates;

/// <summary>Texts that nobody would write.</summary>
public sealed class RandomTemplateTests
{
    private static readonly string[] Pieces =
    [
        "{", "}", "{{", "}}", "{{{", "\\", "\\\\", "x", " ", "\n", "\r\n", "😀", "<&>", "~", "{{user.id}}", "{{{user.id}}}", "{{ user.phone }}",
        "{{#if user.id}}", "{{#if user.phone}}", "{{#unless user.id}}", "{{else}}", "{{else if user.id}}", "{{/if}}", "{{/unless}}",
        "{{default user.phone \"}\"}}", "{{default user.phone \"{\\\"\"}}",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_is_accepted_is_also_written(int seed)
    {
        var random = new Random(seed);
        var accepted = 0;
        for (var n = 0; n < 5_000; n++)
        {
            var text = string.Concat(random.GetItems(Pieces, random.Next(1, 9)));
            if (TryParse(text) is { } template)
            {
                accepted++;
                Assert.NotNull(template.Render(ValueOf, 10_000));
            }
        }

        Assert.True(accepted > 500, $"{accepted} were accepted.");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Without_conditions_each_character_that_is_no_tag_stays(int seed)
    {
        var random = new Random(seed);
        string[] harmless = ["x", " ", "\n", "\r\n", "😀", "<&>", "}", "}}", "~", "\\ "];
        for (var n = 0; n < 1_000; n++)
        {
            var parts = random.GetItems([.. harmless, "{{user.id}}"], random.Next(1, 12));

            Assert.Equal(
                string.Concat(parts.Select(part => part == "{{user.id}}" ? "<101>" : part)),
                Template.Parse(string.Concat(parts)).Render(ValueOf, 10_000));
        }
    }

    private static Template? TryParse(string text)
    {
        try
        {
            return Template.Parse(text);
        }
        catch (TemplateException)
        {
            return null;
        }
    }

    private static PlaceholderValue ValueOf(string path) => PlaceholderValue.Of(path == "user.id" ? "<101>" : null);
}
