namespace BotPlatform.Xmpp.Streams.Sasl;

/// <summary>RFC 4422: one conversation that proves who we are.</summary>
internal interface ISaslMechanism
{
    /// <summary>The registered name.</summary>
    string Name { get; }

    /// <summary>What is sent with the request.</summary>
    byte[] Start();

    /// <summary>The answer to a challenge.</summary>
    /// <exception cref="XmppAuthenticationException">The challenge is not what the mechanism demands.</exception>
    byte[] Respond(byte[] challenge);

    /// <summary>Checks what came with the success: the server's own proof, where the mechanism has one.</summary>
    /// <exception cref="XmppAuthenticationException">The server did not prove that it knows the account.</exception>
    void Complete(byte[] data);
}
