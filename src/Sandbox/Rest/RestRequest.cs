using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BotPlatform.Sandbox.Rest;

/// <summary>What a request gets back.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">JSON, or nothing for the calls whose answer nobody reads.</param>
internal sealed record RestAnswer(int Status, JsonNode? Body)
{
    public static RestAnswer Ok(JsonNode? body = null) => new(200, body);
}

/// <summary>Who may make a call.</summary>
internal enum RestAccess
{
    /// <summary>Anybody; the call looks at the credentials itself.</summary>
    Anybody,

    /// <summary>Anybody with a session.</summary>
    Session,

    /// <summary>A session of a user.</summary>
    User,
}

/// <summary>A request after its parameters were read and its session was found.</summary>
internal sealed record RestRequest(HttpContext Http, RestParameters Parameters, ApiSession? Session)
{
    /// <summary>Whose session it is; only where <see cref="RestAccess.User"/> was asked for.</summary>
    public User User => Session!.User!;

    /// <summary>A part of the path.</summary>
    public string Route(string name) => Http.GetRouteValue(name) as string ?? "";
}
