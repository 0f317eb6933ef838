using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using BotPlatform.TestKit;

namespace BotPlatform.Sandbox.Tests;

public sealed class SandboxServerTests
{
    [Fact]
    public async Task It_listens_on_loopback_on_the_ports_that_it_says()
    {
        await using var sandbox = await TestSandbox.StartAsync();

        Assert.Equal("127.0.0.1", sandbox.HttpUri.Host);
        Assert.Equal($"ws://127.0.0.1:{sandbox.HttpUri.Port}/ws", sandbox.WebSocketUri.ToString());
        Assert.Equal("xmpp", sandbox.XmppUri.Scheme);
        Assert.NotEqual(0, sandbox.XmppUri.Port);
    }

    [Fact]
    public void The_fixed_points_are_where_others_expect_them()
    {
        var options = new SandboxOptions();

        Assert.Equal((5380, 5322), (options.HttpPort, options.XmppPort));
        Assert.Equal(("localhost", "1", "sandbox"), (options.ChatHost, options.AppId, options.AuthKey));
        Assert.Equal("100 bot bot-password|101 alice alice-password|102 bob bob-password|103 carol carol-password|104 dave dave-password",
            string.Join('|', SandboxServer.Users.Select(u => $"{u.Id} {u.Login} {u.Password}")));
        Assert.Equal("5f0000000000000000000b01", SandboxServer.BroadcastDialogId);
    }

    [Theory]
    [InlineData("HTTP", "Sandbox:HttpPort")]
    [InlineData("XMPP", "Sandbox:XmppPort")]
    public async Task A_port_that_is_in_use_is_named_with_its_setting(string what, string setting)
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        other.Listen();
        var port = ((IPEndPoint)other.LocalEndPoint!).Port;

        var error = await Assert.ThrowsAsync<IOException>(() =>
            TestSandbox.StartAsync(o => (o.HttpPort, o.XmppPort) = what == "HTTP" ? (port, 0) : (0, port)));

        Assert.Contains($"127.0.0.1:{port} for {what}", error.Message, StringComparison.Ordinal);
        Assert.Contains(setting, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_option_stops_the_start()
    {
        await Assert.ThrowsAsync<ValidationException>(() => TestSandbox.StartAsync(o => o.MaxStanzaBytes = 0));
        await Assert.ThrowsAsync<ValidationException>(() => TestSandbox.StartAsync(o => o.ChatHost = "a b"));
        await Assert.ThrowsAsync<ValidationException>(() => TestSandbox.StartAsync(o => (o.OfflineLimit, o.SessionQueueLimit) = (20, 10)));
    }

    [Fact]
    public async Task Stopping_closes_every_stream_properly_and_may_happen_twice()
    {
        var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var guest = await RawClient.OpenAsync(sandbox);
        const string goodbye =
            "<stream:error><system-shutdown xmlns=\"urn:ietf:params:xml:ns:xmpp-streams\"/></stream:error></stream:stream>";

        var stopping = sandbox.StopAsync(TestTimeout.Token);

        Assert.EndsWith(goodbye, await alice.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.EndsWith(goodbye, await guest.ReadToEndAsync(), StringComparison.Ordinal);
        await stopping;
        await sandbox.DisposeAsync();
    }

    [Fact]
    public async Task A_certificate_of_ones_own_is_used()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.pfx");
        try
        {
            await using var first = await TestSandbox.StartAsync();
            await File.WriteAllBytesAsync(file, first.Certificate.Export(X509ContentType.Pkcs12, "secret"), TestTimeout.Token);

            await using var second = await TestSandbox.StartAsync(o => (o.CertificateFile, o.CertificatePassword) = (file, "secret"));

            Assert.Equal(first.Certificate.Thumbprint, second.Certificate.Thumbprint);
            Assert.True(second.Certificate.HasPrivateKey);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_certificate_that_is_none_stops_the_start()
    {
        var error = await Assert.ThrowsAsync<IOException>(() => TestSandbox.StartAsync(o => o.CertificateFile = "/nowhere/x.pfx"));

        Assert.Contains("Sandbox:CertificateFile", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_connections_than_allowed_are_refused()
    {
        await using var sandbox = await TestSandbox.StartAsync(o => o.MaxConnections = 1);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);

        await using var second = await RawClient.ConnectAsync(sandbox);

        Assert.Empty(await second.ReadToEndAsync());
        await alice.ReadUntilQuietAsync();
    }
}
