using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Connections;
using BotPlatform.TestKit;

namespace BotPlatform.ConnectyCube.Tests;

public sealed class LoginTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_account_logs_in_by_user_id_and_password(bool overTcp)
    {
        await using var network = await SandboxedNetwork.StartAsync(overTcp);

        var bot = await network.ConnectAsync(new ConnectyCubeAccount { UserId = "100", Password = "bot-password" });

        Assert.Equal(new AccountRef("connectycube", "100"), bot.Account);
        Assert.Equal(ConnectionState.Ready, bot.Status.State);
    }

    [Fact]
    public async Task An_account_logs_in_by_login_and_is_known_by_it()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var bot = await network.ConnectAsync(new ConnectyCubeAccount { Login = "bot", Password = "bot-password" });
        var alice = await network.ConnectAsync("alice");

        await alice.SendAsync("100", "hello");
        var heard = await bot.NextAsync<MessageReceived>();

        Assert.Equal(new AccountRef("connectycube", "bot"), bot.Account);
        Assert.Equal(bot.Account, heard.Origin.Account);
    }

    [Fact]
    public async Task M03_an_account_logs_in_with_a_session_token()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var session = await network.Rest.Sessions.CreateAsync("bot", "bot-password", TestTimeout.Token);

        var bot = await network.ConnectAsync(new ConnectyCubeAccount { Login = "bot", Token = session.Token });
        await bot.SendAsync("101", "hello");
        await bot.DisposeAsync();

        // The session is somebody else's and goes on.
        Assert.Equal(100, (await network.Rest.Sessions.GetAsync(session.Token, TestTimeout.Token)).UserId);
    }

    [Fact]
    public async Task A_configured_account_is_connected_by_its_name()
    {
        await using var network = await SandboxedNetwork.StartAsync(
            overTcp: false, ("Accounts:0:UserId", "100"), ("Accounts:0:Password", "bot-password"));

        await using var bot = network.Factory.Create(network.Factory.Accounts.Single());
        await bot.ConnectAsync(TestTimeout.Token);

        Assert.Equal(new AccountRef("connectycube", "100"), bot.Account);
    }

    [Theory]
    [InlineData("100", null, "wrong", null)]
    [InlineData("999", null, "bot-password", null)]
    [InlineData("100", null, null, "no-such-token")]
    [InlineData(null, "bot", "wrong", null)]
    [InlineData(null, "nobody", "bot-password", null)]
    [InlineData(null, "bot", null, "no-such-token")]
    public async Task Wrong_credentials_are_told_apart_from_trouble(string? userId, string? login, string? password, string? token)
    {
        await using var network = await SandboxedNetwork.StartAsync();
        var account = new ConnectyCubeAccount { UserId = userId, Login = login, Password = password, Token = token };

        var error = await Assert.ThrowsAsync<ConnectorAuthenticationException>(
            () => network.ConnectAsync(account));

        Assert.DoesNotContain(password ?? token!, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_application_is_a_matter_of_credentials()
    {
        await using var network = await SandboxedNetwork.StartAsync(overTcp: false, ("AuthKey", "other"));

        await Assert.ThrowsAsync<ConnectorAuthenticationException>(
            () => network.ConnectAsync(new ConnectyCubeAccount { Login = "bot", Password = "bot-password" }));
    }

    [Theory]
    [InlineData("ws")]
    [InlineData("xmpp")]
    public async Task A_chat_server_that_is_not_there_is_worth_another_try(string scheme)
    {
        var port = FreePorts.Take(1)[0];
        await using var network = await SandboxedNetwork.StartAsync(overTcp: false, ("ChatUrl", $"{scheme}://127.0.0.1:{port}"), ("Reconnect:MaxAttempts", "0"));

        var error = await Assert.ThrowsAnyAsync<ConnectorException>(
            () => network.ConnectAsync("bot"));

        Assert.IsType<ConnectorException>(error);
        Assert.StartsWith($"Account 100 cannot be connected to {scheme}://127.0.0.1:{port}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_REST_service_that_is_not_there_is_worth_another_try()
    {
        await using var network = await SandboxedNetwork.StartAsync(
            overTcp: false, ("ApiUrl", $"http://127.0.0.1:{FreePorts.Take(1)[0]}"), ("Reconnect:MaxAttempts", "0"));

        var error = await Assert.ThrowsAnyAsync<ConnectorException>(
            () => network.ConnectAsync(new ConnectyCubeAccount { Login = "bot", Password = "bot-password" }));

        Assert.IsType<ConnectorException>(error);
    }

    [Fact]
    public async Task A_login_can_be_cancelled()
    {
        await using var network = await SandboxedNetwork.StartAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => network.Create(SandboxedNetwork.Account("bot")).ConnectAsync(new CancellationToken(canceled: true)));
    }
}
