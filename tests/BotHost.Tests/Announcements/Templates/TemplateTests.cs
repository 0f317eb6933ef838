using BotPlatform.BotHost.Announcements.Templates;

namespace BotPlatform.BotHost.Tests.Announcements.Templates;

public sealed class TemplateTests
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["user.id"] = "101",
        ["user.fullName"] = "Älice <b>& Söhne</b> 👩‍👩‍👧",
        ["dialog.name"] = "{{user.id}} {{#if run.date}} {{> secrets}} {{{",
        ["user.customData.city"] = "القاهرة",
        ["user.phone"] = "",
    };

    [Theory]
    [InlineData("", "")]
    [InlineData("Hello.", "Hello.")]
    [InlineData("a { b } c {d} }} }}}", "a { b } c {d} }} }}}")]
    [InlineData("{{user.id}}", "101")]
    [InlineData("{{ user.id }}{{user.id}}", "101101")]
    [InlineData("{{{user.id}}}", "101")]
    [InlineData("{{\n  user.id\n}}", "101")]
    [InlineData("Hi {{user.fullName}}! 🎄", "Hi Älice <b>& Söhne</b> 👩‍👩‍👧! 🎄")]
    [InlineData("\u202B{{user.customData.city}}\u202C", "\u202Bالقاهرة\u202C")]
    [InlineData("[{{user.phone}}] [{{user.login}}]", "[] []")]
    [InlineData("""{{default user.phone "none"}} {{default user.id 'x'}}""", "none 101")]
    [InlineData("""{{default user.phone "a \"b\" } \\ {{c"}}""", "a \"b\" } \\ {{c")]
    [InlineData("""{{default user.phone ""}}|""", "|")]
    [InlineData("{{#if user.id}}yes{{else}}no{{/if}}", "yes")]
    [InlineData("{{#if user.phone}}yes{{else}}no{{/if}}", "no")]
    [InlineData("{{#unless user.phone}}none{{/unless}}{{#unless user.id}}x{{else}}y{{/unless}}", "noney")]
    [InlineData("{{#if user.phone}}1{{else if user.id}}2{{else}}3{{/if}}", "2")]
    [InlineData("{{#if user.phone}}1{{else if user.login}}2{{else}}3{{/if}}", "3")]
    [InlineData("{{#if user.id}}{{#if user.phone}}a{{else}}b{{/if}}c{{/if}}", "bc")]
    [InlineData("{{#if user.phone}}x{{/if}}", "")]
    [InlineData("a\n{{#if user.id}}\nb\n{{/if}}\nc", "a\nb\nc")]
    [InlineData(@"\{{user.id}} is {{user.id}}", "{{user.id}} is 101")]
    [InlineData(@"\\{{user.id}} C:\ {{user.id}}\", @"\101 C:\ 101\")]
    [InlineData(@"\\\\{{user.id}}", @"\\\101")]
    [InlineData("""{"a":{{user.id}},"b":{"c":"{{user.id}}"}}""", """{"a":101,"b":{"c":"101"}}""")]
    [InlineData("{{{user.id}}}{{user.id}}}", "101101}")]
    [InlineData(@"{\{{user.id}}}}", "{{{user.id}}}}")]
    [InlineData(@"{\\{{user.id}}", @"{\101")]
    public void Placeholders_are_filled_in_and_everything_else_stays(string text, string expected) =>
        Assert.Equal(expected, Render(text));

    [Fact]
    public void What_strangers_call_themselves_is_never_read_as_a_template() =>
        Assert.Equal("In {{user.id}} {{#if run.date}} {{> secrets}} {{{.", Render("In {{dialog.name}}."));

    [Theory]
    [InlineData("{{user.name}}", "line 1, column 1: '{{user.name}}' is no placeholder. Known are {{user.id}}, {{user.fullName}}")]
    [InlineData("Hi\nyou, {{fullname}}!", "line 2, column 6: '{{fullname}}' is no placeholder: did you mean {{user.fullName}}?")]
    [InlineData("{{user.FullName}}", "did you mean {{user.fullName}}?")]
    [InlineData("{{user.fullName.Length}}", "is no placeholder. Known are")]
    [InlineData("{{user}}", "is no placeholder. Known are")]
    [InlineData("{{user.customData.}}", "is no placeholder. Known are")]
    [InlineData("{{user.customData..a}}", "is no placeholder. Known are")]
    [InlineData("{{this}}", "is no placeholder. Known are")]
    [InlineData("{{}}", "line 1, column 1: '{{}}' is no placeholder; {{name}}, {{default name \"text\"}}")]
    [InlineData("{{user.id", "line 1, column 1: what begins with '{{user.id' does not end as it should")]
    [InlineData("x {{user.id}", "line 1, column 3: what begins with")]
    [InlineData("{{{user.id}}", "does not end as it should")]
    [InlineData("{{{{user.id}}}}", "does not end as it should")]
    [InlineData("{{user.{{user.id}}}}", "'{{user.{{user.id}}' is no placeholder")]
    [InlineData("{{> secrets}}", "'{{> secrets}}' is no placeholder")]
    [InlineData("{{#each user}}x{{/each}}", "'{{#each user}}' is no placeholder")]
    [InlineData("{{lookup user 'id'}}", "is no placeholder")]
    [InlineData("{{#*inline 'a'}}{{/inline}}", "is no placeholder")]
    [InlineData("{{@root}}", "is no placeholder")]
    [InlineData("{{../a}}", "is no placeholder")]
    [InlineData("{{! nothing }}", "is no placeholder")]
    [InlineData("{{default user.phone}}", "is no placeholder")]
    [InlineData("{{default user.name \"a\"}}", "'{{user.name}}' is no placeholder. Known")]
    [InlineData("{{#if user.id}}x", "line 1, column 1: {{#if …}} has no {{/if}}.")]
    [InlineData("{{#if user.id}}x{{/unless}}", "line 1, column 17: '{{/unless}}' ends nothing that is open.")]
    [InlineData("x{{/if}}", "'{{/if}}' ends nothing that is open.")]
    [InlineData("{{else}}", "{{else}} stands in no {{#if …}}.")]
    [InlineData("{{#if user.id}}1{{else}}2{{else}}3{{/if}}", "line 1, column 26: the {{#if …}} has an {{else}} already.")]
    [InlineData("{{#if user.name}}1{{/if}}", "'{{user.name}}' is no placeholder. Known")]
    [InlineData("{{#if}}1{{/if}}", "'{{#if}}' is no placeholder")]
    public void A_mistake_is_found_with_its_place(string text, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<TemplateException>(() => Template.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_text_is_bounded_in_its_placeholders_and_its_depth()
    {
        var many = string.Concat(Enumerable.Repeat("{{user.id}}", 1_001));
        var deep = string.Concat(Enumerable.Repeat("{{#if user.id}}", 21)) + string.Concat(Enumerable.Repeat("{{/if}}", 21));

        var escaped = string.Concat(Enumerable.Repeat(@"\{{", 1_001));

        Assert.Contains("at most 1000 placeholders", Assert.Throws<TemplateException>(() => Template.Parse(escaped)).Message, StringComparison.Ordinal);
        Assert.Contains("at most 1000 placeholders", Assert.Throws<TemplateException>(() => Template.Parse(many)).Message, StringComparison.Ordinal);
        Assert.Contains("at most 20 conditions", Assert.Throws<TemplateException>(() => Template.Parse(deep)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_just_allowed_is_compiled()
    {
        var deep = string.Concat(Enumerable.Repeat("{{#if user.id}}", 20)) + "x" + string.Concat(Enumerable.Repeat("{{/if}}", 20));
        var chain = "{{#if user.phone}}0" + string.Concat(Enumerable.Range(1, 900).Select(n => $"{{{{else if user.login}}}}{n}")) + "{{/if}}";

        Assert.Equal("x", Render(deep));
        Assert.Equal("", Render(chain));
        Assert.Equal(string.Concat(Enumerable.Repeat("101", 1_000)), Render(string.Concat(Enumerable.Repeat("{{user.id}}", 1_000))));
        Assert.Equal("101" + new string('}', 50_000), Render("{{user.id}}" + new string('}', 50_000), 60_000));
    }

    [Fact]
    public void A_text_of_64_KB_is_filled_in_and_a_longer_one_is_none()
    {
        var text = new string('x', 64 * 1024) + "{{user.id}}";

        Assert.Equal(new string('x', 64 * 1024) + "101", Render(text, 100_000));
        Assert.Null(Template.Parse(text).Render(ValueOf, 64 * 1024));
        Assert.Null(Template.Parse("{{user.fullName}}").Render(_ => PlaceholderValue.Of(new string('x', 100)), 99));
    }

    [Fact]
    public void Templates_are_kept_within_bounds_and_texts_without_placeholders_not_at_all()
    {
        var cache = new TemplateCache(capacity: 4);

        var first = cache.Get("{{user.id}}");
        Assert.Same(first, cache.Get("{{user.id}}"));
        foreach (var n in Enumerable.Range(0, 100))
        {
            cache.Get($"{n} {{{{user.id}}}}");
            cache.Get($"{n}");
            Assert.InRange(cache.Count, 1, 4);
        }
    }

    [Fact]
    public async Task One_template_serves_many_at_once()
    {
        var template = Template.Parse("{{user.id}}{{#if user.phone}}!{{/if}}");

        var texts = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(n => Task.Run(
            () => template.Render(path => PlaceholderValue.Of(path == "user.id" || n % 2 == 0 ? $"{n}" : null), 100))));

        Assert.Equal(Enumerable.Range(0, 1_000).Select(n => n % 2 == 0 ? $"{n}!" : $"{n}"), texts);
    }

    private static string Render(string text, int limit = 20_000) => Template.Parse(text).Render(ValueOf, limit)!;

    private static PlaceholderValue ValueOf(string path) => PlaceholderValue.Of(Known.GetValueOrDefault(path));
}
