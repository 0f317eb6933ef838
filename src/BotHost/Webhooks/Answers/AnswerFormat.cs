using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using BotPlatform.Contracts.Webhooks;

namespace BotPlatform.BotHost.Webhooks.Answers;

/// <summary>Reads what a webhook answers.</summary>
internal static class AnswerFormat
{
    /// <summary>More actions are a mistake.</summary>
    public const int MaxActions = 100;

    private const string Discriminator = "action";

    private static readonly Dictionary<string, Type> Actions = typeof(IWebhookAction).GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToDictionary(one => (string)one.TypeDiscriminator!, one => one.DerivedType, StringComparer.Ordinal);

    /// <summary>What there is to do.</summary>
    /// <exception cref="FormatException">It is no <see cref="WebhookAnswer"/>; names the field.</exception>
    public static IReadOnlyList<IWebhookAction> Read(ReadOnlySpan<byte> json)
    {
        var answer = StrictJson.Parse(json, "The answer");
        StrictJson.Check(answer, typeof(WebhookAnswer), "The answer");
        if (!answer.TryGetProperty("actions", out var actions))
        {
            return [];
        }

        if (actions.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException("actions is no list.");
        }

        return actions.GetArrayLength() is var count and > MaxActions
            ? throw new FormatException($"actions has {count} entries; it may have {MaxActions}.")
            : [.. actions.EnumerateArray().Select((action, index) => ReadAction(action, $"actions[{index}]"))];
    }

    private static IWebhookAction ReadAction(JsonElement action, string place)
    {
        if (action.ValueKind != JsonValueKind.Object || !action.TryGetProperty(Discriminator, out var name)
            || name.ValueKind != JsonValueKind.String)
        {
            throw new FormatException($"{place}.{Discriminator} is missing: it is one of {string.Join(", ", Actions.Keys)}.");
        }

        if (!Actions.TryGetValue(name.GetString()!, out var type))
        {
            throw new FormatException(
                $"{place}.{Discriminator} is '{StrictJson.Shown(name.GetString()!)}', which is none of {string.Join(", ", Actions.Keys)}.");
        }

        StrictJson.Check(action, type, place, also: Discriminator);
        return (IWebhookAction)StrictJson.Read(action, typeof(IWebhookAction), place);
    }
}
