using System.Net;
using BotPlatform.BotHost.Bus;
using BotPlatform.BotHost.Hosting;
using BotPlatform.BotHost.Webhooks.Signing;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Webhooks;

/// <summary>Finds what is wrong with webhooks before the first event, and writes no secret anywhere.</summary>
internal sealed class WebhookOptionsValidator : IValidateOptions<WebhooksOptions>
{
    public ValidateOptionsResult Validate(string? name, WebhooksOptions options)
    {
        var problems = options.All.SelectMany(one => Problems($"Webhooks:{one.Key}", one.Value)).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static string? ProblemOfUrl(string section, WebhookOptions one) => !Uri.TryCreate(one.Url, UriKind.Absolute, out var url)
        || url.Scheme is not ("http" or "https")
            ? $"{section}:Url is no address: write it like https://bots.example.org/weather."
            : url.UserInfo.Length > 0
                ? $"{section}:Url holds a user name or a password: the signature shows who asks, so leave them out."
                : url.Scheme == "http" && !IsLoopback(url) && !one.AllowInsecure
                    ? $"{section}:Url is http on another machine, where others can read what travels: use https, or set "
                        + $"{section}:AllowInsecure to true."
                    : null;

    private static bool IsLoopback(Uri url) =>
        url.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(url.DnsSafeHost, out var address) && IPAddress.IsLoopback(address));

    private static IEnumerable<string> ProblemsOfSecrets(string section, WebhookOptions one)
    {
        if (!one.AllSecrets.Any())
        {
            yield return $"{section}:Secret is not set: make one with: echo whsec_$(openssl rand -base64 32)";
        }
        else if (!one.AllSecrets.All(secret => WebhookSecret.TryRead(secret, out _)))
        {
            yield return $"{section}:Secret, or one of {section}:Secrets, is no secret: it is whsec_ and 24 to 64 bytes in base64. Make "
                + "one with: echo whsec_$(openssl rand -base64 32)";
        }
    }

    private static IEnumerable<string> ProblemsOfWishes(string section, WebhookOptions one)
    {
        if (one.Commands.Count == 0 && one.Events.Count == 0 && one.Messages == WebhookMessages.None)
        {
            yield return $"{section} would never be asked: set {section}:Commands, {section}:Messages or {section}:Events.";
        }

        foreach (var (command, wanted) in one.Commands)
        {
            foreach (var problem in SectionOptions.Problems($"{section}:Commands:{command}", wanted))
            {
                yield return problem;
            }
        }

        foreach (var kind in one.Events)
        {
            if (kind == nameof(MessageReceived))
            {
                yield return $"{section}:Events names MessageReceived: set {section}:Messages to All or Mentions instead.";
            }
            else if (Kinds.Events.All(type => type.Name != kind))
            {
                yield return $"{section}:Events names '{kind}', which is no event: docs/topology.md lists them.";
            }
        }
    }

    private static IEnumerable<string> Problems(string section, WebhookOptions one)
    {
        foreach (var problem in SectionOptions.Problems(section, one).Concat(ProblemsOfSecrets(section, one))
            .Concat(ProblemsOfWishes(section, one)))
        {
            yield return problem;
        }

        if (one.Url.Length > 0 && ProblemOfUrl(section, one) is { } wrong)
        {
            yield return wrong;
        }
    }
}
