using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using BotPlatform.TestKit;

namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>
/// The vendor's own client in a node process (<c>vendor/client.mjs</c>), as one user. It ends when its standard input does, so it
/// cannot outlive the tests.
/// </summary>
internal sealed class VendorClient : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode?>> _calls = new();
    private readonly ConcurrentDictionary<string, Channel<JsonArray>> _events = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _reading;
    private readonly Task<string> _errors;
    private int _lastCall;

    private VendorClient(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
        _reading = ReadAsync();
    }

    /// <summary>Starts the client for a server; it does not connect yet.</summary>
    /// <param name="server">The server.</param>
    /// <param name="transport">How to reach it.</param>
    /// <param name="acknowledgements">Whether it uses stream management.</param>
    /// <param name="reconnects">Whether it connects again, after a tenth of a second, when it loses the connection.</param>
    public static Task<VendorClient> StartAsync(
        ServerUnderTest server, VendorTransport transport, bool acknowledgements = false, bool reconnects = false)
    {
        var settings = new JsonObject
        {
            ["credentials"] = new JsonObject { ["appId"] = 1, ["authKey"] = "sandbox" },
            ["config"] = new JsonObject
            {
                ["debug"] = new JsonObject { ["mode"] = 0 },
                ["endpoints"] = new JsonObject
                {
                    ["api_url"] = server.Api.GetLeftPart(UriPartial.Authority),
                    ["chat"] = "localhost",
                    ["chat_url"] = (transport == VendorTransport.Tcp ? server.Tcp : server.WebSocket).ToString().TrimEnd('/'),
                },
                ["chat"] = new JsonObject
                {
                    ["reconnect"] = new JsonObject { ["enable"] = reconnects, ["timeInterval"] = 0.1 },
                    ["streamManagement"] = new JsonObject { ["enable"] = acknowledgements },
                },
            },
        };
        var start = new ProcessStartInfo("node", ["client.mjs", settings.ToJsonString()])
        {
            UseShellExecute = false,
            WorkingDirectory = Repository.File("tests", "Interop.Tests", "vendor"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["CUBE_TCP_ENABLE"] = transport == VendorTransport.Tcp ? "1" : "";
        return new VendorClient(Process.Start(start)!).BeginAsync(client => client.NextAsync("ready"));
    }

    /// <summary>Starts the client and makes a session, for what needs no chat.</summary>
    public static async Task<VendorClient> SignInAsync(ServerUnderTest server, VendorUser user)
    {
        var started = await StartAsync(server, VendorTransport.WebSocket);
        return await started.BeginAsync(client => client.SignInAsync(user));
    }

    /// <summary>Starts the client, makes a session and connects.</summary>
    public static async Task<VendorClient> ConnectAsync(
        ServerUnderTest server, VendorTransport transport, VendorUser user, bool acknowledgements = false, bool reconnects = false)
    {
        var started = await StartAsync(server, transport, acknowledgements, reconnects);
        return await started.BeginAsync(async client =>
        {
            await client.SignInAsync(user);
            await client.CallAsync("chat.connect", new JsonObject { ["userId"] = user.Id, ["password"] = user.Password });
        });
    }

    /// <summary>Calls a function of the client (<c>chat.send</c>), or reads a property, and returns what it resolves to.</summary>
    /// <exception cref="VendorException">It was rejected.</exception>
    public async Task<JsonNode?> CallAsync(string function, params JsonNode?[] arguments)
    {
        var id = Interlocked.Increment(ref _lastCall);
        var answer = new TaskCompletionSource<JsonNode?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls[id] = answer;
        var line = new JsonObject { ["id"] = id, ["call"] = function, ["arguments"] = new JsonArray(arguments) };
        await _process.StandardInput.WriteLineAsync(line.ToJsonString().AsMemory(), TestTimeout.Token);
        await _process.StandardInput.FlushAsync(TestTimeout.Token);
        return await answer.Task.WaitAsync(TestTimeout.Token);
    }

    /// <summary>The arguments of the next call of a listener (<c>message</c>), past or to come.</summary>
    public async Task<JsonArray> NextAsync(string listener)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token, TestTimeout.Token);
        try
        {
            return await Events(listener).Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException e) when (_ended.IsCancellationRequested)
        {
            throw new InvalidOperationException($"The vendor's client ended: {await _errors}", e);
        }
    }

    /// <summary>The next message: who wrote it, and what.</summary>
    public async Task<(int Sender, JsonObject Message)> NextMessageAsync()
    {
        var arguments = await NextAsync("message");
        return ((int)arguments[0]!, arguments[1]!.AsObject());
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        try
        {
            await _process.WaitForExitAsync(TestTimeout.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        await _reading;
        _ended.Dispose();
        _process.Dispose();
    }

    private Task<JsonNode?> SignInAsync(VendorUser user) =>
        CallAsync("createSession", new JsonObject { ["login"] = user.Login, ["password"] = user.Password });

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            var json = JsonSerializer.Deserialize<JsonObject>(line)!;
            if (json["event"] is { } name)
            {
                Events((string)name!).Writer.TryWrite(json["arguments"]!.AsArray());
            }
            else if (_calls.TryRemove((int)json["id"]!, out var call))
            {
                if (json.ContainsKey("error"))
                {
                    call.SetException(new VendorException(json["error"]));
                }
                else
                {
                    call.SetResult(json["result"]);
                }
            }
        }

        await _ended.CancelAsync();
        var end = new InvalidOperationException($"The vendor's client ended: {await _errors}");
        foreach (var call in _calls.Values)
        {
            call.TrySetException(end);
        }
    }

    private Channel<JsonArray> Events(string listener) => _events.GetOrAdd(listener, _ => Channel.CreateUnbounded<JsonArray>());
}
