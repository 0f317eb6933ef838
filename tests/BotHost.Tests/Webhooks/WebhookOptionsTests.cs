using BotPlatform.BotHost.Tests.Fakes;

namespace BotPlatform.BotHost.Tests.Webhooks;

/// <summary>A wrong setting of a webhook stops the start with a sentence, and no sentence holds a secret.</summary>
public sealed class WebhookOptionsTests
{
    private static readonly string[] Good =
    [
        "--Webhooks:hook:Url=https://example.com/bot", $"--Webhooks:hook:Secret={WebhookScene.Secret}",
        "--Webhooks:hook:Commands:ask:Description=Asks.",
    ];

    [Theory]
    [InlineData("Url=", "Webhooks:hook:Url is not set.")]
    [InlineData("Url=example.com", "Webhooks:hook:Url is no address:")]
    [InlineData("Url=ftp://example.com", "Webhooks:hook:Url is no address:")]
    [InlineData("Url=http://example.com/", "Webhooks:hook:Url is http on another machine,")]
    [InlineData("Url=https://user:hunter2@example.com/", "Webhooks:hook:Url holds a user name or a password:")]
    [InlineData("Secret=", "Webhooks:hook:Secret is not set: make one with: echo whsec_$(openssl rand -base64 32)")]
    [InlineData("Secret=hunter2", "Webhooks:hook:Secret, or one of Webhooks:hook:Secrets, is no secret:")]
    [InlineData("Secrets:0=whsec_hunter2", "Webhooks:hook:Secret, or one of Webhooks:hook:Secrets, is no secret:")]
    [InlineData("Commands:ask:Description=", "Webhooks:hook:Commands:ask:Description is not set.")]
    [InlineData("Events:0=Earthquake", "Webhooks:hook:Events names 'Earthquake', which is no event:")]
    [InlineData("Events:0=MessageReceived", "Webhooks:hook:Events names MessageReceived: set Webhooks:hook:Messages")]
    [InlineData("Accounts:0=sample/1", "Webhooks:hook:Accounts names 'sample/1', which this host does not have. It has: sample/100.")]
    [InlineData("Timeout=00:01:00", "Webhooks:hook:Timeout is '00:01:00', which is not shorter than Bus:HandlerTimeout '00:01:00':")]
    [InlineData("MaxResponseBytes=0", "Webhooks:hook:MaxResponseBytes is '0'.")]
    [InlineData("Messages=Some", "Failed to convert configuration value 'Some' at 'Webhooks:hook:Messages'")]
    [InlineData("Commands:echo:Description=Repeats.", "The command !echo is defined by two bots,")]
    public async Task A_wrong_setting_is_a_sentence(string setting, string beginning)
    {
        var problem = Assert.Single(await Startup.ProblemsAsync([.. Good, $"--Webhooks:hook:{setting}"]));

        Assert.StartsWith(beginning, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_that_would_never_be_asked_is_a_mistake() => Assert.Contains(
        "Webhooks:idle would never be asked:",
        Assert.Single(await Startup.ProblemsAsync(["--Webhooks:idle:Url=https://example.com", $"--Webhooks:idle:Secret={WebhookScene.Secret}"])),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_name_that_is_none_is_a_sentence() => Assert.Contains(
        "registered as 'my_hook': use lower case letters, digits, single hyphens.",
        Assert.Single(await Startup.ProblemsAsync([.. Good.Select(one => one.Replace(":hook:", ":My_Hook:", StringComparison.Ordinal))])),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("http://127.0.0.1:1/")]
    [InlineData("http://[::1]:1/")]
    [InlineData("http://localhost:1/")]
    public async Task Without_TLS_a_webhook_is_on_this_machine(string url)
    {
        await using var host = await TestHost.StartAsync(settings: [.. Good, $"--Webhooks:HOOK:Url={url}"]);
        await using var insecure = await TestHost.StartAsync(
            settings: [.. Good, "--Webhooks:hook:Url=http://example.com", "--Webhooks:hook:AllowInsecure=true"]);

        Assert.Equal(2, new[] { host, insecure }.Count(one => one.Accounts.All.Count > 0));
    }
}
