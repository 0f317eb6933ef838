using System.Collections.Concurrent;
using System.Globalization;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Sessions;

/// <summary>
/// RFC 6120 §8.2.3: finds the request that an answer belongs to. Kind, id and sender must all fit: an answer matched by its id
/// alone could come from anybody who guesses ids.
/// </summary>
internal sealed class IqTracker(Jid self, TimeSpan timeout, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Pending> _pending = new(StringComparer.Ordinal);
    private readonly string _prefix = Guid.NewGuid().ToString("N")[..8];
    private long _next;
    private volatile XmppException? _ended;

    /// <summary>Gives the request an id if it has none, sends it, and waits for the answer.</summary>
    /// <exception cref="XmppStanzaException">The peer refused.</exception>
    /// <exception cref="XmppConnectionException">No answer came in time, or the connection ended.</exception>
    public async Task<Iq> RequestAsync(
        Iq request, Func<Iq, CancellationToken, Task> send, CancellationToken cancellationToken)
    {
        if (!request.IsRequest)
        {
            throw new ArgumentException("Only an IQ of type get or set is a request.", nameof(request));
        }

        var id = request.Id ?? $"{_prefix}-{Interlocked.Increment(ref _next).ToString(CultureInfo.InvariantCulture)}";
        var pending = new Pending(request.To, new TaskCompletionSource<Iq>(TaskCreationOptions.RunContinuationsAsynchronously));
        if (!_pending.TryAdd(id, pending))
        {
            throw new ArgumentException($"A request with the id '{id}' is already waiting.", nameof(request));
        }

        try
        {
            if (_ended is { } ended)
            {
                throw Broken(ended);
            }

            var started = time.GetTimestamp();
            await send(request with { Id = id }, cancellationToken).WaitAsync(timeout, time, cancellationToken).ConfigureAwait(false);
            var left = timeout - time.GetElapsedTime(started);
            var answer = await pending.Answer.Task
                .WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, cancellationToken).ConfigureAwait(false);
            return answer.Type == IqType.Error ? throw new XmppStanzaException(answer.Error!) : answer;
        }
        catch (TimeoutException e)
        {
            throw new XmppConnectionException($"No answer came within {timeout}.", e);
        }
        finally
        {
            _pending.TryRemove(id, out _);
        }
    }

    /// <summary>Gives an answer to its request; false when nobody waits for it.</summary>
    public bool TryComplete(Iq answer) =>
        _pending.TryGetValue(answer.Id!, out var pending)
        && IsFrom(pending.To, answer.From)
        && pending.Answer.TrySetResult(answer);

    /// <summary>No more answers will come.</summary>
    public void End(XmppException error)
    {
        _ended = error;
        foreach (var pending in _pending.Values)
        {
            pending.Answer.TrySetException(Broken(error));
        }
    }

    private static XmppConnectionException Broken(XmppException error) =>
        new("The connection ended before the answer came.", error);

    // RFC 6120 §8.1.2.1: no sender means our own account or server, and servers differ in what they write for those.
    private bool IsFrom(Jid? asked, Jid? sender) => asked is null
        ? sender is null || sender == self || sender == self.Bare || IsOurServer(sender)
        : sender == asked || (sender is null && (asked == self.Bare || IsOurServer(asked)));

    private bool IsOurServer(Jid address) => address.IsBare && address.Local.Length == 0 && address.Domain == self.Domain;

    private sealed record Pending(Jid? To, TaskCompletionSource<Iq> Answer);
}
