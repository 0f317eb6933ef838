using System.Net;
using System.Text.Json;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Connections;

namespace BotPlatform.BotHost.Tests.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task A_host_whose_accounts_are_ready_is_ready()
    {
        await using var host = await TestHost.StartAsync();
        await host.Accounts[Sample.Account].Settled.WaitAsync(TestTimeout.Token);

        var (status, body) = await GetAsync(host, "/health/ready");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("Healthy", body.GetProperty("status").GetString());
        Assert.Equal("Healthy", body.GetProperty("checks").GetProperty("masstransit-bus").GetProperty("status").GetString());
        Assert.Equal("Ready", AccountOf(body).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_host_with_a_refused_account_lives_and_is_not_ready_and_says_why()
    {
        var network = new FakeNetwork
        {
            OnConnect = (_, _) => throw new ConnectorAuthenticationException("The password is wrong."),
        };
        await using var host = await TestHost.StartAsync(network);
        await host.Accounts[Sample.Account].Settled.WaitAsync(TestTimeout.Token);

        var (ready, body) = await GetAsync(host, "/health/ready");
        var (live, _) = await GetAsync(host, "/health/live");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready);
        Assert.Equal("AuthenticationFailure", AccountOf(body).GetProperty("state").GetString());
        Assert.Equal("The password is wrong.", AccountOf(body).GetProperty("problem").GetString());
        Assert.Equal(HttpStatusCode.OK, live);
    }

    [Fact]
    public async Task A_host_whose_account_has_lost_its_connection_is_not_ready_until_it_is_back()
    {
        var script = Script.Listening();
        await using var host = await script.StartAsync();
        var connector = await host.Network.NextConnectionAsync();

        connector.Break();
        await UntilAsync(script, ConnectionState.Reconnecting);
        var (lost, body) = await GetAsync(host, "/health/ready");
        connector.Return();
        await UntilAsync(script, ConnectionState.Resumed);
        await UntilAsync(script, ConnectionState.Ready);
        var (back, _) = await GetAsync(host, "/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, lost);
        Assert.Equal("Reconnecting", AccountOf(body).GetProperty("state").GetString());
        Assert.Equal(1, AccountOf(body).GetProperty("failedAttempts").GetInt32());
        Assert.Equal(HttpStatusCode.OK, back);
    }

    private static async Task UntilAsync(Script script, ConnectionState state)
    {
        while ((await script.NextAsync<ConnectionStateChanged>()).State != state)
        {
        }
    }

    private static JsonElement AccountOf(JsonElement body) =>
        body.GetProperty("checks").GetProperty("accounts").GetProperty("accounts").GetProperty("sample/100");

    private static async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(TestHost host, string path)
    {
        using var http = host.Http;
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), TestTimeout.Token);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestTimeout.Token));
        return (answer.StatusCode, json.RootElement.Clone());
    }
}
