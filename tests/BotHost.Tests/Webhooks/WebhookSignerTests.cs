using System.Text;
using BotPlatform.BotHost.Webhooks.Signing;

namespace BotPlatform.BotHost.Tests.Webhooks;

/// <summary>The expected values come from the specification of Standard Webhooks, and from Python's <c>hmac</c>.</summary>
public sealed class WebhookSignerTests
{
    private const string First = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Second = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private const string Expected = "v1,Cf7nEaCJ/u/x5VW9JjyiGyaBTAGoDuQ2yOBDiYiZ/5k=";

    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"text":"Grüße 👋"}""");

    [Fact]
    public void It_signs_as_the_specification_does() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        new WebhookSigner([First]).Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}"""u8));

    [Fact]
    public void It_signs_with_every_secret()
    {
        var both = new WebhookSigner([Second, First]).Sign("evt_1", 1735787045, Body);

        Assert.StartsWith($"{Expected} v1,", both, StringComparison.Ordinal);
        Assert.Equal(2, both.Split(' ').Length);
    }

    [Theory]
    [InlineData(Expected)]
    [InlineData("v1,AAAA v1a,x " + Expected)]
    public void One_signature_that_fits_is_enough(string header) =>
        Assert.True(new WebhookSigner([First, Second]).Fits("evt_1", "1735787045", Body, header));

    [Theory]
    [InlineData("evt_2", "1735787045", Expected)]
    [InlineData("evt_1", "1735787046", Expected)]
    [InlineData("evt_1", "1735787045", "")]
    [InlineData("evt_1", "1735787045", "v1,")]
    [InlineData("evt_1", "1735787045", "v1,not base64!")]
    [InlineData("evt_1", "1735787045", "v2,Cf7nEaCJ/u/x5VW9JjyiGyaBTAGoDuQ2yOBDiYiZ/5k=")]
    [InlineData("evt_1", "1735787045", "v1,Cf7nEaCJ/u/x5VW9JjyiGyaBTAGoDuQ2yOBDiYiZ/5g=")]
    public void What_was_signed_otherwise_does_not_fit(string id, string timestamp, string header) =>
        Assert.False(new WebhookSigner([Second]).Fits(id, timestamp, Body, header));

    [Fact]
    public void Another_body_does_not_fit() =>
        Assert.False(new WebhookSigner([Second]).Fits("evt_1", "1735787045", Body.AsSpan(1), Expected));

    [Theory]
    [InlineData("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", true)]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", false)]
    [InlineData("whsec_AAECAwQFBgc=", false)]
    [InlineData("whsec_not base64", false)]
    [InlineData("", false)]
    public void A_secret_is_long_enough_and_written_as_one(string text, bool isOne) => Assert.Equal(isOne, WebhookSecret.TryRead(text, out _));
}
