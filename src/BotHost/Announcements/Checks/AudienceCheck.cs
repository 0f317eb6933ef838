using System.Text.Json;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.Announcements.Checks;

/// <summary>Finds what is wrong with whom an announcement names.</summary>
internal static class AudienceCheck
{
    /// <summary>A list is kept with each run; more are better found by a tag or in a dialog.</summary>
    public const int MaxNamed = 100_000;

    private const int MaxSources = 100;

    public static IEnumerable<string> Problems(Announcement announcement)
    {
        var audience = announcement.Audience;
        return
        [
            .. EmptyProblems(announcement.Account, audience),
            .. announcement.Content.IsSystemMessage ? GroupProblems(audience) : [],
            .. ListProblems("audience.users", audience.Users, user => user.Id, "a user", MaxNamed),
            .. ListProblems("audience.dialogs", audience.Dialogs, dialog => dialog.Id, "a dialog", MaxNamed),
            .. ListProblems("audience.membersOf", audience.MembersOf, dialog => dialog.Id, "a dialog", MaxSources),
            .. ListProblems("audience.except", audience.Except, user => user.Id, "a user", MaxNamed),
            .. audience.DialogTypes.Distinct().SelectMany(TypeProblems),
            .. audience.Find.Count > MaxSources
                ? [TooMany("audience.find", audience.Find.Count, MaxSources)]
                : audience.Find.SelectMany((query, index) => QueryProblems($"audience.find[{index}]", query)),
        ];
    }

    private static IEnumerable<string> EmptyProblems(AccountRef account, AnnouncementAudience audience)
    {
        var excepted = audience.Except.ToHashSet();
        var others = audience.Dialogs.Count + audience.DialogTypes.Count + audience.MembersOf.Count + audience.Find.Count;
        if (others + audience.Users.Count == 0)
        {
            yield return "audience is empty: name users, dialogs, dialogTypes, membersOf or find.";
        }
        else if (others == 0 && audience.Users.All(user => user.Id == account.Id || excepted.Contains(user)))
        {
            yield return "audience is empty: all its users are excepted, or the account itself.";
        }
    }

    private static IEnumerable<string> GroupProblems(AnnouncementAudience audience) => audience.DialogTypes
        .Distinct()
        .Where(type => type is DialogType.Group or DialogType.Public or DialogType.Broadcast)
        .Select(type => $"audience.dialogTypes has {Word(type)}, but system messages go to users only.");

    private static IEnumerable<string> TypeProblems(DialogType type) => type is DialogType.Other || !Enum.IsDefined(type)
        ? [$"audience.dialogTypes has {Word(type)}, which nobody can ask for: it is direct, group, public or broadcast."]
        : [];

    private static IEnumerable<string> ListProblems<T>(string path, IReadOnlyList<T> list, Func<T, string?> idOf, string what, int most)
    {
        if (list.Count > most)
        {
            return [TooMany(path, list.Count, most)];
        }

        return list.Select((one, index) => (Id: idOf(one), index))
            .Where(one => !IsId(one.Id))
            .Take(3) // the others are no better
            .Select(one => $"{path}[{one.index}] is no id of {what}: it has no blanks, and no commas.");
    }

    private static IEnumerable<string> QueryProblems(string path, UserQuery query)
    {
        if (!Enum.IsDefined(query.Key))
        {
            yield return $"{path}.key is none of {string.Join(", ", Enum.GetValues<UserKey>().Select(Word))}.";
        }

        if (query.Values is null or [])
        {
            yield return $"{path}.values is empty: say which {Word(query.Key)}.";
        }
        else if (query.Values.Count > MaxNamed)
        {
            yield return TooMany($"{path}.values", query.Values.Count, MaxNamed);
        }
        else if (query.Values.Any(value => string.IsNullOrWhiteSpace(value) || value.Contains(',', StringComparison.Ordinal)))
        {
            yield return $"{path}.values has one that is empty or has a comma, which the network takes for two.";
        }
    }

    private static bool IsId(string? id) => !string.IsNullOrEmpty(id) && !id.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == ',');

    private static string TooMany(string path, int count, int most) =>
        $"{path} has {count} entries; it may have {most}. Find users by a tag, or as the members of a dialog.";

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
