using System.Threading.Channels;
using BotPlatform.TestKit;

namespace BotPlatform.Xmpp.Tests.Sessions;

/// <summary>The states of a client, to be waited for one after the other.</summary>
internal sealed class StateLog
{
    private readonly Channel<XmppState> _states = Channel.CreateUnbounded<XmppState>();

    public void Add(XmppState state) => _states.Writer.TryWrite(state);

    /// <summary>The next state of this kind; those before it are passed over.</summary>
    public async Task<TState> NextAsync<TState>()
        where TState : XmppState
    {
        while (true)
        {
            if (await _states.Reader.ReadAsync(TestTimeout.Token) is TState wanted)
            {
                return wanted;
            }
        }
    }
}
