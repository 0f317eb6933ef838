using System.Text.Json;
using System.Text.Json.Nodes;
using BotPlatform.BotHost.Bus;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Webhooks;

namespace BotPlatform.BotHost.Webhooks.Api;

/// <summary>Reads the commands that webhooks send by themselves.</summary>
internal static class CommandFormat
{
    private const string Id = "commandId";
    private const string CreatedAt = "createdAt";

    /// <param name="json">A <see cref="WebhookPost"/>.</param>
    /// <param name="commandId">What a command that is kept is called.</param>
    /// <param name="now">When it was made, if it does not say.</param>
    /// <exception cref="FormatException">It is none; names the field.</exception>
    public static IChatCommand Read(ReadOnlySpan<byte> json, string commandId, DateTimeOffset now)
    {
        var whole = StrictJson.Parse(json, "The body");
        StrictJson.Check(whole, typeof(WebhookPost), "The body");
        var post = (WebhookPost)StrictJson.Read(whole, typeof(WebhookPost), "The body");
        var kind = Kinds.Commands.FirstOrDefault(type => type.Name == post.Type) ?? throw new FormatException(
            $"type is '{StrictJson.Shown(post.Type)}', which is none of {string.Join(", ", Kinds.Commands.Select(type => type.Name))}.");
        var data = kind.IsAssignableTo(typeof(IReliableCommand)) ? Complete(post.Data, commandId, now) : post.Data;
        StrictJson.Check(data, kind, "data");
        return (IChatCommand)StrictJson.Read(data, kind, "data");
    }

    private static JsonElement Complete(JsonElement data, string commandId, DateTimeOffset now)
    {
        if (data.ValueKind != JsonValueKind.Object)
        {
            return data; // is refused as such
        }

        if (data.TryGetProperty(Id, out _))
        {
            throw new FormatException($"data.{Id} is not given here: the header {Signing.WebhookSigner.IdHeader} is the command's id.");
        }

        var complete = JsonObject.Create(data)!;
        complete[Id] = commandId;
        complete[CreatedAt] ??= now;
        return JsonSerializer.SerializeToElement(complete);
    }
}
