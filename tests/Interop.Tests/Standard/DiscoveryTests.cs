using BotPlatform.Interop.Tests.Servers;
using BotPlatform.TestKit;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Interop.Tests.Standard;

/// <summary>XEP-0030: the servers offer what the other tests believe that they choose from.</summary>
[Collection(ChatServersCollection.Name)]
public sealed class DiscoveryTests(ChatServers servers)
{
    [Theory]
    [MemberData(nameof(ChatServers.All), MemberType = typeof(ChatServers))]
    public async Task The_server_the_account_and_the_rooms_say_what_they_can_do(ServerKind kind)
    {
        var server = await servers.GetAsync(kind);
        await using var alice = await server.OnlineAsync();

        var ofServer = await FeaturesAsync(ChatServers.Host);
        var ofAccount = await FeaturesAsync(alice.Address.Bare.ToString());
        var ofRooms = await FeaturesAsync(ChatServers.Rooms);

        Assert.Superset(
            new HashSet<string>
            {
                Namespaces.Carbons, Namespaces.Blocking, Namespaces.Privacy, Namespaces.LastActivity, Namespaces.Ping,
            },
            ofServer);
        Assert.Superset(new HashSet<string> { Namespaces.Archive, Namespaces.StanzaIds }, ofAccount);
        Assert.Contains(Namespaces.Rooms, ofRooms);

        async Task<HashSet<string>> FeaturesAsync(string of)
        {
            var answer = await alice.RequestAsync(DiscoInfo.Request(Jid.Parse(of)), TestTimeout.Token);
            return [.. answer.Require<DiscoInfo>().Features];
        }
    }
}
