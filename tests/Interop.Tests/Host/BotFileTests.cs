using System.Text;
using System.Text.Json.Nodes;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Capabilities;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Files;
using BotPlatform.Interop.Tests.Vendor;
using BotPlatform.TestKit;

namespace BotPlatform.Interop.Tests.Host;

/// <summary>Rows M45, M46 and M47: files between a bot in the complete host and the vendor's clients.</summary>
public sealed class BotFileTests
{
    private const string Content = "\r\n--not the end--\u0000\u0001";

    private static readonly DialogRef Alice = new("101");

    [Fact]
    public async Task M45_M47_the_vendors_client_reads_a_file_of_the_bot_until_the_bot_deletes_it()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);

        var stored = await scene.BotAsync(async (bot, token) =>
        {
            var file = await bot.Files.UploadAsync(
                new FileToSend { Name = "cat 🐱.png", ContentType = "image/png" },
                new MemoryStream(Encoding.UTF8.GetBytes(Content)),
                token);
            await bot.SayAsync(Alice, "look", new MessageOptions { Attachments = [file] }, token);
            return file;
        });
        var (_, message) = await alice.NextMessageAsync();
        var attachment = message["extension"]!["attachments"]![0]!;
        var link = (string)(await alice.CallAsync("storage.privateUrl", (string)attachment["uid"]!))!;
        var before = await ReadAsync(link);
        await scene.BotAsync((bot, token) => bot.Files.DeleteAsync(stored, token));
        var after = await ReadAsync(link);

        Assert.Equal(("image", "cat 🐱.png"), ((string)attachment["type"]!, (string)attachment["name"]!));
        Assert.Equal(Content, before);
        Assert.Null(after);
    }

    [Fact]
    public async Task M46_the_bot_reads_a_file_of_the_vendors_client()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var blob = await alice.CallAsync("storage.createAndUpload", new JsonObject
        {
            ["name"] = "notes.txt",
            ["file"] = new JsonObject { ["$file"] = Content },
            ["type"] = "text/plain",
            ["size"] = Content.Length,
            ["public"] = false,
        });
        var attachment = new JsonObject { ["type"] = "file", ["uid"] = (string)blob!["uid"]! };

        await alice.SayAsync(100, "read this", new JsonObject { ["attachments"] = new JsonArray(attachment) });
        var heard = await scene.HeardAsync<MessageReceived>();
        var read = await scene.BotAsync(async (bot, token) =>
        {
            await using var content = await bot.Files.OpenAsync(Assert.Single(heard.Attachments), token);
            using var reader = new StreamReader(content);
            return await reader.ReadToEndAsync(token);
        });

        Assert.Equal(Content, read);
    }

    [Fact]
    public async Task M46_M47_what_is_gone_or_somebody_elses_is_refused()
    {
        await using var scene = await BotScene.StartAsync();
        await using var alice = await scene.ConnectAsync(VendorUser.Alice);
        var blob = await alice.CallAsync("storage.createAndUpload", new JsonObject
        {
            ["name"] = "mine.txt",
            ["file"] = new JsonObject { ["$file"] = Content },
            ["type"] = "text/plain",
            ["size"] = Content.Length,
            ["public"] = true,
        });
        var attachment = new Attachment { Type = "file", Uid = (string)blob!["uid"]! };

        var foreign = await Assert.ThrowsAsync<RequestFailedException>(
            () => scene.BotAsync((bot, token) => bot.Files.DeleteAsync(attachment, token)));
        await alice.CallAsync("storage.delete", (int)blob["id"]!);
        var gone = await Assert.ThrowsAsync<RequestFailedException>(
            () => scene.BotAsync((bot, token) => bot.Files.OpenAsync(attachment, token)));

        Assert.Equal(("forbidden", "item-not-found"), (foreign.Reason, gone.Reason));
    }

    private static async Task<string?> ReadAsync(string link)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(link, TestTimeout.Token);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(TestTimeout.Token) : null;
    }
}
