using System.Net.Http.Json;
using System.Text.Json;
using BotPlatform.BotHost.Admin.Parked;
using BotPlatform.BotHost.Storage.Parked;
using BotPlatform.BotHost.Storage.Queues;
using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.DependencyInjection;

namespace BotPlatform.BotHost.Tests.Admin;

/// <summary>
/// The complete host with a bot that repeats everything, but until it is mended fails on what begins with <c>bad</c>.
/// </summary>
internal sealed class ParkingHost : IAsyncDisposable
{
    private readonly FakeConnector _connector;
    private volatile bool _isMended;

    private ParkingHost(TestHost host, FakeConnector connector)
    {
        (Host, _connector) = (host, connector);
        Http = host.Http;
    }

    public TestHost Host { get; }

    public HttpClient Http { get; }

    public ParkedStore Store => Host.Services.GetRequiredService<ParkedStore>();

    public static async Task<ParkingHost> StartAsync(params string[] settings)
    {
        ParkingHost? parking = null;
        var script = new Script((e, context, token) => e switch
        {
            MessageReceived { Text: var text } when text.StartsWith("bad", StringComparison.Ordinal) && !parking!._isMended =>
                throw new InvalidOperationException($"I cannot repeat '{text}'.", new IOException("password=hunter22")),
            MessageReceived message => context.ReplyAsync(message, message.Text, token),
            _ => Task.CompletedTask,
        });
        var host = await script.StartAsync(settings: ["--Bus:Retries=1", .. settings]);
        return parking = new ParkingHost(host, await host.Network.NextConnectionAsync());
    }

    /// <summary>The bot repeats everything from now on.</summary>
    public void Mend() => _isMended = true;

    /// <summary>Somebody writes in a dialog.</summary>
    public ValueTask WriteAsync(string text, string dialog = "101") =>
        _connector.ReceiveAsync(Sample.Message(text) with { Dialog = new DialogRef(dialog) });

    /// <summary>Somebody writes what the bot cannot repeat; returns when all of it is parked.</summary>
    public async Task<long[]> ParkAsync(string dialog, params string[] texts)
    {
        var known = await NumbersAsync(dialog);
        foreach (var text in texts)
        {
            await WriteAsync(text, dialog);
        }

        await SettleAsync(dialog);
        return [.. (await NumbersAsync(dialog)).Except(known)];
    }

    /// <summary>Returns when everything is finished that is before this in a dialog: its order tells.</summary>
    public async Task SettleAsync(string dialog)
    {
        await WriteAsync("settled", dialog);
        Assert.Equal("settled", (await NextAsync()).Text);
    }

    /// <summary>The next message that the bot sends.</summary>
    public ValueTask<SendMessage> NextAsync() => Host.Network.NextSentAsync();

    /// <summary>What is parked of a dialog.</summary>
    public Task<IReadOnlyList<long>> NumbersAsync(string dialog) =>
        Store.NumbersAsync(new ParkedFilter { Dialog = dialog }, TestTimeout.Token);

    /// <summary>Parks something that the host itself would not.</summary>
    public Task PutAsync(string queue, string kind, string body) => Host.Services.GetRequiredService<IQueueStore>().ChangeAsync(
        [
            new QueueChange
            {
                Parked = new ParkedItem
                {
                    Queue = queue,
                    Kind = kind,
                    Body = System.Text.Encoding.UTF8.GetBytes(body),
                    Account = "sample/100",
                    Dialog = "101",
                    Problem = "IOException: no",
                    Attempts = 1,
                },
            },
        ],
        TestTimeout.Token);

    /// <summary>The answer to a GET, which must be good.</summary>
    public async Task<T> GetAsync<T>(string path) => (await Http.GetFromJsonAsync<T>(path, JsonSerializerOptions.Web, TestTimeout.Token))!;

    /// <summary>The status of an answer, and its sentence when it is a problem.</summary>
    public async Task<(int Status, string? Sentence)> AskAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        return await request.AskAsync(Http);
    }

    /// <summary>Asks for a redrive that is carried out.</summary>
    public async Task<Redriven> RedriveAsync(string path, object? body = null)
    {
        using var answer = await Http.PostAsJsonAsync(path, body, TestTimeout.Token);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<Redriven>(JsonSerializerOptions.Web, TestTimeout.Token))!;
    }

    public ValueTask DisposeAsync()
    {
        Http.Dispose();
        return Host.DisposeAsync();
    }
}
