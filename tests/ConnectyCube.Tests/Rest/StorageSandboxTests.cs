using System.Security.Cryptography;
using BotPlatform.ConnectyCube.Rest.Queries;
using BotPlatform.ConnectyCube.Rest.Users;
using BotPlatform.Contracts.Files;
using BotPlatform.TestKit;

namespace BotPlatform.ConnectyCube.Tests.Rest;

/// <summary>Files and users: the client and the sandbox, which were written apart from each other.</summary>
public sealed class StorageSandboxTests
{
    [Fact]
    public async Task M45_M46_M47_a_file_is_uploaded_read_by_others_renamed_and_deleted()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        await using var bot = network.Rest.For(SandboxedNetwork.Account("bot"));
        await using var alice = network.Rest.For(SandboxedNetwork.Account("alice"));
        var bytes = RandomNumberGenerator.GetBytes(5_000_000);
        var what = new FileToSend { Name = "ü \"x\".bin", ContentType = "application/x-thing" };

        var file = await bot.Storage.UploadAsync(what, new MemoryStream(bytes), null, TestTimeout.Token);

        await using (var download = await alice.Storage.DownloadAsync(file.Uid, null, TestTimeout.Token))
        {
            using var copy = new MemoryStream();
            await download.Content.CopyToAsync(copy, TestTimeout.Token);
            Assert.Equal(bytes, copy.ToArray());
            Assert.Equal("application/x-thing", download.ContentType);
        }

        var known = await bot.Storage.GetAsync(file.Id, TestTimeout.Token);
        Assert.Equal((file.Uid, 5_000_000L, what.Name), (known.Uid, known.Size, known.Name));
        Assert.Single(await bot.Storage.ListAllAsync(TestTimeout.Token).ToListAsync());
        Assert.Equal("n", (await bot.Storage.RenameAsync(file.Id, "n", TestTimeout.Token)).Name);
        await bot.Storage.DeleteAsync(file.Id, TestTimeout.Token);
        await Assert.ThrowsAsync<ConnectyCubeException>(() => bot.Storage.GetAsync(file.Id, TestTimeout.Token));
    }

    [Fact]
    public async Task Users_are_found_by_several_conditions()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        await using var bot = network.Rest.For(SandboxedNetwork.Account("bot"));
        var query = UserQuery.Where(UserField.Id, Is.In(100L, 101L, 102L)).Where(UserField.Id, Is.NotIn(102L));

        var found = await bot.Users.ListAllAsync(query, TestTimeout.Token).ToListAsync();

        Assert.Equal([100, 101], found.Select(u => u.Id).Order());
        Assert.Equal("alice", (await bot.Users.GetAsync(101, TestTimeout.Token))!.Login);
        Assert.Equal(101, (await bot.Users.GetByLoginAsync("alice", TestTimeout.Token))!.Id);
    }

    [Fact]
    public async Task A_user_signs_up_changes_the_password_and_goes()
    {
        await using var network = await SandboxedNetwork.StartAsync();
        await using var bot = network.Rest.For(SandboxedNetwork.Account("bot"));
        var made = await bot.Users.SignUpAsync(new UserProfile { Login = "newcomer" }, "password1", TestTimeout.Token);
        await using var newcomer = network.Rest.For(new ConnectyCubeAccount { Login = "newcomer", Password = "password1" });

        Assert.Equal("N", (await newcomer.Users.UpdateAsync(new UserProfile { FullName = "N" }, TestTimeout.Token)).FullName);
        await newcomer.Users.ChangePasswordAsync("password1", "password2", TestTimeout.Token);
        await newcomer.Users.DeleteMyselfAsync(TestTimeout.Token);

        Assert.Null(await bot.Users.GetAsync(made.Id, TestTimeout.Token));
    }

    [Fact]
    public async Task A_guest_has_a_session_and_can_end_the_others()
    {
        await using var network = await SandboxedNetwork.StartAsync();

        var guest = await network.Rest.Sessions.CreateForGuestAsync("G", TestTimeout.Token);
        await network.Rest.Sessions.DestroyOthersAsync(guest.Token, TestTimeout.Token);

        Assert.Equal(guest.UserId, (await network.Rest.Sessions.GetAsync(guest.Token, TestTimeout.Token)).UserId);
    }
}
