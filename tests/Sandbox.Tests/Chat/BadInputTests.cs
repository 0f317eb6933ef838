using System.Text;

namespace BotPlatform.Sandbox.Tests.Chat;

/// <summary>What a broken or hostile client sends costs its own stream and nobody else's.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("<message><body>x</message></message>", "not-well-formed")]
    [InlineData("<!DOCTYPE x [<!ENTITY a 'b'>]><message/>", "restricted-xml")]
    [InlineData("<message><!-- hidden --></message>", "restricted-xml")]
    [InlineData("<message><body>&bomb;</body></message>", "restricted-xml")]
    [InlineData("<?php evil ?>", "restricted-xml")]
    [InlineData("stray text", "not-well-formed")]
    [InlineData("<unknown xmlns='urn:example'/>", "unsupported-stanza-type")]
    public async Task Xml_that_xmpp_forbids_closes_the_stream_with_its_condition(string xml, string condition)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);

        await alice.SendAsync(xml);

        Assert.Contains($"<stream:error><{condition} ", await alice.ReadToEndAsync(), StringComparison.Ordinal);
        await bob.ReadUntilQuietAsync();
    }

    [Fact]
    public async Task A_stanza_of_ten_megabytes_closes_the_stream()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        var sending = SendIgnoringTheEndAsync(alice, "<message><body>" + new string('x', 10 * 1024 * 1024) + "</body></message>");

        var received = await alice.ReadToEndAsync();

        await sending;
        Assert.Contains("<stream:error><policy-violation ", received, StringComparison.Ordinal);
        await bob.ReadUntilQuietAsync();
    }

    [Fact]
    public async Task A_stanza_of_200_kilobytes_arrives()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        var body = new string('x', 200 * 1024);

        await alice.SendAsync($"<message to='102-1@localhost' type='chat'><body>{body}</body></message>");

        Assert.Contains(body, await bob.ReadUntilAsync("</message>"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_thousand_nested_elements_close_the_stream()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);

        await SendIgnoringTheEndAsync(alice, "<message>" + string.Concat(Enumerable.Repeat("<a>", 10_000)));

        Assert.Contains("<stream:error><policy-violation ", await alice.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_close_the_stream()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);

        await alice.SendAsync([.. "<message><body>"u8, 0xC3, 0x28, .. "</body></message>"u8]);

        Assert.Contains("<stream:error><unsupported-encoding ", await alice.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Something_that_is_no_stream_gets_a_stream_error_all_the_same()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var client = await RawClient.ConnectAsync(sandbox);

        await client.SendAsync("GET / HTTP/1.1\r\n\r\n");

        var answer = await client.ReadToEndAsync();
        Assert.StartsWith("<?xml version='1.0'?><stream:stream ", answer, StringComparison.Ordinal);
        Assert.Contains("<stream:error><not-well-formed ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_without_a_host_costs_one_stanza_only()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var alice = await RawClient.SignInAsync(sandbox, 101);

        await alice.SendAsync("<message to='@' type='chat' id='m1'><body>x</body></message>");

        var error = await alice.ReadUntilAsync("</message>");
        Assert.Contains("<error code=\"400\" type=\"modify\"><jid-malformed ", error, StringComparison.Ordinal);
        await alice.ReadUntilQuietAsync();
    }

    private static async Task SendIgnoringTheEndAsync(RawClient client, string xml)
    {
        try
        {
            await client.SendAsync(Encoding.UTF8.GetBytes(xml));
        }
        catch (IOException)
        {
            // The server did not want to hear the rest.
        }
    }
}
