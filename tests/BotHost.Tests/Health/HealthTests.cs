using System.Net;
using System.Text.Json;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Connectors;

namespace BotPlatform.BotHost.Tests.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task A_host_whose_accounts_are_connected_is_ready()
    {
        await using var host = await TestHost.StartAsync();
        await host.Accounts[Sample.Account].Settled.WaitAsync(TestTimeout.Token);

        var (status, body) = await GetAsync(host, "/health/ready");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("Healthy", body.GetProperty("status").GetString());
        Assert.Equal("Healthy", body.GetProperty("checks").GetProperty("masstransit-bus").GetProperty("status").GetString());
        Assert.Equal("Connected", AccountOf(body).GetProperty("state").GetString());
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
        Assert.Equal("Refused", AccountOf(body).GetProperty("state").GetString());
        Assert.Equal("The password is wrong.", AccountOf(body).GetProperty("problem").GetString());
        Assert.Equal(HttpStatusCode.OK, live);
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
