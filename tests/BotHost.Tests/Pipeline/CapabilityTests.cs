using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Capabilities;
using BotPlatform.BotSdk.Testing;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Files;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.Tests.Pipeline;

/// <summary>A bot is offered what the connector of its account can do.</summary>
public sealed class CapabilityTests
{
    [Fact]
    public async Task What_the_connector_has_is_offered()
    {
        Assert.Equal("IUsers IFiles", await OfferedAsync(new FakeNetwork { Files = new BrokenFiles() }));
    }

    [Fact]
    public async Task What_the_connector_lacks_is_not_offered()
    {
        var network = new FakeNetwork();
        network.Lacks.Add(typeof(IAnswers<FindUsers, FoundUsers>));

        Assert.Equal("", await OfferedAsync(network));
    }

    [Fact]
    public async Task What_the_network_says_of_a_file_comes_to_the_bot()
    {
        var reasons = new List<string>();
        var script = new Script(async (e, context, token) =>
        {
            if (e is MessageReceived)
            {
                var attachment = new Attachment { Type = "file", Uid = "1" };
                foreach (Func<Task> act in new Func<Task>[]
                {
                    () => context.Files.UploadAsync(new FileToSend { Name = "a", ContentType = "b/c" }, Stream.Null, token),
                    () => context.Files.OpenAsync(attachment, token),
                    () => context.Files.DeleteAsync(attachment, token),
                })
                {
                    var error = await Assert.ThrowsAsync<RequestFailedException>(act);
                    reasons.Add($"{error.Reason}: {error.Message}");
                }
            }
        });

        await RunAsync(script, new FakeNetwork { Files = new BrokenFiles() });

        Assert.Equal(
            [
                "bad-request: Upload file: It is too large.",
                "item-not-found: Open file: It is gone.",
                "not-connected: Delete file: The cable is cut.",
            ],
            reasons);
    }

    private static async Task<string> OfferedAsync(FakeNetwork network)
    {
        var offered = new List<string>();
        var script = new Script((e, context, _) =>
        {
            if (e is MessageReceived)
            {
                offered.AddRange(context.Find<IUsers>() is null ? [] : [nameof(IUsers)]);
                offered.AddRange(context.Find<IFiles>() is null ? [] : [nameof(IFiles)]);
            }

            return Task.CompletedTask;
        });
        await RunAsync(script, network);
        return string.Join(' ', offered);
    }

    private static async Task RunAsync(Script script, FakeNetwork network)
    {
        await using var host = await script.StartAsync(network);
        var connector = await network.NextConnectionAsync();
        await connector.ReceiveAsync(Sample.Message("go"));
        await script.NextAsync<MessageReceived>();
    }

    private sealed class BrokenFiles : IStoresFiles
    {
        public Task<Attachment> UploadAsync(
            FileToSend file, Stream content, IProgress<FileProgress>? progress, CancellationToken cancellationToken) =>
            throw new ConnectorRefusedException("It is too large.", "bad-request");

        public Task<Stream> OpenAsync(
            Attachment attachment, IProgress<FileProgress>? progress, CancellationToken cancellationToken) =>
            throw new ConnectorRefusedException("It is gone.", "item-not-found");

        public Task DeleteAsync(Attachment attachment, CancellationToken cancellationToken) =>
            throw new ConnectorException("The cable is cut.");
    }
}
