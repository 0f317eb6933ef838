using BotPlatform.Sandbox.World;

namespace BotPlatform.Sandbox.Rest.Push;

/// <summary>For whom a push is: users by their ids, by the ids that the application gave them, or by their tags (section 10).</summary>
internal static class PushRecipients
{
    /// <summary>The users who are there, each once.</summary>
    public static int[] Of(RestParameters parameters, Users users)
    {
        var ids = parameters.Ids("event", "user", "ids").ToHashSet();
        var external = Words(parameters, "event", "external_user", "ids");
        var tags = parameters.Node("event", "user", "tags") is null ? null : new TagConditions(
            Words(parameters, "event", "user", "tags", "any"), Words(parameters, "event", "user", "tags", "all"),
            Words(parameters, "event", "user", "tags", "exclude"));
        return
        [
            .. users.All.Where(user => ids.Contains(user.Id)
                || (user.Profile.ExternalId is { } id && external.Contains(id))
                || tags?.Include(user) is true)
                .Select(user => user.Id).Order(),
        ];
    }

    private static HashSet<string> Words(RestParameters parameters, params ReadOnlySpan<string> path) =>
        RestParameters.Values(parameters.Node(path)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Which tags a recipient has: one of some, all of some, none of some.</summary>
    private sealed record TagConditions(HashSet<string> Any, HashSet<string> All, HashSet<string> Exclude)
    {
        private bool IsEmpty => Any.Count + All.Count + Exclude.Count == 0;

        public bool Include(User user)
        {
            var tags = user.Profile.TagList;
            return !IsEmpty && (Any.Count == 0 || Any.Overlaps(tags)) && All.IsSubsetOf(tags) && !Exclude.Overlaps(tags);
        }
    }
}
