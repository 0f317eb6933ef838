using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BotPlatform.StandardXmpp.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void Without_accounts_nothing_need_be_set() => Assert.Empty(Problems());

    [Fact]
    public void A_whole_configuration_is_accepted() => Assert.Empty(Problems(Whole()));

    [Theory]
    [InlineData("Server", "http://localhost")]
    [InlineData("Host", "not a host")]
    [InlineData("Accounts:0:Username", "")]
    [InlineData("Accounts:0:Username", "a b")]
    [InlineData("Accounts:0:Password", "")]
    [InlineData("Accounts:0:Rooms:0", "rooms.localhost")]
    [InlineData("ConnectTimeout", "00:00:00")]
    [InlineData("RoomCheckInterval", "-00:00:01")]
    [InlineData("Reconnect:MaxAttempts", "-1")]
    [InlineData("MaxConcurrentLogins", "0")]
    [InlineData("TrustedRootsFile", "/nowhere/roots.pem")]
    [InlineData("PinnedCertificateSha256", "12")]
    public void A_wrong_setting_is_named(string key, string value)
    {
        var problem = Assert.Single(Problems([.. Whole(), (key, value)]));

        Assert.Contains($"StandardXmpp:{key}", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_that_is_there_twice_is_a_mistake() =>
        Assert.Contains("2 times", Assert.Single(Problems(
            [.. Whole(), ("Accounts:1:Username", "BOT"), ("Accounts:1:Password", "secret")])), StringComparison.Ordinal);

    [Fact]
    public void Accounts_without_a_name_are_not_the_same_account() =>
        Assert.All(
            Problems([.. Whole(), ("Accounts:0:Username", ""), ("Accounts:1:Username", ""), ("Accounts:1:Password", "secret")]),
            problem => Assert.Contains("The account has no user name", problem, StringComparison.Ordinal));

    private static (string, string)[] Whole() =>
    [
        ("Server", "xmpps://localhost"), ("Host", "localhost"), ("Accounts:0:Username", "bot"), ("Accounts:0:Password", "secret"),
        ("Accounts:0:Rooms:0", "team@rooms.localhost"),
    ];

    private static IReadOnlyList<string> Problems(params (string Key, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>();
        foreach (var (key, value) in settings)
        {
            values[$"StandardXmpp:{key}"] = value;
        }

        using var services = new ServiceCollection()
            .AddLogging()
            .AddStandardXmpp(new ConfigurationBuilder().AddInMemoryCollection(values).Build())
            .BuildServiceProvider();
        try
        {
            _ = services.GetRequiredService<IOptions<StandardXmppOptions>>().Value;
            return [];
        }
        catch (OptionsValidationException e)
        {
            return [.. e.Failures];
        }
    }
}
