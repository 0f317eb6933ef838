using BotPlatform.BotHost.Announcements.Commands;
using BotPlatform.BotHost.Hosting;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Announcements.Configured;

/// <summary>Finds what is wrong with the announcements of the configuration before the first one is due.</summary>
internal sealed class AnnouncementsValidator(IServiceProvider services) : IValidateOptions<AnnouncementsOptions>
{
    public ValidateOptionsResult Validate(string? name, AnnouncementsOptions options)
    {
        var problems = options.Items.SelectMany(Problems).ToList();
        problems.AddRange(options.Items
            .GroupBy(one => one.Options?.Name ?? "", StringComparer.Ordinal)
            .Where(group => group.Key.Length > 0 && group.Count() > 1)
            .Select(group => $"Announcements: {group.Count()} of them have the Name '{group.Key}'. Give each its own."));
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> Problems(ConfiguredItem item)
    {
        if (item.Options is not { } options)
        {
            return [$"{item.Section}: {item.Problem}"];
        }

        var problems = SectionOptions.Problems(item.Section, options).ToList();
        if (problems.Count > 0)
        {
            return problems;
        }

        // Only now: a host whose accounts are wrong is to say what else is wrong too.
        var (accounts, rules) = (services.GetRequiredService<ConfiguredAccounts>(), services.GetRequiredService<AnnouncementRules>());
        return accounts.Find(options.Account) is { } account
            ? rules.LastingProblems(options.ToAnnouncement(account)).Select(problem => $"{item.Section}: {problem}")
            : [$"{item.Section}: the announcement '{options.Name}' is to be said by the account {options.Account ?? "(any)"}, which this host "
                + "does not have. Correct its Account, or leave it out for the first account."];
    }
}
