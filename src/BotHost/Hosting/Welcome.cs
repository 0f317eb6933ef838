using System.Text;
using BotPlatform.BotHost.Leases;
using BotPlatform.BotHost.Pipeline.Accounts;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Connections;
using BotPlatform.Sandbox;

namespace BotPlatform.BotHost.Hosting;

/// <summary>Tells the person who started the host what runs where and how to talk to the bots.</summary>
internal sealed class Welcome(SandboxServer? sandbox, TextWriter output)
{
    private static readonly Uri UsualSandbox = new("http://127.0.0.1:5380");

    public async Task PrintAsync(IEnumerable<string> addresses, AccountConnections accounts, ILeases leases, IBotCatalog catalog)
    {
        var text = new StringBuilder("\nBotPlatform is running.\n\n");
        foreach (var address in addresses)
        {
            Line("host", $"{address}/health/ready says whether all is well, {address}/health/live whether it lives");
        }

        foreach (var bot in catalog.Bots)
        {
            Line("bot", $"{bot.Name}{string.Concat(bot.Commands.Select(command => $"  {command.Syntax}"))}");
        }

        foreach (var account in accounts.All)
        {
            Line("account", $"{account.Account.Id} on {account.Account.Network} is {Words(account, leases)}");
        }

        if (sandbox is not null)
        {
            AddSandbox(sandbox);
        }

        text.Append("\nCtrl+C stops it.\n");
        await output.WriteLineAsync(text.ToString());

        void Line(string what, string says) => text.Append("  ").Append(what.PadRight(9)).Append(says).Append('\n');

        void AddSandbox(SandboxServer server)
        {
            var people = string.Join(", ", SandboxServer.Users.Skip(1).Select(user => user.Login));
            var api = Text(server.HttpUri);
            var url = server.HttpUri == UsualSandbox ? "" : $" --url {api}";
            Line("sandbox", $"{api}  {Text(server.WebSocketUri)}  {Text(server.XmppUri)}");
            Line("", "a development server in this process: in memory, loopback only, not for production");
            Line("users", $"{people}; the password of NAME is NAME-password");
            text.Append("\nTalk to the bots from a second terminal:\n\n");
            text.Append($"  dotnet run --project src/BotHost -- chat alice{url}\n");
        }
    }

    private static string Words(AccountConnection account, ILeases leases)
    {
        if (!account.IsHeld && leases.OtherHolderOf(account.Name) is { } holder)
        {
            return $"held by the host {holder}";
        }

        var status = account.Status;
        return status.Problem is null ? Words(status.State) : $"{Words(status.State)}: {status.Problem}";
    }

    private static string Words(ConnectionState state) => state switch
    {
        ConnectionState.Ready => "ready",
        ConnectionState.Reconnecting => "not connected, and tries again",
        ConnectionState.AuthenticationFailure => "refused",
        ConnectionState.ForceClosed or ConnectionState.Closed => "disconnected",
        _ => "connecting",
    };

    private static string Text(Uri uri) => uri.ToString().TrimEnd('/');
}
