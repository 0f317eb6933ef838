using System.Net;

namespace BotPlatform.ConnectyCube.Rest.Http;

/// <summary>What the service answered, while it is there to be read.</summary>
/// <param name="status">A success.</param>
/// <param name="body">The bytes as they came.</param>
/// <param name="mayBeDone">Whether the call was repeated, and an attempt before may have been carried out.</param>
internal readonly ref struct RestAnswer(HttpStatusCode status, ReadOnlySpan<byte> body, bool mayBeDone)
{
    public bool MayBeDone { get; } = mayBeDone;

    public HttpStatusCode Status { get; } = status;

    public ReadOnlySpan<byte> Body { get; } = body;
}

/// <summary>Makes something of an answer.</summary>
internal delegate T AnswerReader<out T>(RestAnswer answer);
