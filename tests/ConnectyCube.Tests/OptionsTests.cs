using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BotPlatform.ConnectyCube.Tests;

public sealed class OptionsTests
{
    private static readonly Dictionary<string, string?> Valid = new()
    {
        ["AppId"] = "1",
        ["AuthKey"] = "sandbox",
        ["ApiUrl"] = "http://127.0.0.1:5380",
        ["ChatUrl"] = "ws://127.0.0.1:5380/ws",
        ["ChatHost"] = "localhost",
        ["Accounts:0:UserId"] = "100",
        ["Accounts:0:Password"] = "bot-password",
        ["Accounts:1:Login"] = "alice",
        ["Accounts:1:Password"] = "alice-password",
        ["Reconnect:MaxAttempts"] = "5",
    };

    [Fact]
    public void Accounts_are_named_by_user_id_or_else_by_login()
    {
        using var services = Build();

        var factory = services.GetRequiredService<IChatConnectorFactory>();

        Assert.Equal([new AccountRef("connectycube", "100"), new AccountRef("connectycube", "alice")], factory.Accounts);
        Assert.Same(factory, services.GetRequiredService<ConnectyCubeConnectorFactory>());
    }

    [Fact]
    public void Addresses_default_to_the_vendors_service()
    {
        var options = new ConnectyCubeOptions();

        Assert.Equal("https://api.connectycube.com/", options.ApiUrl!.AbsoluteUri);
        Assert.Equal("wss://chat.connectycube.com:5291/", options.ChatUrl!.AbsoluteUri);
        Assert.Equal("chat.connectycube.com", options.ChatHost);
    }

