using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk;

/// <summary>
/// Named lists of users who are blocked. Done at once; refusals are a <see cref="RequestFailedException"/>. For one user see
/// <see cref="BlockingExtensions"/>.
/// </summary>
public static class PrivacyListExtensions
{
    /// <summary>The names of all lists, and which is in force.</summary>
    public static Task<PrivacyListNames> PrivacyListNamesAsync(this IBotContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.AskAsync(new GetPrivacyListNames { Account = context.Origin.Account }, cancellationToken);
    }

    /// <summary>One list. Refused with <c>item-not-found</c> when there is none of that name.</summary>
    public static Task<PrivacyList> PrivacyListAsync(
        this IBotContext context, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.AskAsync(new GetPrivacyList { Account = context.Origin.Account, Name = name }, cancellationToken);
    }

    /// <summary>
    /// Makes a list, or gives it other rules. It blocks nobody before <see cref="UsePrivacyListAsync"/>. A list without rules is
    /// refused.
    /// </summary>
    public static Task SavePrivacyListAsync(
        this IBotContext context, string name, IReadOnlyList<PrivacyRule> rules, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var list = new PrivacyList { Name = name, Rules = rules };
        return context.AskAsync(new SavePrivacyList { Account = context.Origin.Account, List = list }, cancellationToken);
    }

    /// <summary>
    /// Changes some rules of a list: a user who is blocked replaces the rule of that user or comes last, one who is not blocked
    /// is taken out. A list of which nothing is left is removed. Two changes at the same time: one may undo the other.
    /// </summary>
    public static async Task UpdatePrivacyListAsync(
        this IBotContext context, string name, IReadOnlyList<PrivacyRule> changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var list = await context.PrivacyListAsync(name, cancellationToken);
        var rules = Merge(list.Rules, changes);
        if (rules.Count > 0)
        {
            await context.SavePrivacyListAsync(name, rules, cancellationToken);
        }
        else
        {
            await context.RemovePrivacyListAsync(name, cancellationToken);
        }
    }

    /// <summary>Puts a list in force, in place of the one that was, also while the account is offline.</summary>
    public static Task UsePrivacyListAsync(this IBotContext context, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return context.AskAsync(new UsePrivacyList { Account = context.Origin.Account, Name = name }, cancellationToken);
    }

    /// <summary>Puts no list in force any more. The lists stay.</summary>
    public static Task DeclinePrivacyListAsync(this IBotContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.AskAsync(new UsePrivacyList { Account = context.Origin.Account, Name = null }, cancellationToken);
    }

    /// <summary>Removes a list. If it was in force, none is any more.</summary>
    public static Task RemovePrivacyListAsync(this IBotContext context, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.AskAsync(new RemovePrivacyList { Account = context.Origin.Account, Name = name }, cancellationToken);
    }

    private static List<PrivacyRule> Merge(IReadOnlyList<PrivacyRule> rules, IReadOnlyList<PrivacyRule> changes)
    {
        var merged = rules.ToList();
        foreach (var change in changes)
        {
            var index = merged.FindIndex(rule => rule.User == change.User);
            merged.RemoveAll(rule => rule.User == change.User);
            if (change.IsBlocked)
            {
                merged.Insert(index < 0 ? merged.Count : index, change);
            }
        }

        return merged;
    }
}
