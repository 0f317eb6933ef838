using System.ComponentModel.DataAnnotations;
using BotPlatform.BotSdk.Access;

namespace BotPlatform.BotHost.Webhooks;

/// <summary>Which messages go to a webhook, besides its commands.</summary>
internal enum WebhookMessages
{
    /// <summary>No others.</summary>
    None,

    /// <summary>Those that are meant for the bot: its name in a group, everything in a direct dialog.</summary>
    Mentions,

    /// <summary>Every one.</summary>
    All,
}

/// <summary>A bot that is an HTTP server somewhere. Section <c>Webhooks:NAME</c>, where NAME is what the bot is called.</summary>
internal sealed class WebhookOptions
{
    /// <summary>Where it is asked: <c>https</c>, or <c>http</c> on this machine.</summary>
    [Required]
    public string Url { get; set; } = "";

    /// <summary>Whether <see cref="Url"/> may be <c>http</c> on another machine, so that all can read what travels. Default false.</summary>
    public bool AllowInsecure { get; set; }

    /// <summary>What both sides sign with: <c>whsec_</c> and 24 to 64 random bytes in base64. A secret.</summary>
    public string? Secret { get; set; }

    /// <summary>
    /// Further secrets: requests are signed with all of them, and each is accepted, so that they can be changed one side after the other.
    /// Default none.
    /// </summary>
    public IList<string> Secrets { get; } = [];

    /// <summary>Its commands by their names, without the <c>!</c>. Default none.</summary>
    public IDictionary<string, WebhookCommandOptions> Commands { get; } =
        new Dictionary<string, WebhookCommandOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The messages that go to it besides. Default <see cref="WebhookMessages.None"/>.</summary>
    public WebhookMessages Messages { get; set; }

    /// <summary>The kinds of other events that go to it, such as <c>ReactionsChanged</c>. Default none.</summary>
    public IList<string> Events { get; } = [];

    /// <summary>
    /// The accounts for which it works, such as <c>connectycube/100</c>: what others see does not go to it, and it cannot write as they.
    /// Default all accounts of the host.
    /// </summary>
    public IList<string> Accounts { get; } = [];

    /// <summary>Whether an answer may write in other dialogs of the account than the event's. Default false.</summary>
    public bool AnyDialog { get; set; }

    /// <summary>How long it may take to answer, to the last byte; then it has failed. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an answer may be; a longer one is not read to its end. Default 256 KiB.</summary>
    [Range(1, 16 * 1024 * 1024)]
    public int MaxResponseBytes { get; set; } = 256 * 1024;

    /// <summary>All secrets.</summary>
    internal IEnumerable<string> AllSecrets => Secrets.Prepend(Secret).OfType<string>().Where(secret => secret.Length > 0);
}

/// <summary>A command of a webhook. Section <c>Webhooks:NAME:Commands:COMMAND</c>.</summary>
internal sealed class WebhookCommandOptions
{
    /// <summary>What it does, in one sentence, for <c>!help</c>.</summary>
    [Required]
    public string Description { get; set; } = "";

    /// <summary>What may follow the name, for people: <c>CITY</c>. Default nothing.</summary>
    public string Usage { get; set; } = "";

    /// <summary>Other names. Default none.</summary>
    public IList<string> Aliases { get; } = [];

    /// <summary>The ids of those who may use it. Default everybody.</summary>
    public IList<string> Users { get; } = [];

    /// <summary>The ids of the dialogs in which it may be used. Default all.</summary>
    public IList<string> Dialogs { get; } = [];

    /// <summary>What somebody must be in the dialog to use it: Member, Admin or Owner. Default nothing.</summary>
    public DialogRole? Role { get; set; }
}

/// <summary>All webhooks. Section <c>Webhooks</c>.</summary>
internal sealed class WebhooksOptions
{
    /// <summary>By the names of the bots. Default none.</summary>
    public IReadOnlyDictionary<string, WebhookOptions> All { get; set; } = new Dictionary<string, WebhookOptions>();

    /// <summary>The names of the webhooks in a configuration.</summary>
    public static IEnumerable<string> NamesIn(IConfiguration configuration) =>
        configuration.GetSection("Webhooks").GetChildren().Select(NameOf);

    /// <summary>The webhooks of a configuration, not checked yet.</summary>
    public static Dictionary<string, WebhookOptions> ReadFrom(IConfiguration configuration) => configuration.GetSection("Webhooks")
        .GetChildren().ToDictionary(NameOf, section => section.Get<WebhookOptions>() ?? new WebhookOptions(), StringComparer.Ordinal);

    // Environment variables are often written in capitals.
#pragma warning disable CA1308 // Queues are named after bots, in lower case.
    private static string NameOf(IConfigurationSection section) => section.Key.ToLowerInvariant();
#pragma warning restore CA1308
}
