using BotPlatform.BotHost.Tests.Fakes;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Tests.Storage;

/// <summary>The numbers of what accounts see, in a complete host that is alone on its database.</summary>
[Collection(DatabaseCollection.Name)]
public sealed class SequenceTests(Databases databases)
{
    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task Numbers_grow_in_each_dialog_over_a_restart_outcomes_included(DatabaseKind kind)
    {
        using var directory = new TempDirectory();
        string[] settings = kind == DatabaseKind.Sqlite
            ? [TestHost.StorageIn(directory)]
            : ["--Storage:Provider=Postgres", $"--Storage:ConnectionString={await (await databases.Postgres).NewDatabaseAsync()}"];
        var talk = new NumberedTalk();

        for (var start = 0; start < 2; start++)
        {
            var script = NumberedTalk.Answering();
            await using var host = await script.StartAsync(settings: settings);
            await talk.RunAsync(await host.Network.NextConnectionAsync(), script.NextAsync<IChatEvent>);
        }

        talk.AssertGrowing();
    }
}
