using BotPlatform.Interop.Tests.Servers;
using BotPlatform.TestKit;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Interop.Tests.Standard;

/// <summary>XEP-0160, XEP-0203: what was written while somebody was away.</summary>
[Collection(ChatServersCollection.Name)]
public sealed class OfflineTests(ChatServers servers)
{
    [Theory]
    [MemberData(nameof(ChatServers.All), MemberType = typeof(ChatServers))]
    public async Task What_was_written_to_somebody_who_is_away_comes_at_the_login_with_its_time(ServerKind kind)
    {
        var server = await servers.GetAsync(kind);
        var before = TimeProvider.System.GetUtcNow();
        await using var alice = await server.OnlineAsync();
        var user = server.NewUser();
        var bob = Jid.Parse($"{user}@{ChatServers.Host}");
        foreach (var text in new[] { "one", "two", "three" })
        {
            await alice.SendAsync(Inbox.Text(bob, text), TestTimeout.Token);
        }

        await using var client = await server.OnlineAsync(user);

        foreach (var text in new[] { "one", "two", "three" })
        {
            var message = await client.NextMessageAsync();
            Assert.Equal(text, message.Body);
            Assert.Equal(alice.Address, message.From);

            // Some servers write whole seconds.
            Assert.InRange(message.Get<Delay>()!.Stamp, before.AddSeconds(-1), TimeProvider.System.GetUtcNow().AddSeconds(1));
        }
    }
}
