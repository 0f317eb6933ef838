using System.Security.Cryptography;
using System.Text;
using BotPlatform.Xmpp.Streams.Sasl;

namespace BotPlatform.Xmpp.Tests.Streams;

public sealed class SaslTests
{
    [Fact]
    public void SCRAM_SHA_1_gives_the_bytes_of_the_example_in_RFC_5802()
    {
        var scram = new ScramMechanism(
            "SCRAM-SHA-1", HashAlgorithmName.SHA1, "user", "pencil", clientNonce: "fyko+d2lbbFgONRv9qkxdawL");

        Assert.Equal("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL", Text(scram.Start()));
        Assert.Equal(
            "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
            Text(scram.Respond(
                "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096"u8.ToArray())));
        scram.Complete("v=rmF9pqV8S7suAoZWja4dJRkFsKQ="u8.ToArray());
    }

    [Fact]
    public void SCRAM_SHA_256_gives_the_bytes_of_the_example_in_RFC_7677()
    {
        var scram = new ScramMechanism(
            "SCRAM-SHA-256", HashAlgorithmName.SHA256, "user", "pencil", clientNonce: "rOprNGfwEbeRWgbNEkqO");

        scram.Start();

        Assert.Equal(
            "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
            Text(scram.Respond(
                "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"u8.ToArray())));
        scram.Complete("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="u8.ToArray());
    }

    [Theory]
    [InlineData("v=rmF9pqV8S7suAoZWja4dJRkFsAQ=")]
    [InlineData("v=x")]
    [InlineData("e=other-error")]
    [InlineData("")]
    public void A_server_that_does_not_know_the_password_is_found_out(string final)
    {
        var scram = new ScramMechanism(
            "SCRAM-SHA-1", HashAlgorithmName.SHA1, "user", "pencil", clientNonce: "fyko+d2lbbFgONRv9qkxdawL");
        scram.Respond("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096"u8.ToArray());

        Assert.Throws<XmppAuthenticationException>(() => scram.Complete(Encoding.UTF8.GetBytes(final)));
    }

    [Theory]
    [InlineData("r=other,s=QSXCR+Q6sek8bf92,i=4096")]
    [InlineData("r=nonce,s=QSXCR+Q6sek8bf92,i=4096")]
    [InlineData("r=nonceX,s=***,i=4096")]
    [InlineData("r=nonceX,s=QSXCR+Q6sek8bf92,i=0")]
    [InlineData("r=nonceX,s=QSXCR+Q6sek8bf92,i=2000000000")]
    [InlineData("rubbish")]
    public void A_challenge_that_is_none_is_refused(string challenge)
    {
        var scram = new ScramMechanism("SCRAM-SHA-1", HashAlgorithmName.SHA1, "user", "pencil", clientNonce: "nonce");

        Assert.Throws<XmppAuthenticationException>(() => scram.Respond(Encoding.UTF8.GetBytes(challenge)));
    }

    [Fact]
    public void A_comma_and_an_equals_sign_in_a_name_are_escaped() =>
        Assert.Equal(
            "n,,n=a=2Cb=3Dc,r=x",
            Text(new ScramMechanism("SCRAM-SHA-1", HashAlgorithmName.SHA1, "a,b=c", "p", clientNonce: "x").Start()));

    [Theory]
    [InlineData("SCRAM-SHA-1,PLAIN,SCRAM-SHA-256", false, "SCRAM-SHA-256")]
    [InlineData("PLAIN,SCRAM-SHA-1", true, "SCRAM-SHA-1")]
    [InlineData("PLAIN", true, "PLAIN")]
    public void The_strongest_mechanism_wins(string offered, bool isPrivate, string expected) =>
        Assert.Equal(expected, SaslSelection.Choose(offered.Split(','), Options, Credentials, isPrivate).Name);

    [Fact]
    public void PLAIN_is_not_used_where_somebody_can_read_along()
    {
        var error = Assert.Throws<XmppAuthenticationException>(() => SaslSelection.Choose(["PLAIN"], Options, Credentials, isPrivate: false));

        Assert.Equal("encryption-required", error.Condition);
    }

    [Fact]
    public void Settings_never_print_the_password() =>
        Assert.DoesNotContain("pencil", $"{Options} {Credentials}", StringComparison.Ordinal);

    private static XmppCredentials Credentials => new("user", "pencil");

    private static XmppClientOptions Options => new()
    {
        Server = new Uri("xmpp://localhost"),
        Host = "localhost",
        Credentials = XmppCredentials.Of("user", "pencil"),
    };

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
