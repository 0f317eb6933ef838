using System.Text.RegularExpressions;

namespace BotPlatform.Sandbox.Tests.Chat;

/// <summary>A raw client whose session can be resumed, and what is written to it.</summary>
internal static partial class ResumableClient
{
    public static async Task<(RawClient Client, string Id)> ResumableAsync(
        SandboxServer sandbox, int userId, string resource = "", int max = 60)
    {
        var client = await RawClient.BindAsync(sandbox, userId, resource: resource);
        await client.SendAsync("<enable xmlns='urn:xmpp:sm:3' resume='true'/><presence/>");
        var enabled = Enabled().Match(await client.ReadUntilAsync("/>"));
        Assert.Equal(max.ToString(), enabled.Groups["max"].Value);
        await client.ReadUntilAsync("<presence ");
        await client.ReadUntilAsync("/>");
        return (client, enabled.Groups["id"].Value);
    }

    public static async Task WriteManyAsync(RawClient client, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await WriteAsync(client, $"n{i}");
        }
    }

    public static Task WriteAsync(RawClient client, string text) =>
        client.SendAsync($"<message to='102-1@localhost' type='chat'><body>{text}</body></message>");

    [GeneratedRegex(
        """<enabled xmlns="urn:xmpp:sm:3" id="(?<id>[0-9a-f]{32})" resume="true" max="(?<max>[0-9]{1,5})"/>""",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Enabled();
}
