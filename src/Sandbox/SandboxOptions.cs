using System.ComponentModel.DataAnnotations;

namespace BotPlatform.Sandbox;

/// <summary>
/// How the development server behaves: section <c>Sandbox</c> of the configuration. It listens on loopback, always.
/// </summary>
public sealed class SandboxOptions : IValidatableObject
{
    /// <summary>Port of the REST interface and of XMPP over WebSocket. Default 5380; 0 picks a free one.</summary>
    [Range(0, 65535)]
    public int HttpPort { get; set; } = 5380;

    /// <summary>Port of XMPP over TCP, which offers STARTTLS. Default 5322; 0 picks a free one.</summary>
    [Range(0, 65535)]
    public int XmppPort { get; set; } = 5322;

    /// <summary>The host in the addresses of users; rooms are at <c>muc.</c> and this host. Default <c>localhost</c>.</summary>
    [Required]
    public string ChatHost { get; set; } = "localhost";

    /// <summary>The application id that clients must name. Default <c>1</c>.</summary>
    [Required]
    public string AppId { get; set; } = "1";

    /// <summary>The authorization key that clients must name. Default <c>sandbox</c>.</summary>
    [Required]
    public string AuthKey { get; set; } = "sandbox";

    /// <summary>
    /// A PKCS#12 file (<c>.pfx</c>) or a PEM file with certificate and key, for STARTTLS. Default none: a certificate for
    /// <c>localhost</c> is made at start.
    /// </summary>
    public string? CertificateFile { get; set; }

    /// <summary>The password of <see cref="CertificateFile"/>. Default none.</summary>
    public string? CertificatePassword { get; set; }

    /// <summary>Whether XMPP over TCP offers STARTTLS. Default true.</summary>
    public bool OfferStartTls { get; set; } = true;

    /// <summary>Whether a session for an unknown login creates the user. Default false: a mistyped login is an error.</summary>
    public bool CreateUnknownUsers { get; set; }

    /// <summary>
    /// What the application's own identity provider would say: its tokens, and the login that each stands for. Such a token signs
    /// in in place of a login; a user who is not there yet is made. Default none.
    /// </summary>
    public IDictionary<string, string> IdentityTokens { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The custom fields that a dialog may have, at most three. Default <c>location</c>.</summary>
    [MaxLength(3)]
    public IReadOnlyList<string> DialogFields { get; set; } = ["location"];

    /// <summary>
    /// Whether users may subscribe to group dialogs, and not only to public ones. Default false: the vendor's documents differ.
    /// </summary>
    public bool AllowGroupSubscription { get; set; }

    /// <summary>
    /// The classes of custom objects: their fields, and of each the type: <c>integer</c>, <c>float</c>, <c>boolean</c> or
    /// <c>string</c>, with <c>[]</c> a list. Default <c>UserReports</c> and <c>MessageReports</c>, which moderation needs.
    /// </summary>
    public IDictionary<string, IDictionary<string, string>> CustomClasses { get; set; } =
        new Dictionary<string, IDictionary<string, string>>(StringComparer.Ordinal)
        {
            ["UserReports"] = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["reportedUserId"] = "integer",
                ["reason"] = "string",
            },
            ["MessageReports"] = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["reportedMessageId"] = "string",
                ["reason"] = "string",
            },
        };

    /// <summary>How long a REST session lives after its last request. Default 2 hours.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(2);

    /// <summary>How long a chat connection may take to sign in. Default 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan SignInTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a chat session may be silent before it is pinged. Default 60 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan PingAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a pinged session may stay silent before it is closed. Default 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan PingTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a session waits for its client to resume it after its connection broke (XEP-0198). Default 60 seconds; 0 switches
    /// resumption off.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan ResumeTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Bytes of one stanza; a larger one closes the stream. Default 262,144.</summary>
    [Range(1024, 16 * 1024 * 1024)]
    public int MaxStanzaBytes { get; set; } = 256 * 1024;

    /// <summary>
    /// Chat connections at the same time; more are refused. Also sessions at the same time that can be resumed. Default 2,000.
    /// </summary>
    [Range(1, 100_000)]
    public int MaxConnections { get; set; } = 2_000;

    /// <summary>
    /// Stanzas that wait for a session that does not read them, and stanzas that it has not acknowledged, each. At the limit the
    /// session is closed and its messages are kept for later. Default 10,000; at least <see cref="OfflineLimit"/>.
    /// </summary>
    [Range(10, 1_000_000)]
    public int SessionQueueLimit { get; set; } = 10_000;

    /// <summary>Messages kept for a user who is away; the oldest make room. Default 1,000.</summary>
    [Range(0, 100_000)]
    public int OfflineLimit { get; set; } = 1_000;

    /// <summary>Messages in the history of all dialogs together; the oldest make room. Default 100,000.</summary>
    [Range(1, 10_000_000)]
    public int HistoryLimit { get; set; } = 100_000;

    /// <summary>Bytes of one uploaded file; a larger one is refused. Default 104,857,600 (100 MB).</summary>
    [Range(1, 2_000_000_000)]
    public long MaxFileBytes { get; set; } = 100 * 1024 * 1024;

    /// <summary>
    /// Bytes of all uploaded files together, those on their way included; what would exceed it is refused until files are deleted.
    /// Default 1,073,741,824 (1 GB).
    /// </summary>
    [Range(typeof(long), "1", "1000000000000000")]
    public long MaxStorageBytes { get; set; } = 1024 * 1024 * 1024;

    /// <summary>
    /// The directory in which the sandbox makes one for uploaded files, and removes that when it stops; when it starts, it removes
    /// those of sandboxes that were killed. Default none: the system's directory for temporary files.
    /// </summary>
    public string? FilesDirectory { get; set; }

    /// <summary>
    /// Whether a message whose id its sender has used before is acknowledged and given to nobody. Default false: the vendor says only
    /// that such a message is not stored twice (section 1).
    /// </summary>
    public bool DropRepeatedIds { get; set; }

    /// <summary>
    /// Where the sandbox keeps dialogs, messages that are not delivered yet and the ids of messages, so that it goes on with them
    /// after a kill; made if need be. The history, files, records and new users are not kept. Default none: it keeps nothing.
    /// </summary>
    public string? DataDirectory { get; set; }

    /// <summary>
    /// Whether the user lists of the interface's first version answer (<c>GET /users</c>). Default false, as at the vendor.
    /// </summary>
    public bool AllowUserLists { get; set; }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (OfflineLimit > SessionQueueLimit)
        {
            yield return new ValidationResult("OfflineLimit must not be larger than SessionQueueLimit.", [nameof(OfflineLimit)]);
        }

        foreach (var (name, fields) in CustomClasses)
        {
            foreach (var (field, type) in fields.Where(pair => !World.Data.DataType.TryParse(pair.Value, out _)))
            {
                yield return new ValidationResult(
                    $"CustomClasses:{name}:{field} is '{type}', but has to be integer, float, boolean or string.", [nameof(CustomClasses)]);
            }
        }

        if (!Xmpp.Stanzas.Jid.TryParse($"1-{AppId}@muc.{ChatHost}", out var jid) || jid.Resource.Length > 0)
        {
            yield return new ValidationResult("ChatHost and AppId must be usable in an address.", [nameof(ChatHost)]);
        }
    }
}
