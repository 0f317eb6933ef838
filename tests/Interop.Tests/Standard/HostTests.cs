using BotPlatform.Interop.Tests.Servers;
using BotPlatform.TestKit;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Extensions.Rooms;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Interop.Tests.Standard;

/// <summary>The host as a program with the bots that come along, on a real server and without the sandbox.</summary>
[Collection(ChatServersCollection.Name)]
public sealed class HostTests(ChatServers servers)
{
    [Theory]
    [MemberData(nameof(ChatServers.All), MemberType = typeof(ChatServers))]
    public async Task The_bot_answers_alone_and_in_a_room(ServerKind kind)
    {
        var server = await servers.GetAsync(kind);
        var bot = server.Options(server.NewUser());
        var name = (await bot.Credentials(TestTimeout.Token)).Username;
        var room = Jid.Parse($"{Guid.NewGuid():N}@{ChatServers.Rooms}");
        using var directory = new TempDirectory();
        await using var alice = await server.OnlineAsync();
        await alice.SendAsync(RoomJoin.Join(room, "Alice"), TestTimeout.Token);

        await using var host = await RunningHost.StartAsync(
            "--Sandbox:Enabled=false",
            $"--StandardXmpp:Server={bot.Server}",
            $"--StandardXmpp:Host={bot.Host}",
            $"--StandardXmpp:TrustedRootsFile={WriteRoots(directory, bot)}",
            $"--StandardXmpp:Accounts:0:Username={name}",
            $"--StandardXmpp:Accounts:0:Password={TestUsers.PasswordOf(name)}",
            "--StandardXmpp:Accounts:0:Nick=Helper",
            $"--StandardXmpp:Accounts:0:Rooms:0={room}");
        await alice.UntilAsync(
            stanza => stanza is Presence presence && OccupantPresence.TryParse(presence) is { Nick: "Helper" } helper ? helper : null);

        await alice.SendAsync(Inbox.Text(Jid.Parse($"{name}@{bot.Host}"), "!echo Grüße 🚀"), TestTimeout.Token);
        var answer = await AnswerAsync(alice, MessageType.Chat);
        Assert.Equal((name, "Grüße 🚀"), (answer.From!.Local, answer.Body));

        await alice.SendAsync(Inbox.Text(room, "!echo hello room") with { Type = MessageType.GroupChat }, TestTimeout.Token);
        answer = await AnswerAsync(alice, MessageType.GroupChat);
        Assert.Equal((room.WithResource("Helper"), "hello room"), (answer.From, answer.Body));
    }

    // The room repeats to Alice what she says herself.
    private static Task<Message> AnswerAsync(XmppClient client, MessageType type) => client.UntilAsync(
        stanza => stanza is Message { Body: not null } message && message.Type == type && message.From!.Resource != "Alice"
            ? message
            : null);

    private static string WriteRoots(TempDirectory directory, XmppClientOptions options)
    {
        var file = directory.File("roots.pem");
        File.WriteAllText(file, options.TrustedRoots!.ExportCertificatePems());
        return file;
    }
}
