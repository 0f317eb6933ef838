namespace BotPlatform.TestKit.Network;

/// <summary>Which way bytes go through a <see cref="FaultProxy"/>.</summary>
public enum Direction
{
    /// <summary>From the client to the server.</summary>
    ToServer,

    /// <summary>From the server to the client.</summary>
    ToClient,
}

/// <summary>How a connection is cut.</summary>
public enum CutKind
{
    /// <summary>Both ends get a reset (RST). What is still in the operating system's buffers may be lost, as in life.</summary>
    Reset,

    /// <summary>Both ends read what was forwarded and then the end (FIN). What they write afterwards is lost.</summary>
    Close,
}
