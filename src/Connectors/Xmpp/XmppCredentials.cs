namespace BotPlatform.Xmpp;

/// <summary>As whom to log in.</summary>
/// <param name="Username">The local part of the account's address.</param>
/// <param name="Password">The password, or whatever the server takes for one.</param>
public sealed record XmppCredentials(string Username, string Password)
{
    /// <summary>Credentials that never change, for <see cref="XmppClientOptions.Credentials"/>.</summary>
    public static Func<CancellationToken, ValueTask<XmppCredentials>> Of(string username, string password)
    {
        var credentials = new XmppCredentials(username, password);
        return _ => ValueTask.FromResult(credentials);
    }

    // Not what a record would print: the password stays inside.

    /// <summary>The user name, without the secret.</summary>
    public override string ToString() => Username;
}
