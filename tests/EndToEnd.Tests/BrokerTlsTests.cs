using BotPlatform.TestKit;
using BotPlatform.TestKit.Servers;

namespace BotPlatform.EndToEnd.Tests;

/// <summary>A broker that is reached over TLS.</summary>
public sealed class BrokerTlsTests
{
    [Fact]
    public async Task A_certificate_lets_everything_pass_where_the_machine_trusts_who_has_signed_it_and_nothing_elsewhere()
    {
        await using var broker = await RabbitMqServer.StartAsync();
        await using var host = await RunningHost.StartTrustingAsync(broker.RootFile, Settings(broker.TlsUri));

        var chat = await host.ChatAsync("alice", "!echo over TLS");
        var elsewhere = await RunningHost.RunAsync([.. RunningHost.FreePorts, .. Settings(broker.TlsUri)]);

        Assert.Contains("over TLS", chat.Output, StringComparison.Ordinal);
        Assert.NotEqual(0, elsewhere.ExitCode);
        Assert.Contains("a certificate that this machine does not accept: RemoteCertificateChainErrors", elsewhere.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("guest:guest", elsewhere.Output + elsewhere.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_another_name_is_refused()
    {
        await using var broker = await RabbitMqServer.StartAsync(certifiedName: "elsewhere.example.org");

        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => RunningHost.StartTrustingAsync(broker.RootFile, Settings(broker.TlsUri)));

        Assert.Contains("does not accept: RemoteCertificateNameMismatch", error.Message, StringComparison.Ordinal);
    }

    private static string[] Settings(Uri address) =>
        ["--Bus:Transport=RabbitMq", $"--Bus:RabbitMq:Uri={address}", "--Bus:RabbitMq:StartTimeout=00:00:01"];
}
