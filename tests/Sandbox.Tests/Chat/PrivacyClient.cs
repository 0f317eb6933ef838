namespace BotPlatform.Sandbox.Tests.Chat;

/// <summary>What the tests of privacy lists do with a client.</summary>
internal static class PrivacyClient
{
    /// <summary>Blocks a user, in private and in groups, from now on.</summary>
    /// <param name="owner">Who blocks.</param>
    /// <param name="userId">Whom.</param>
    /// <param name="kinds">What is inside the items: nothing makes it mutual.</param>
    public static async Task BlockAsync(this RawClient owner, int userId, string kinds)
    {
        await owner.PrivacyAsync(
            "set",
            $"<list name='blocks'><item type='jid' value='{userId}-1@localhost' action='deny' order='1'>{kinds}</item>"
            + $"<item type='jid' value='muc.localhost/{userId}' action='deny' order='2'>{kinds}</item></list>");
        await owner.PrivacyAsync("set", "<default name='blocks'/>");
    }

    /// <summary>Makes a request, and returns the answer from its own start to its own end.</summary>
    public static async Task<string> PrivacyAsync(this RawClient client, string type, string payload)
    {
        await client.SendAsync($"<iq type='{type}' id='p'><query xmlns='jabber:iq:privacy'>{payload}</query></iq>");
        var read = await client.ReadUntilQuietAsync();
        var end = read.LastIndexOf("<iq ", StringComparison.Ordinal);
        return read[read.LastIndexOf("<iq ", end - 1, StringComparison.Ordinal)..end];
    }
}
