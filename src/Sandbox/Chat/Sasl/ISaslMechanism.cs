using BotPlatform.Sandbox.World;

namespace BotPlatform.Sandbox.Chat.Sasl;

/// <summary>RFC 6120 §6: what the server says next.</summary>
internal readonly record struct SaslStep
{
    /// <summary>Data for the client, with a challenge or with success.</summary>
    public byte[]? Data { get; private init; }

    /// <summary>Who proved themselves; null while it goes on or when it failed.</summary>
    public User? User { get; private init; }

    /// <summary>RFC 6120 §6.5: why it failed.</summary>
    public string? Failure { get; private init; }

    public static SaslStep Challenge(byte[] data) => new() { Data = data };

    public static SaslStep Success(User user, byte[]? data = null) => new() { User = user, Data = data };

    public static SaslStep Fail(string condition) => new() { Failure = condition };
}

/// <summary>One attempt to sign in, from the server's side.</summary>
internal interface ISaslMechanism
{
    /// <summary>Takes the client's next message.</summary>
    SaslStep Next(byte[] message);
}
