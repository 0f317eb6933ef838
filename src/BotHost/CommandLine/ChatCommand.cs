using System.CommandLine;
using BotPlatform.BotHost.Hosting;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.CommandLine;

/// <summary><c>chat alice</c>: a terminal chat with the bots.</summary>
internal static class ChatCommand
{
    private const string PasswordVariable = "BOTPLATFORM_CHAT_PASSWORD";

    public static Command Create(string[] settings)
    {
        var login = new Argument<string>("login") { Description = "Who you are: alice, bob, carol or dave in the sandbox." };
        var password = new Option<string?>("--password")
        {
            Description = $"Your password; known for users of the sandbox. Better: the environment variable {PasswordVariable}.",
        };
        var to = new Option<string>("--to")
        {
            Description = "The user id of the bot to write to.",
            DefaultValueFactory = _ => "100",
        };
        var url = AddressOption.Create("--url", "The sandbox's address, as the host prints it.", "http://127.0.0.1:5380");
        var command = new Command("chat", "Talks to the bots of a running host from this terminal.") { login, password, to, url };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new ChatUser(
                parsed.GetRequiredValue(login),
                parsed.GetValue(password) ?? Environment.GetEnvironmentVariable(PasswordVariable)),
            new DialogRef(parsed.GetRequiredValue(to)),
            parsed.GetRequiredValue(url),
            settings,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        ChatUser user, DialogRef to, Uri url, string[] settings, CancellationToken cancellationToken)
    {
        if (user.Password is null)
        {
            return Fail($"The password of '{user.Login}' is not known: set {PasswordVariable}, or give --password.");
        }

        try
        {
            await using var network = ChatNetwork.Create(user, url, settings);
            await using var connector = await network.ConnectAsync(cancellationToken);
            var session = new ChatSession(connector, to, Console.In, Console.Out, TimeProvider.System);
            if (!Console.IsInputRedirected)
            {
                await Console.Out.WriteLineAsync($"You are {user.Login}. Try !help. Ctrl+D or Ctrl+C ends the chat.");
                await session.RunInteractiveAsync(user.Login, cancellationToken);
                return 0;
            }

            if (await session.RunScriptAsync(cancellationToken))
            {
                return 0;
            }

            var seconds = ChatSession.Patience.TotalSeconds;
            return Fail($"Nobody answered within {seconds:0} s. Does a host run whose bot is user {to.Id}?");
        }
        catch (ConnectorAuthenticationException error)
        {
            return Fail($"The login '{user.Login}' was refused: {error.Message}");
        }
        catch (ConnectorRefusedException error)
        {
            return Fail($"The message was refused: {error.Message}");
        }
        catch (ConnectorException error)
        {
            return Fail($"There is no connection to {url}: {error.Message.TrimEnd('.')}. Is the host running?");
        }
        catch (Exception error) when (StartupProblems.Of(error) is { Count: > 0 } problems)
        {
            return Fail(string.Join(Environment.NewLine, problems));
        }
    }

    private static int Fail(string sentence)
    {
        Console.Error.WriteLine(sentence);
        return 1;
    }
}
