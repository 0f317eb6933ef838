using BotPlatform.BotHost.Announcements.Audience;
using BotPlatform.BotHost.Announcements.Templates;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotPlatform.BotHost.Tests.Announcements.Audience;

/// <summary>10,000 recipients, a page at a time, and crashes in between.</summary>
public sealed class LargeAudienceTests
{
    private const int Count = 10_000;
    private const string Group = "5f0000000000000000000001";
    private const string Public = "5f0000000000000000000002";

    public static TheoryData<string> Kinds => ["users", "dialogs", "types", "group", "public", "tag", "ids", "all"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Nobody_is_missing_and_nobody_is_there_twice(string kind)
    {
        var (reader, definition) = Scene(kind);

        var found = await Announced.ReadAsync(reader, definition, null, TestTimeout.Token);

        Assert.Equal(Count, found.Select(one => one.Dialog).Distinct().Count());
        Assert.True(kind == "all" || found.Count == Count);
        Assert.All(found, one => Assert.Equal($$"""{"user.fullName":"User {{one.User}}"}""", one.Values));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task After_a_crash_at_any_page_it_goes_on_from_the_cursor(string kind)
    {
        var (reader, definition) = Scene(kind);
        var (found, cursor, pages) = (new List<string>(), (string?)null, 0);

        do
        {
            // A new reading each time, as of a new process that has only the cursor.
            await foreach (var page in reader.ReadAsync(definition, cursor, TestTimeout.Token))
            {
                Assert.InRange(page.Recipients.Count, 0, 100);
                Assert.InRange(page.Next?.Length ?? 0, 0, 100);
                found.AddRange(page.Recipients.Select(one => one.Dialog));
                cursor = page.Next;
                if (++pages % 7 == 0)
                {
                    break;
                }
            }
        }
        while (cursor is not null);

        Assert.Equal(Count, found.Distinct().Count());
        Assert.True(kind == "all" || found.Count == Count);
    }

    private static (AudienceReader Reader, Announcement Definition) Scene(string kind)
    {
        var network = new FakeAsking().WithUsers(1_000, Count, "crowd");
        var ids = network.Users.Select(user => user.User.Id).ToList();
        var users = network.Users.ToDictionary(user => user.User.Id);
        network.WithDialog(Group, DialogType.Group, "g", ids.Append("100").Reverse()).WithDialog(Public, DialogType.Public, "p");
        foreach (var id in kind is "types" or "all" ? ids : [])
        {
            network.WithDialog($"5f{id.PadLeft(22, '0')}", DialogType.Direct, $"User {id}", "100", id);
        }

        var audience = new AnnouncementAudience
        {
            Users = kind is "users" or "all" ? [.. ids.Select(id => new UserRef(id))] : [],
            Dialogs = kind is "dialogs" or "all" ? [.. ids.Select(id => new DialogRef(id))] : [],
            DialogTypes = kind is "types" or "all" ? [DialogType.Direct] : [],
            MembersOf =
            [
                .. kind is "group" or "all" ? [new DialogRef(Group)] : (DialogRef[])[],
                .. kind is "public" or "all" ? [new DialogRef(Public)] : (DialogRef[])[],
            ],
            Find =
            [
                .. kind is "tag" or "all" ? [new UserQuery(UserKey.Tag, ["crowd"])] : (UserQuery[])[],
                .. kind is "ids" or "all" ? [new UserQuery(UserKey.Id, ids)] : (UserQuery[])[],
            ],
        };
        return (
            new AudienceReader(new IndexedAsking(network, users), new TemplateCache(), TimeProvider.System, NullLogger<AudienceReader>.Instance),
            Announced.To(audience, "Hello {{user.fullName}}."));
    }

    /// <summary>Finds users by id without looking at all of them.</summary>
    private sealed class IndexedAsking(FakeAsking network, Dictionary<string, UserProfile> users) : IAsking
    {
        public Task<TAnswer> AskAsync<TAnswer>(IAccountRequest<TAnswer> request, CancellationToken cancellationToken)
            where TAnswer : class => request is FindUsers { Key: UserKey.Id } find
                ? Task.FromResult((TAnswer)(object)new FoundUsers { Users = [.. find.Values.Select(id => users[id])] })
                : network.AskAsync(request, cancellationToken);
    }
}