    [Theory]
    [InlineData("AppId", null, "The application's number is missing or no number: set ConnectyCube:AppId (environment variable ConnectyCube__AppId).")]
    [InlineData("AppId", "app", "The application's number is missing or no number: set ConnectyCube:AppId (environment variable ConnectyCube__AppId).")]
    [InlineData("AuthKey", " ", "The application's auth key is missing: set ConnectyCube:AuthKey (environment variable ConnectyCube__AuthKey).")]
    [InlineData("ApiUrl", "ftp://x", "The REST service has no http or https address: set ConnectyCube:ApiUrl (environment variable ConnectyCube__ApiUrl).")]
    [InlineData("ApiUrl", "api", "The REST service has no http or https address: set ConnectyCube:ApiUrl (environment variable ConnectyCube__ApiUrl).")]
    [InlineData("ChatUrl", "http://x", "The chat server's address must begin with wss://, ws://, xmpps:// or xmpp://: set ConnectyCube:ChatUrl (environment variable ConnectyCube__ChatUrl).")]
    [InlineData("ChatHost", "a b", "The host of chat addresses is missing or no host name: set ConnectyCube:ChatHost (environment variable ConnectyCube__ChatHost).")]
    [InlineData("RequestTimeout", "00:00:00", "A time limit must be longer than nothing: correct ConnectyCube:RequestTimeout (environment variable ConnectyCube__RequestTimeout).")]
    [InlineData("AnswerTimeout", "00:00:00", "A time limit must be longer than nothing: correct ConnectyCube:AnswerTimeout (environment variable ConnectyCube__AnswerTimeout).")]
    [InlineData("PingInterval", "-00:00:01", "The time between two questions cannot be negative: correct ConnectyCube:PingInterval (environment variable ConnectyCube__PingInterval).")]
    [InlineData("RoomCheckInterval", "-00:00:01", "The time between two questions cannot be negative: correct ConnectyCube:RoomCheckInterval (environment variable ConnectyCube__RoomCheckInterval).")]
    [InlineData("Reconnect:FirstDelay", "00:00:00", "A time limit must be longer than nothing: correct ConnectyCube:Reconnect:FirstDelay (environment variable ConnectyCube__Reconnect__FirstDelay).")]
    [InlineData("Rest:MaxAttempts", "0", "The number must be 1 or more: correct ConnectyCube:Rest:MaxAttempts (environment variable ConnectyCube__Rest__MaxAttempts).")]
    [InlineData("Rest:MaxCallsPerSecond", "-1", "The number must be 0 or more: correct ConnectyCube:Rest:MaxCallsPerSecond (environment variable ConnectyCube__Rest__MaxCallsPerSecond).")]
    [InlineData("Rest:FirstDelay", "00:00:00", "A time limit must be longer than nothing: correct ConnectyCube:Rest:FirstDelay (environment variable ConnectyCube__Rest__FirstDelay).")]
    [InlineData("Rest:MaxDelay", "00:00:00.1", "The longest wait cannot be shorter than the first: correct ConnectyCube:Rest:MaxDelay (environment variable ConnectyCube__Rest__MaxDelay).")]
    [InlineData("Rest:MaxRetryAfter", "-00:00:01", "A wait cannot be negative: correct ConnectyCube:Rest:MaxRetryAfter (environment variable ConnectyCube__Rest__MaxRetryAfter).")]
    [InlineData("Reconnect:MaxDelay", "00:00:00.1", "The longest wait cannot be shorter than the first: correct ConnectyCube:Reconnect:MaxDelay (environment variable ConnectyCube__Reconnect__MaxDelay).")]
    [InlineData("Reconnect:MaxAttempts", "-1", "A number of attempts is 0 or more, or not set for no limit: correct ConnectyCube:Reconnect:MaxAttempts (environment variable ConnectyCube__Reconnect__MaxAttempts).")]
    [InlineData("MaxConcurrentLogins", "0", "At least one account must be able to log in: correct ConnectyCube:MaxConcurrentLogins (environment variable ConnectyCube__MaxConcurrentLogins).")]
    [InlineData("PinnedCertificateSha256", "abc", "The SHA-256 of a certificate is 64 hex digits: correct ConnectyCube:PinnedCertificateSha256 (environment variable ConnectyCube__PinnedCertificateSha256).")]
    [InlineData("Accounts:0:Password", "", "The account 100 has no password: set ConnectyCube:Accounts:0:Password (environment variable ConnectyCube__Accounts__0__Password) (or ConnectyCube:Accounts:0:Token (environment variable ConnectyCube__Accounts__0__Token)).")]
    [InlineData("Accounts:0:UserId", "bot", "A user id is a number such as 1234567: correct ConnectyCube:Accounts:0:UserId (environment variable ConnectyCube__Accounts__0__UserId).")]
    [InlineData("Accounts:1:Login", "", "The account names no user: set ConnectyCube:Accounts:1:UserId (environment variable ConnectyCube__Accounts__1__UserId) or ConnectyCube:Accounts:1:Login (environment variable ConnectyCube__Accounts__1__Login).")]
    [InlineData("Accounts:1:UserId", "100", "The account 100 is configured 2 times: remove all but one of ConnectyCube:Accounts (environment variable ConnectyCube__Accounts).")]
    public void A_wrong_setting_is_a_sentence_that_says_what_to_set_and_where(string key, string? value, string sentence)
    {
        using var services = Build((key, value));

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Equal([sentence], error.Failures);
        Assert.DoesNotContain("-password", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "Could not find file")]
    [InlineData("no certificate at all", "it holds no certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "")]
    public void A_file_of_roots_that_cannot_be_used_is_found_at_start(string? content, string reason)
    {
        using var directory = new TempDirectory();
        var file = directory.File("roots.pem");
        if (content is not null)
        {
            File.WriteAllText(file, content);
        }

        using var services = Build(("TrustedRootsFile", file));

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.StartsWith(
            $"The file with the trusted certificates, '{file}', cannot be used ({reason}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_accounts_and_an_application_nothing_need_be_set()
    {
        using var services = Build(new Dictionary<string, string?>());

        services.GetRequiredService<IStartupValidator>().Validate();

        Assert.Empty(services.GetRequiredService<IChatConnectorFactory>().Accounts);
    }

    [Fact]
    public void A_token_takes_the_place_of_a_password()
    {
        using var services = Build(("Accounts:0:Password", null), ("Accounts:0:Token", "t"));

        services.GetRequiredService<IStartupValidator>().Validate();
    }

    [Fact]
    public void An_account_that_is_not_configured_is_the_callers_mistake()
    {
        using var services = Build();
        var factory = services.GetRequiredService<IChatConnectorFactory>();

        Assert.Throws<ArgumentException>(() => factory.Create(new AccountRef("connectycube", "999")));
    }

    [Fact]
    public void A_made_up_account_without_a_password_is_the_callers_mistake()
    {
        using var services = Build();
        var factory = services.GetRequiredService<ConnectyCubeConnectorFactory>();

        var error = Assert.Throws<ArgumentException>(() => factory.Create(new ConnectyCubeAccount { Login = "alice" }));
        Assert.StartsWith("The account alice has no password: set Password (or Token).", error.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Build(params (string Key, string? Value)[] changes)
    {
        var settings = new Dictionary<string, string?>(Valid);
        foreach (var (key, value) in changes)
        {
            settings[key] = value;
        }

        return Build(settings);
    }

    private static ServiceProvider Build(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create($"ConnectyCube:{s.Key}", s.Value)))
            .Build();
        return new ServiceCollection().AddLogging().AddConnectyCube(configuration).BuildServiceProvider();
    }
}
