using BotPlatform.Interop.Tests.Servers;
using BotPlatform.TestKit;

namespace BotPlatform.Interop.Tests.Standard;

/// <summary>Each real server starts, lets our library in on every way, and carries a message.</summary>
[Collection(ChatServersCollection.Name)]
public sealed class ChatServerTests(ChatServers servers)
{
    public static TheoryData<ServerKind, WayIn> EveryWay()
    {
        var data = new TheoryData<ServerKind, WayIn>();
        foreach (var kind in Enum.GetValues<ServerKind>())
        {
            foreach (var way in Enum.GetValues<WayIn>())
            {
                data.Add(kind, way);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EveryWay))]
    public async Task A_message_goes_from_one_user_to_another(ServerKind kind, WayIn way)
    {
        var server = await servers.GetAsync(kind);
        var options = server.Options(server.NewUser(), way) with { SaslMechanisms = ["SCRAM-SHA-256"] };
        await using var alice = await Inbox.OnlineAsync(options);
        await using var bob = await server.OnlineAsync();

        await alice.SendAsync(Inbox.Text(bob.Address, "Grüße 🚀"), TestTimeout.Token);
        var heard = await bob.NextMessageAsync();

        Assert.Equal("Grüße 🚀", heard.Body);
        Assert.Equal(alice.Address, heard.From);
    }
}
