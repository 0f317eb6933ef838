using BotPlatform.BotHost.HandOff;
using BotPlatform.BotHost.Storage;
using BotPlatform.BotHost.Webhooks.Signing;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.Connectors;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Webhooks;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace BotPlatform.BotHost.Webhooks.Api;

/// <summary><c>/webhooks/NAME/commands</c>: what webhooks tell the host by themselves.</summary>
internal sealed partial class WebhookEndpoint(
    IOptions<WebhooksOptions> options,
    WebhookCaller caller,
    CommandQueues commands,
    IBotBackend backend,
    IEnumerable<IChatConnectorFactory> networks,
    TimeProvider time,
    ILogger<WebhookEndpoint> logger)
{
    /// <summary>How long a body may be.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>How many commands may wait for the database at once, those too whose senders were told to come again.</summary>
    public const int MaxWaiting = 256;

    private const int MaxIdLength = 128;

    private readonly HashSet<AccountRef> _accounts = [.. networks.SelectMany(network => network.Accounts)];
    private int _waiting;

    /// <summary>Makes the command durable, then answers 202.</summary>
    public async Task<Results<Accepted<WebhookAccepted>, ProblemHttpResult>> PostAsync(
        string name, HttpContext context, CancellationToken cancellationToken)
    {
        if (await ReadAsync(context, cancellationToken) is not { } body)
        {
            return Problem(StatusCodes.Status413PayloadTooLarge, $"The body is longer than {MaxBytes} bytes.");
        }

        if (caller.WhyNot(name, context.Request.Headers, body) is { } reason)
        {
            LogRefused(context.Connection.RemoteIpAddress, reason);
            return Problem(StatusCodes.Status401Unauthorized, reason);
        }

        var id = context.Request.Headers[WebhookSigner.IdHeader].ToString();
        if (id.Length > MaxIdLength || !id.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or ':' or '/'))
        {
            return Problem(
                StatusCodes.Status400BadRequest,
                $"{WebhookSigner.IdHeader} has to be at most {MaxIdLength} letters, digits and signs of -_:/ of ASCII.");
        }

        try
        {
            var commandId = $"webhook/{name}/{id}";
            var command = CommandFormat.Read(body, commandId, time.GetUtcNow());
            return WhyNotAs(command.Account, options.Value.All[name]) is { } refusal
                ? Problem(StatusCodes.Status403Forbidden, refusal)
                : await AcceptAsync(command, commandId, options.Value.All[name].Timeout, cancellationToken);
        }
        catch (FormatException error)
        {
            return Problem(StatusCodes.Status400BadRequest, error.Message);
        }
    }

    private static async Task<byte[]?> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MaxBytes;
        }

        try
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, cancellationToken);
            return body.ToArray();
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }

    private static ProblemHttpResult Problem(int status, string sentence) => TypedResults.Problem(sentence, statusCode: status);

    private async Task<Results<Accepted<WebhookAccepted>, ProblemHttpResult>> AcceptAsync(
        IChatCommand command, string commandId, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (command is not IReliableCommand reliable)
        {
            await backend.SendAtOnceAsync(command, cancellationToken);
            return TypedResults.Accepted((string?)null, new WebhookAccepted());
        }

        try
        {
            await KeepAsync(reliable).WaitAsync(patience, time, cancellationToken);
            return TypedResults.Accepted((string?)null, new WebhookAccepted { CommandId = commandId });
        }
        catch (Exception error) when (error is ArgumentException or UnstorableException)
        {
            return Problem(StatusCodes.Status400BadRequest, $"The command cannot be kept: {error.Message}");
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            return Problem(
                StatusCodes.Status503ServiceUnavailable,
                $"The command could not be kept yet. Send it again under the same {WebhookSigner.IdHeader}: it is carried out once.");
        }
    }

    /// <exception cref="TimeoutException">Too many wait already.</exception>
    private async Task KeepAsync(IReliableCommand command)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > MaxWaiting)
            {
                throw new TimeoutException();
            }

            await commands.AcceptAsync(command);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private string? WhyNotAs(AccountRef account, WebhookOptions webhook) =>
        !_accounts.Contains(account) ? "data.account is none of this host."
        : webhook.Accounts.Count > 0 && !webhook.Accounts.Contains(AccountName.Of(account))
            ? "data.account is none of this webhook (Accounts)."
            : null;

    [LoggerMessage(LogLevel.Warning, "A command of a webhook from {Address} is refused: {Reason}")]
    private partial void LogRefused(System.Net.IPAddress? address, string reason);
}
