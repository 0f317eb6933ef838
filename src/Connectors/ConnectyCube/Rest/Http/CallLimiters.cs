namespace BotPlatform.ConnectyCube.Rest.Http;

/// <summary>One limiter an account, shared by everybody who makes calls for it, and gone with the last of them.</summary>
internal sealed class CallLimiters(RestOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (CallLimiter Limiter, int Users)> _byAccount = new(StringComparer.Ordinal);

    public CallLimiter Borrow(string account)
    {
        lock (_gate)
        {
            var (limiter, users) = _byAccount.TryGetValue(account, out var found) ? found : (new CallLimiter(options, time), 0);
            _byAccount[account] = (limiter, users + 1);
            return limiter;
        }
    }

    public void GiveBack(string account)
    {
        lock (_gate)
        {
            var (limiter, users) = _byAccount[account];
            if (users > 1)
            {
                _byAccount[account] = (limiter, users - 1);
                return;
            }

            _byAccount.Remove(account);
            limiter.Dispose();
        }
    }
}
