using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using BotPlatform.Sandbox.Chaos;
using BotPlatform.Sandbox.Chat;
using BotPlatform.Sandbox.Rest;
using BotPlatform.Sandbox.Rest.Data;
using BotPlatform.Sandbox.Rest.Dialogs;
using BotPlatform.Sandbox.Rest.Messages;
using BotPlatform.Sandbox.Rest.Push;
using BotPlatform.Sandbox.Rest.Storage;
using BotPlatform.Sandbox.Rest.UserSearch;
using BotPlatform.Sandbox.World;
using BotPlatform.Xmpp.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotPlatform.Sandbox;

/// <summary>
/// A development server that speaks ConnectyCube's REST interface and chat, in memory, on loopback only. Not for production:
/// its users and passwords are public knowledge. Uploaded files are on disk while it runs.
/// </summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private const int MaxRequestBytes = 1024 * 1024;

    private readonly ChatServer _chat;
    private readonly WebApplication _web;
    private int _stopped;

    private SandboxServer(ChatContext context, ChatServer chat, WebApplication web)
    {
        (_chat, _web, Context, Certificate) = (chat, web, context, context.Certificate);
        Chaos = new SandboxChaos(context, chat);
        HttpUri = new Uri(web.Urls.First());
        WebSocketUri = new Uri($"ws://{HttpUri.Authority}/ws");
        XmppUri = new Uri($"xmpp://127.0.0.1:{chat.Port}");
    }

    /// <summary>The users who are there from the start.</summary>
    public static IReadOnlyList<SandboxUser> Users { get; } =
    [
        new(100, "bot", "bot-password"),
        new(101, "alice", "alice-password"),
        new(102, "bob", "bob-password"),
        new(103, "carol", "carol-password"),
        new(104, "dave", "dave-password"),
    ];

    /// <summary>The broadcast dialog that is there from the start; it belongs to <c>bot</c>.</summary>
    public static string BroadcastDialogId => "5f0000000000000000000b01";

    /// <summary>Where REST calls go: <c>http://127.0.0.1:port</c>, with the port that was picked.</summary>
    public Uri HttpUri { get; }

    /// <summary>Where XMPP over WebSocket is: <c>ws://127.0.0.1:port/ws</c>.</summary>
    public Uri WebSocketUri { get; }

    /// <summary>Where XMPP over TCP is: <c>xmpp://127.0.0.1:port</c>.</summary>
    public Uri XmppUri { get; }

    /// <summary>The certificate that STARTTLS shows, for clients that pin it.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>What a test may make go wrong.</summary>
    public SandboxChaos Chaos { get; }

    internal ChatContext Context { get; }

    /// <summary>Starts listening and returns when clients can connect.</summary>
    /// <exception cref="ValidationException">An option is wrong; the message says which.</exception>
    /// <exception cref="IOException">A port is in use or the certificate cannot be read; the message says which.</exception>
    public static Task<SandboxServer> StartAsync(
        SandboxOptions options, ILoggerFactory? loggerFactory = null, CancellationToken cancellationToken = default) =>
        StartAsync(options, loggerFactory, TimeProvider.System, cancellationToken);

    /// <summary>Starts listening, with a clock of one's own.</summary>
    /// <exception cref="ValidationException">An option is wrong; the message says which.</exception>
    /// <exception cref="IOException">A port is in use or the certificate cannot be read; the message says which.</exception>
    public static async Task<SandboxServer> StartAsync(
        SandboxOptions options, ILoggerFactory? loggerFactory, TimeProvider time, CancellationToken cancellationToken)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        loggerFactory ??= NullLoggerFactory.Instance;
        var certificate = SandboxCertificate.Load(options);
        var context = new ChatContext(new SandboxWorld(options, time), certificate);
        var chat = new ChatServer(context, loggerFactory.CreateLogger<ChatServer>());
        WebApplication? web = null;
        try
        {
            chat.Start();
            web = BuildWeb(context, chat, loggerFactory);
            await web.StartAsync(cancellationToken);
            return new SandboxServer(context, chat, web);
        }
        catch (Exception e)
        {
            await chat.DisposeAsync();
            await (web?.DisposeAsync() ?? default);
            certificate.Dispose();
            if (e is IOException && web is not null)
            {
                throw new IOException(
                    $"The sandbox cannot listen on 127.0.0.1:{options.HttpPort} for HTTP ({e.InnerException?.InnerException?.Message ?? e.Message}); "
                    + "set Sandbox:HttpPort to another port, or to 0 for a free one.", e);
            }

            throw;
        }
    }

    /// <summary>Closes the streams properly and stops listening, in seconds at most. Everything is gone, uploaded files too.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 0)
        {
            await _chat.DisposeAsync();
            await _web.StopAsync(cancellationToken);
            await _web.DisposeAsync();
            Certificate.Dispose();
            Context.World.Dispose();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await StopAsync();

    /// <summary>
    /// An empty builder: inside another host, the sandbox must not read that host's configuration, nor react to its signals.
    /// </summary>
    private static WebApplication BuildWeb(ChatContext context, ChatServer chat, ILoggerFactory loggerFactory)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<ILoggerFactory>(new WebLogging(loggerFactory));
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBytes;
            kestrel.Limits.MaxConcurrentUpgradedConnections = context.Options.MaxConnections;
            kestrel.Listen(IPAddress.Loopback, context.Options.HttpPort, listen => listen.Protocols = HttpProtocols.Http1);
        });

        var web = builder.Build();
        var rest = new RestServer(context.World, context.RequestLimit, loggerFactory.CreateLogger<RestServer>());
        web.Use(RestServer.WithoutSuffixAsync);
        web.UseWebSockets();
        web.UseRouting();
        web.Map("/ws", http => ServeWebSocketAsync(http, chat));
        web.Map("/", http => ServeWebSocketAsync(http, chat));
        var guests = new Guests(context.World, context.Removal);
        web.Lifetime.ApplicationStopping.Register(guests.Dispose);
        new SessionEndpoints(context.World, guests).Map(rest, web);
        new UserEndpoints(context.World, context.Removal).Map(rest, web);
        new UserSearchEndpoint(context.World.Users).Map(rest, web);
        new UserLookupEndpoints(context.World.Users, context.Mailboxes).Map(rest, web);
        new UserListEndpoints(context.World).Map(rest, web);
        var dialogs = new DialogJson(context.World, context.Addresses);
        var editor = new DialogEditor(context.World, context.Rooms);
        new DialogEndpoints(context.World, editor, dialogs).Map(rest, web);
        new DialogListEndpoint(context.World, dialogs).Map(rest, web);
        new DialogDeletionEndpoints(context.World, editor).Map(rest, web);
        new SubscriptionEndpoints(context.World, editor, dialogs).Map(rest, web);
        new MessageListEndpoint(context.World).Map(rest, web);
        new MessageCreationEndpoint(context.World, editor, context.Publisher, context.Privacy).Map(rest, web);
        new MessageUpdateEndpoint(context.World, editor, context.Privacy).Map(rest, web);
        new MessageDeletionEndpoint(context.World, context.Publisher, context.Privacy).Map(rest, web);
        new UnreadEndpoint(context.World).Map(rest, web);
        new SearchEndpoint(context.World, dialogs).Map(rest, web);
        new ReactionEndpoints(context.World, context.Publisher, context.Privacy).Map(rest, web);
        new SystemMessageEndpoint(context.World, context.Publisher, context.Privacy).Map(rest, web);
        new AlertEndpoint(context.World.Alerts).Map(rest, web);
        var classes = new DataClasses(context.Options);
        new DataEndpoints(context.World, classes).Map(rest, web);
        new DataChangeEndpoints(context.World, classes).Map(rest, web);
        new DataReadEndpoints(context.World.Records, classes).Map(rest, web);
        new PushSubscriptionEndpoints(context.World.Subscriptions).Map(rest, web);
        new PushEventEndpoints(context.World).Map(rest, web);
        var links = new SignedLinks(context.World.Time);
        new BlobEndpoints(context.World, links).Map(rest, web);
        new BlobUpload(context.World, links).Map(rest, web);
        new BlobDownload(context.World, links).Map(rest, web);
        web.MapFallback(RestServer.NotFoundAsync);
        return web;
    }

    private static async Task ServeWebSocketAsync(HttpContext http, ChatServer chat)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            await RestServer.NotFoundAsync(http);
            return;
        }

        // RFC 7395 §3.1: without the subprotocol it is no XMPP.
        if (!http.WebSockets.WebSocketRequestedProtocols.Contains(WebSocketTransport.Subprotocol))
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        // Of the connection, not of the request: it may be dropped, from another thread, when the request has just ended.
        var connection = http.Features.GetRequiredFeature<IConnectionLifetimeFeature>();
        var socket = await http.WebSockets.AcceptWebSocketAsync(WebSocketTransport.Subprotocol);
        await chat.ServeAsync(new WebSocketTransport(socket, isEncrypted: false, isLoopback: true), connection.Abort);
    }

    /// <summary>
    /// The generic host logs a failed start with its whole stack; whoever called StartAsync gets the exception.
    /// </summary>
    private sealed class WebLogging(ILoggerFactory inner) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) =>
            categoryName.StartsWith("Microsoft.Extensions.Hosting", StringComparison.Ordinal)
                ? NullLogger.Instance
                : inner.CreateLogger(categoryName);

        public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

        public void Dispose()
        {
            // The factory belongs to whoever started the sandbox.
        }
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
