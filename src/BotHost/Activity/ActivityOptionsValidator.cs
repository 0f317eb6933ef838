using BotPlatform.BotHost.Hosting;
using BotPlatform.BotSdk.Activity;
using BotPlatform.Connectors;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Activity;

/// <summary>Finds what is wrong with watches before the first user is looked for.</summary>
internal sealed class ActivityOptionsValidator(IServiceProvider services) : IValidateOptions<ActivityOptions>
{
    public ValidateOptionsResult Validate(string? name, ActivityOptions options)
    {
        var problems = options.Watch.SelectMany((watch, index) => Problems($"Activity:Watch:{index}", watch)).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> Problems(string section, ActivityWatchOptions watch)
    {
        foreach (var problem in SectionOptions.Problems(section, watch))
        {
            yield return problem;
        }

        var kinds = (watch.Users.Count > 0 ? 1 : 0) + (IsSet(watch.Dialog) ? 1 : 0) + (IsSet(watch.HasTalkedTo) ? 1 : 0);
        if (kinds != 1)
        {
            yield return $"{section} names {(kinds == 0 ? "nobody" : "users in several ways")}: set one of Users, Dialog and HasTalkedTo.";
        }

        foreach (var (key, text) in new[] { (nameof(watch.Dialog), watch.Dialog), (nameof(watch.HasTalkedTo), watch.HasTalkedTo) })
        {
            if (text is not null && !IsSet(text))
            {
                yield return $"{section}:{key} is empty. Take it out, or set it.";
            }
        }

        if (watch.Users.Any(string.IsNullOrWhiteSpace))
        {
            yield return $"{section}:Users holds an empty id. Take it out.";
        }

        foreach (var after in watch.InactiveAfter.Where(after => after < ActivitySet.Shortest || after > ActivitySet.Longest))
        {
            yield return $"{section}:InactiveAfter holds {after:c}. Set times between a second and ten years, such as 3.00:00:00 for three days.";
        }

        // Only now: a host whose accounts are wrong is to say what else is wrong too.
        if (watch.Account is { } account
            && !services.GetServices<IChatConnectorFactory>().SelectMany(network => network.Accounts).Any(one => one.Id == account))
        {
            yield return $"{section}:Account is '{account}', which this host does not have. Correct it, or leave it out for the first account.";
        }
    }

    private static bool IsSet(string? text) => !string.IsNullOrWhiteSpace(text);
}
