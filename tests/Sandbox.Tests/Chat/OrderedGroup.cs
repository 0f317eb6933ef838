using System.Net;

namespace BotPlatform.Sandbox.Tests.Chat;

/// <summary>A group of many, all of them there, who look at nothing before everything was said.</summary>
internal sealed class OrderedGroup : IAsyncDisposable
{
    private const string End = "<body>end</body>";
    private const int Strangers = 16;

    private readonly int _writers;

    private OrderedGroup(string id, int writers) => (Id, _writers) = (id, writers);

    public string Id { get; }

    public string Room => $"1_{Id}@muc.localhost";

    /// <summary>Those who write come first.</summary>
    public List<RawClient> Members { get; } = [];

    /// <summary>The first of the writers owns the group.</summary>
    public static async Task<OrderedGroup> CreateAsync(SandboxServer sandbox, params int[] writers)
    {
        using var owner = await RestClient.SignInAsync(sandbox, SandboxServer.Users.Single(user => user.Id == writers[0]).Login);
        var strangers = new Dictionary<int, string>();
        for (var i = 0; i < Strangers; i++)
        {
            var (status, body) = await owner.PostAsync("/users", $$$"""{"user":{"login":"user{{{i}}}","password":"password-{{{i}}}"}}""");
            Assert.Equal(HttpStatusCode.Created, status);
            strangers.Add((int)body!["user"]!["id"]!, $"password-{i}");
        }

        var group = new OrderedGroup(await owner.CreateGroupAsync([.. writers, .. strangers.Keys]), writers.Length);
        foreach (var userId in writers.Concat(strangers.Keys))
        {
            var member = await RawClient.BindAsync(sandbox, userId, strangers.GetValueOrDefault(userId));
            group.Members.Add(member);
            await member.SendAsync("<presence/>");
            await member.ReadUntilQuietAsync();
        }

        return group;
    }

    /// <summary>Has each writer say the last word, and returns what each member got up to there.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync()
    {
        foreach (var writer in Members.Take(_writers))
        {
            await writer.SendAsync($"<message to='{Room}' type='groupchat'>{End}</message>");
        }

        return await Task.WhenAll(Members.Select(async member =>
        {
            var text = "";
            for (var i = 0; i < _writers; i++)
            {
                text += await member.ReadUntilAsync(End);
            }

            return text;
        }));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in Members)
        {
            await member.DisposeAsync();
        }
    }
}
