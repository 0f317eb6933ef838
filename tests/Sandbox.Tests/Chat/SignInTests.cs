using System.Net.Security;
using System.Security.Cryptography;
using System.Text;

namespace BotPlatform.Sandbox.Tests.Chat;

public sealed class SignInTests
{
    private const string Failure = "<failure xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\">";

    [Fact]
    public async Task The_server_offers_encryption_and_three_mechanisms()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var client = await RawClient.ConnectAsync(sandbox);

        await client.SendAsync(RawClient.Header);

        var features = await client.ReadUntilAsync("</stream:features>");
        Assert.Contains("from=\"localhost\"", features, StringComparison.Ordinal);
        Assert.Contains("<starttls xmlns=\"urn:ietf:params:xml:ns:xmpp-tls\"/>", features, StringComparison.Ordinal);
        Assert.Contains(
            "<mechanism>SCRAM-SHA-256</mechanism><mechanism>SCRAM-SHA-1</mechanism><mechanism>PLAIN</mechanism>",
            features,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_with_the_password_signs_in_and_the_address_is_at_the_chat_host()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var client = await RawClient.BindAsync(sandbox, 101);

        Assert.Matches("^101-1@localhost/.{12,}$", client.Jid);
    }

    [Fact]
    public async Task Plain_with_a_session_token_signs_in()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        await using var client = await RawClient.BindAsync(sandbox, 101, rest.Token);

        Assert.StartsWith("101-1@localhost/", client.Jid, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SHA1", "SCRAM-SHA-1")]
    [InlineData("SHA256", "SCRAM-SHA-256")]
    public async Task Scram_with_the_password_signs_in_and_the_server_proves_itself(string hash, string mechanism)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var client = await RawClient.OpenAsync(sandbox);

        var (scram, answer) = await ScramAsync(client, new HashAlgorithmName(hash), mechanism, "101-1", "alice-password");

        Assert.Equal(scram.ExpectedSuccess, Decode(answer, "success"));
        await client.BindAsync();
        Assert.StartsWith("101-1@localhost/", client.Jid, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scram_with_a_session_token_signs_in_and_the_server_signs_with_the_token()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        await using var client = await RawClient.OpenAsync(sandbox);

        var (scram, answer) = await ScramAsync(client, HashAlgorithmName.SHA1, "SCRAM-SHA-1", "101-1", rest.Token!);

        Assert.Equal(scram.ExpectedSuccess, Decode(answer, "success"));
    }

    [Fact]
    public async Task A_destroyed_session_token_is_no_password()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        await rest.SendAsync(HttpMethod.Delete, "/session.json");
        await using var client = await RawClient.OpenAsync(sandbox);

        await client.AuthenticatePlainAsync(101, rest.Token);

        Assert.EndsWith($"{Failure}<not-authorized/></failure>", await client.ReadUntilAsync("</failure>"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("101-1", "bob-password")]
    [InlineData("999-1", "alice-password")]
    [InlineData("101-2", "alice-password")]
    public async Task Scram_with_a_wrong_password_or_for_nobody_fails_after_the_challenge(string userName, string password)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var client = await RawClient.OpenAsync(sandbox);

        var (_, answer) = await ScramAsync(client, HashAlgorithmName.SHA256, "SCRAM-SHA-256", userName, password);

        Assert.Equal($"{Failure}<not-authorized/></failure>", answer);
    }

    [Fact]
    public async Task An_unknown_mechanism_is_refused_and_another_may_be_tried()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var client = await RawClient.OpenAsync(sandbox);

        await client.SendAsync("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>");

        Assert.Equal($"{Failure}<invalid-mechanism/></failure>", await client.ReadUntilAsync("</failure>"));
        await client.AuthenticatePlainAsync(101);
        await client.ReadUntilAsync("<success");
    }

    [Fact]
    public async Task Three_failures_close_the_stream()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var client = await RawClient.OpenAsync(sandbox);

        for (var i = 0; i < 3; i++)
        {
            await client.AuthenticatePlainAsync(101, "wrong-password");
            Assert.Equal($"{Failure}<not-authorized/></failure>", await client.ReadUntilAsync("</failure>"));
        }

        Assert.Equal(
            "<stream:error><policy-violation xmlns=\"urn:ietf:params:xml:ns:xmpp-streams\"/></stream:error></stream:stream>",
            await client.ReadToEndAsync());
    }

    [Theory]
    [InlineData("<message to='102-1@localhost' type='chat'><body>x</body></message>")]
    [InlineData("<presence/>")]
    [InlineData("<iq type='set' id='1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>")]
    public async Task A_stanza_before_signing_in_closes_the_stream(string stanza)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var client = await RawClient.OpenAsync(sandbox);

        await client.SendAsync(stanza);

        Assert.StartsWith("<stream:error><not-authorized ", await client.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("<message", await bob.ReadUntilQuietAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartTls_shows_the_certificate_of_the_server()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var client = await RawClient.OpenAsync(sandbox);
        string? shown = null;

        await client.SendAsync("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        await client.ReadUntilAsync("<proceed xmlns=\"urn:ietf:params:xml:ns:xmpp-tls\"/>");
        await client.UpgradeAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            {
                shown = certificate?.GetCertHashString();
                return shown == sandbox.Certificate.GetCertHashString();
            },
        });
        await client.SendAsync(RawClient.Header);

        Assert.DoesNotContain("starttls", await client.ReadUntilAsync("</stream:features>"), StringComparison.Ordinal);
        Assert.Equal(sandbox.Certificate.GetCertHashString(), shown);
        await client.AuthenticatePlainAsync(101);
        await client.ReadUntilAsync("<success");
        await client.BindAsync();
    }

    [Fact]
    public async Task A_resource_that_is_taken_goes_to_the_new_session()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var old = await RawClient.SignInAsync(sandbox, 101, "flutter_device1");

        await using var young = await RawClient.SignInAsync(sandbox, 101, "flutter_device1");

        Assert.Equal("101-1@localhost/flutter_device1", young.Jid);
        Assert.Contains("<stream:error><conflict ", await old.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_never_signs_in_is_sent_away()
    {
        await using var sandbox = await TestSandbox.StartAsync(o => o.SignInTimeout = TimeSpan.FromSeconds(0.2));
        await using var client = await RawClient.OpenAsync(sandbox);

        Assert.StartsWith("<stream:error><connection-timeout ", await client.ReadToEndAsync(), StringComparison.Ordinal);
    }

    private static async Task<(ScramClient Scram, string Answer)> ScramAsync(
        RawClient client, HashAlgorithmName hash, string mechanism, string userName, string password)
    {
        var scram = new ScramClient(hash, userName, password);
        await client.SendAsync(
            $"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='{mechanism}'>{Encode(scram.First)}</auth>");
        var challenge = Decode(await client.ReadUntilAsync("</challenge>"), "challenge");
        await client.SendAsync(
            $"<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>{Encode(scram.Final(challenge))}</response>");
        var answer = await client.ReadUntilAsync("e");   // succ(e)ss or failur(e)
        return (scram, answer + await client.ReadUntilAsync(answer.Contains("<succ", StringComparison.Ordinal) ? "</success>" : "</failure>"));
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Decode(string xml, string name)
    {
        var element = System.Xml.Linq.XElement.Parse(xml);
        Assert.Equal(name, element.Name.LocalName);
        return Encoding.UTF8.GetString(Convert.FromBase64String(element.Value));
    }
}
