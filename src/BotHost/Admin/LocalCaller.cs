using System.Net;
using Microsoft.AspNetCore.Connections.Features;

namespace BotPlatform.BotHost.Admin;

/// <summary>Tells a program on this machine from what only looks like one.</summary>
internal static class LocalCaller
{
    // What proxies add: behind one of them, everybody comes from its machine.
    private static readonly string[] ProxyHeaders =
        ["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "X-Original-For"];

    /// <returns>Why a caller is none; null when it is one.</returns>
    public static string? WhyNot(HttpContext context)
    {
        // The socket's own address too: what forwarded headers say may have replaced the other.
        var socket = context.Features.Get<IConnectionSocketFeature>()?.Socket.RemoteEndPoint as IPEndPoint;
        return !IsLoopback(context.Connection.RemoteIpAddress) || !IsLoopback(socket?.Address) ? "it comes from another machine"
            : ProxyHeaders.Any(context.Request.Headers.ContainsKey) ? "it came through a proxy"
            : !IsLoopback(context.Request.Host) ? "its Host header names another machine than this one"
            : null;
    }

    /// <summary>
    /// Whether a web page of another site sends it. Browsers say so, and a program that says nothing is none.
    /// </summary>
    public static bool IsFromAnotherSite(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        return site is not ("" or "none" or "same-origin")
            || (origin.Length > 0 && !(Uri.TryCreate(origin, UriKind.Absolute, out var page)
                && page.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase)));
    }

    private static bool IsLoopback(IPAddress? address) =>
        address is not null && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    // A page whose name was made to point to this machine has its own name there (DNS rebinding).
    private static bool IsLoopback(HostString host) =>
        string.Equals(host.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Host, out var address) && IsLoopback(address));
}
