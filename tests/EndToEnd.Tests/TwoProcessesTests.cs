using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BotPlatform.TestKit;

namespace BotPlatform.EndToEnd.Tests;

/// <summary>The host and the chat server in different processes, as in production.</summary>
public sealed class TwoProcessesTests
{
    [Fact]
    public async Task The_host_answers_at_a_sandbox_that_runs_elsewhere()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await using var host = await RunningHost.StartAsync(sandbox.HostSettings(sandbox.WebSocket));

        Assert.Equal(new CommandResult(0, "hello\n", ""), await ChatAsync(sandbox, "!echo hello"));
    }

    /// <summary>Row M08 with the bot itself.</summary>
    [Fact]
    public async Task M08_the_host_connects_over_encrypted_TCP_to_the_certificate_that_it_is_told_to_trust()
    {
        using var directory = new TempDirectory();
        using var certificate = WriteCertificate(directory.File("sandbox.pem"));
        await using var sandbox = await RunningSandbox.StartAsync($"--Sandbox:CertificateFile={directory.File("sandbox.pem")}");
        await using var host = await RunningHost.StartAsync(
        [
            .. sandbox.HostSettings(sandbox.Tcp),
            $"--ConnectyCube:PinnedCertificateSha256={certificate.GetCertHashString(HashAlgorithmName.SHA256)}",
        ]);

        Assert.Equal(new CommandResult(0, "hello\n", ""), await ChatAsync(sandbox, "!echo hello"));
    }

    [Fact]
    public async Task M08_the_host_does_not_connect_to_a_certificate_that_nobody_vouches_for()
    {
        await using var sandbox = await RunningSandbox.StartAsync();
        await using var host = await RunningHost.StartAsync(sandbox.HostSettings(sandbox.Tcp));
        using var http = new HttpClient { BaseAddress = host.Web };

        var ready = await http.GetAsync(new Uri("health/ready", UriKind.Relative), TestTimeout.Token);

        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, ready.StatusCode);
    }

    [Fact]
    public async Task A_host_comes_back_after_its_chat_server_did()
    {
        var ports = FreePorts.Take(2);
        string[] fixedPorts = [$"--Sandbox:HttpPort={ports[0]}", $"--Sandbox:XmppPort={ports[1]}"];
        await using var first = await RunningSandbox.StartAsync(fixedPorts);
        await using var host = await RunningHost.StartAsync(
            [.. first.HostSettings(first.WebSocket), "--ConnectyCube:Reconnect:FirstDelay=00:00:00.1"]);

        await first.Process.StopAsync();
        await using var second = await RunningSandbox.StartAsync(fixedPorts);

        // Kept for the bot until it is back.
        Assert.Equal(new CommandResult(0, "hello again\n", ""), await ChatAsync(second, "!echo hello again"));
    }

    private static Task<CommandResult> ChatAsync(RunningSandbox sandbox, params string[] lines) =>
        RunningHost.RunAsync(["chat", "alice", "--url", sandbox.Api.GetLeftPart(UriPartial.Authority)], lines);

    private static X509Certificate2 WriteCertificate(string file)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(file, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
        return certificate;
    }
}
