using BotPlatform.TestKit;

namespace BotPlatform.Architecture.Tests;

/// <summary>
/// In the host, what an event goes through knows what is under it and not what is above. <c>Bus</c> and <c>Hosting</c> are no layers: beside
/// what all use they hold what puts the host together.
/// </summary>
public sealed class HostLayerTests
{
    private static readonly Layers Layers = new(
        "src/BotHost", "BotPlatform.BotHost",
        "Waiting", "Storage", "Leases", "HandOff", "Pipeline", "Plugins", "Health", "Webhooks", "Scheduling", "Announcements", "Admin",
        "CommandLine");

    /// <summary>What stands in no folder keeps the accounts connected that the host holds, with all that they need.</summary>
    private static readonly Layers Pipeline = new(
        "src/BotHost/Pipeline", "BotPlatform.BotHost.Pipeline", "CatchUp", "Accounts", "Requests", "Sending", "Bots");

    [Fact]
    public void Every_layer_is_a_folder_with_files() => Assert.All(
        [.. Layers.Paths, .. Pipeline.Paths], path => Assert.NotEmpty(SourceTree.CSharp(path)));

    [Fact]
    public void Every_folder_of_the_pipeline_is_a_layer() => Assert.Equal(
        Directory.GetDirectories(Repository.File(Pipeline.Folder)).Select(Path.GetFileName).Order(StringComparer.Ordinal),
        Pipeline.Names.Order(StringComparer.Ordinal));

    [Fact]
    public void A_layer_does_not_mention_a_higher_one() => Assert.Empty(Layers.LooksUp().Concat(Pipeline.LooksUp()));

    [Theory]
    [InlineData("HandOff/A.cs", "using BotPlatform.BotHost.Pipeline;")]
    [InlineData("Storage/Queues/A.cs", "using BotPlatform.BotHost.HandOff.Feeds;")]
    [InlineData("Waiting/A.cs", "/// <see cref=\"Storage.StorageException\"/>")]
    public void A_look_up_is_found(string path, string text) => Assert.NotEmpty(Layers.LooksUp(FileOf(path, text)));

    [Theory]
    [InlineData("Pipeline/A.cs", "using BotPlatform.BotHost.HandOff.Feeds; using BotPlatform.BotHost.Waiting;")]
    [InlineData("HandOff/A.cs", "using BotPlatform.BotHost.Bus.RabbitMq;")]
    [InlineData("Hosting/A.cs", "using BotPlatform.BotHost.Admin;")]
    public void A_look_down_is_allowed(string path, string text) => Assert.Empty(Layers.LooksUp(FileOf(path, text)));

    private static CSharpFile FileOf(string path, string text) => new($"{Layers.Folder}/{path}", text);
}
