using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BotPlatform.BotHost.Tests.Webhooks;

/// <summary>What a webhook was asked, as it came over the wire.</summary>
internal sealed record WebhookAsked(IHeaderDictionary Headers, byte[] Body)
{
    public string Id => Headers["webhook-id"].ToString();

    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>The text of the command, or of the message.</summary>
    public string Text => (string?)Json["command"]?["text"] ?? (string?)Json["data"]?["text"] ?? "";

    /// <summary>What the signature has to be, made from scratch.</summary>
    public string SignatureWith(string secret) => WebhookStandIn.Sign(secret, Id, Headers["webhook-timestamp"].ToString(), Body);
}

/// <summary>A webhook on a real Kestrel and a free port, which answers as a test says.</summary>
internal sealed class WebhookStandIn : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly Channel<WebhookAsked> _asked = Channel.CreateUnbounded<WebhookAsked>();

    private WebhookStandIn(WebApplication web) => _web = web;

    public string Address => _web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<WebhookStandIn> StartAsync(
        Func<WebhookAsked, HttpContext, Task> answer, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (certificate is not null)
                {
                    listen.UseHttps(certificate);
                }
            });
            kestrel.Limits.MinResponseDataRate = null;
        });
        var standIn = new WebhookStandIn(builder.Build());
        standIn._web.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var asked = new WebhookAsked(new HeaderDictionary(context.Request.Headers.ToDictionary()), body.ToArray());
            standIn._asked.Writer.TryWrite(asked);
            await answer(asked, context);
        });
        await standIn._web.StartAsync(TestTimeout.Token);
        return standIn;
    }

    public static string Sign(string secret, string id, string timestamp, byte[] body)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        byte[] content = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, content))}";
    }

    public ValueTask<WebhookAsked> NextAsync() => _asked.Reader.ReadAsync(TestTimeout.Token);

    public ValueTask DisposeAsync() => _web.DisposeAsync();
}
