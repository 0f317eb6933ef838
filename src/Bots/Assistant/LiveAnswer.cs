using System.Text;
using BotPlatform.BotSdk;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Bots.Assistant;

/// <summary>
/// Shows an answer while it grows: a message after the first moment, then edits of it, never more often than that. A short answer is one
/// message. Where the network does not edit, the whole answer comes as a message of its own.
/// </summary>
/// <param name="message">What is answered.</param>
/// <param name="context">The bot's context.</param>
/// <param name="every">How long it waits before the first message, and between edits.</param>
/// <param name="time">The clock.</param>
internal sealed class LiveAnswer(MessageReceived message, IBotContext context, TimeSpan every, TimeProvider time) : IAnswerDisplay
{
    private const string More = " …";

    private DateTimeOffset _shownAt;
    private string? _messageId;
    private bool _isRefused;

    public Task BeginAsync(CancellationToken cancellationToken)
    {
        _shownAt = time.GetUtcNow();
        return context.TypingAsync(message, cancellationToken);
    }

    public async Task GrowAsync(StringBuilder text, CancellationToken cancellationToken)
    {
        if (!_isRefused && time.GetUtcNow() - _shownAt >= every && AnswerText.Clean(text.ToString()) is { Length: > 0 } clean)
        {
            _isRefused = !await TryShowAsync(clean + More, cancellationToken);
            _shownAt = time.GetUtcNow();
        }
    }

    public async Task EndAsync(string text, CancellationToken cancellationToken)
    {
        if (_messageId is null || !await TryShowAsync(text, cancellationToken))
        {
            await context.ReplyAsync(message, text, cancellationToken);
        }
    }

    private async Task<bool> TryShowAsync(string text, CancellationToken cancellationToken)
    {
        try
        {
            if (_messageId is null)
            {
                _messageId = await context.SendNowAsync(message, text, cancellationToken);
            }
            else
            {
                await context.EditNowAsync(message.Dialog, _messageId, text, cancellationToken);
            }

            return true;
        }
        catch (RequestFailedException)
        {
            return false; // the whole answer follows when it is there
        }
    }
}
