using System.Text.RegularExpressions;

namespace BotPlatform.Sandbox.Tests.Chat;

/// <summary>A dialog has one order, the history's, and whoever takes part sees it, however many write and change at once.</summary>
public sealed partial class OrderTests
{
    private const string Save = "<extraParams><save_to_history>1</save_to_history></extraParams>";
    private const string End = "<body>end</body>";
    private const int Rounds = 100;

    private static readonly int[] Writers = [101, 102, 103, 104];

    [Fact]
    public async Task Everybody_sees_what_several_write_in_the_order_of_the_history()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "bob");
        await using var group = await OrderedGroup.CreateAsync(sandbox, Writers);

        await Task.WhenAll(
        [
            .. group.Members[..Writers.Length].Select(WriteAsync),
            RepeatAsync(n => rest.WriteAsync(group.Id, $"rest {n}", ",\"send_to_chat\":1")),
        ]);
        var seen = Sequences(await group.ReadAsync());

        Assert.Equal((Writers.Length + 1) * Rounds, seen[0].Length);
        Assert.All(seen, sequence => Assert.Equal(seen[0], sequence));
        Assert.Equal(string.Join(',', seen[0]), await rest.TextsAsync(group.Id, "&limit=1000&sort_asc=date_sent"));

        Task WriteAsync(RawClient client, int index) => RepeatAsync(n => client.SendAsync(
            $"<message to='{group.Room}' type='groupchat' id='5f{index:x2}0000000000000000{n:x4}'><body>{index} {n}</body>{Save}</message>"));
    }

    [Fact]
    public async Task Everybody_sees_edits_reactions_and_deletions_in_the_order_in_which_they_became_true()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        await using var group = await OrderedGroup.CreateAsync(sandbox, Writers);
        await using var desk = await RawClient.SignInAsync(sandbox, Writers[0]);
        await using var phone = await RawClient.SignInAsync(sandbox, Writers[0]);
        var ids = new string[Rounds];
        await RepeatAsync(async n => ids[n] = await alice.WriteAsync(group.Id, $"first {n}"));

        await Task.WhenAll(
            RepeatAsync(n => EditAsync(desk, n, "desk")),
            RepeatAsync(n => EditAsync(phone, n, "phone")),
            RepeatAsync(n => bob.PutAsync($"/chat/Message/{ids[n]}/reactions", $$"""{"add":"bob {{n}}"}""")),
            RepeatAsync(n => alice.PutAsync($"/chat/Message/{ids[n]}/reactions", $$"""{"add":"alice {{n}}"}""")),
            RepeatAsync(n => n % 2 == 0 ? Task.CompletedTask : alice.DeleteAsync($"/chat/Message/{ids[n]}", "force=1")));
        await desk.ReadUntilQuietAsync();   // only they are told what came too late
        await phone.ReadUntilQuietAsync();
        var seen = Sequences(await group.ReadAsync());
        var left = await alice.TextsAsync(group.Id, "&limit=1000&sort_asc=date_sent");

        Assert.All(seen, sequence => Assert.Equal(seen[0], sequence));
        Assert.Equal(string.Join(',', Enumerable.Range(0, Rounds / 2).Select(i => LastText(seen[0], 2 * i))), left);
        Assert.All(Enumerable.Range(0, Rounds / 2).Select(i => 2 * i + 1), n => Assert.Equal(
            ids[n], seen[0].Last(what => what == ids[n] || what.EndsWith($" {n}", StringComparison.Ordinal))));

        Task EditAsync(RawClient client, int n, string device) =>
            client.SendAsync(SavedMessages.Edit(group.Room, "groupchat", ids[n], $"{device} {n}"));

        static string LastText(string[] seen, int n) => seen.Last(what => what == $"desk {n}" || what == $"phone {n}");
    }

    [Fact]
    public async Task The_devices_of_two_who_write_to_each_other_see_the_order_of_the_history()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var rest = await RestClient.SignInAsync(sandbox, "alice");
        await using var alice = await RawClient.SignInAsync(sandbox, 101);
        await using var bob = await RawClient.SignInAsync(sandbox, 102);
        var devices = new List<RawClient>();
        foreach (var userId in (int[])[101, 102, 101, 102, 101, 102])
        {
            devices.Add(await RawClient.SignInAsync(sandbox, userId));
            await devices[^1].SendAsync("<iq type='set' id='c'><enable xmlns='urn:xmpp:carbons:2'/></iq>");
            await devices[^1].ReadUntilQuietAsync();
        }

        await Task.WhenAll(WriteAsync(alice, 102), WriteAsync(bob, 101));
        await bob.ReadUntilQuietAsync();
        await alice.SendAsync($"<message to='102-1@localhost' type='chat'>{End}</message>");
        var seen = Sequences(await Task.WhenAll(devices.Select(device => device.ReadUntilAsync(End))));
        devices.ForEach(device => device.Reset());

        var dialog = (string)(await rest.GetAsync("/chat/Dialog?type=3")).Body!["items"]![0]!["_id"]!;
        Assert.Equal(2 * Rounds, seen[0].Length);
        Assert.All(seen, sequence => Assert.Equal(seen[0], sequence));
        Assert.Equal(string.Join(',', seen[0]), await rest.TextsAsync(dialog, "&limit=1000&sort_asc=date_sent"));

        static Task WriteAsync(RawClient client, int to) => RepeatAsync(n => client.SendAsync(
            $"<message to='{to}-1@localhost' type='chat' id='5f{to:x4}00000000000000{n:x4}'><body>to {to} {n}</body>{Save}</message>"));
    }

    private static async Task RepeatAsync(Func<int, Task> act)
    {
        for (var n = 0; n < Rounds; n++)
        {
            await Task.Yield();   // so that the others do not wait until this one has said everything
            await act(n);
        }
    }

    private static string[][] Sequences(IEnumerable<string> received) =>
        [.. received.Select(xml => What().Matches(xml).Select(match => match.Groups["what"].Value).Where(what => what != "end").ToArray())];

    /// <summary>What a message says, in the words of these tests: a text, a reaction, or the id of what is deleted.</summary>
    [GeneratedRegex(
        """(<body>|<reaction add="true" type="|<remove [^>]*id=")(?<what>[^<"]*)""", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex What();
}
