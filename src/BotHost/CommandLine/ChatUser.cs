using BotPlatform.Sandbox;

namespace BotPlatform.BotHost.CommandLine;

/// <summary>Who chats. The passwords of the sandbox's users are known to everybody.</summary>
internal sealed class ChatUser
{
    public ChatUser(string login, string? password)
    {
        var known = SandboxServer.Users.FirstOrDefault(user => user.Login == login);
        Login = login;
        Password = password ?? known?.Password;
        Id = known?.Id.ToString();
    }

    public string Login { get; }

    /// <summary>Null when it was not given and is not known.</summary>
    public string? Password { get; }

    /// <summary>The user id, if it is known.</summary>
    public string? Id { get; }
}
