using BotPlatform.Sandbox.Chat.Messages;

namespace BotPlatform.Sandbox.Chat.Sessions;

/// <summary>
/// Makes a session wait while those whom it writes to do not keep up, so that a flood stays in the flooder's socket. A session
/// that is behind itself does not wait: its acknowledgements are what others wait for. Who has not caught up after
/// <see cref="MaxSlowdown"/> is not waited for again until it has.
/// </summary>
internal sealed class Backpressure(ChatSession session, MessageRouter messages, TimeProvider time)
{
    private static readonly TimeSpan MaxSlowdown = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SlowdownStep = TimeSpan.FromMilliseconds(10);
    private Address? _givenUpOn;

    /// <summary>After each stanza of the session.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        var address = session.LastAddress;
        if (!messages.AnyCrowded(address, except: session))
        {
            _givenUpOn = address == _givenUpOn ? null : _givenUpOn;
            return;
        }

        var start = time.GetTimestamp();
        while (address != _givenUpOn && !session.IsBehind && messages.AnyCrowded(address, except: session))
        {
            await Task.Delay(SlowdownStep, time, cancellationToken);
            _givenUpOn = time.GetElapsedTime(start) >= MaxSlowdown ? address : _givenUpOn;
        }
    }
}
