using BotPlatform.Connectors;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.Chaos.Hosting;

/// <summary>When users were last there: some always at the same time, which costs the network nothing, and a place at which the process may kill itself.</summary>
internal sealed class KillingActivity(IAnswers<GetLastActivity, LastActivity> inner, KillSwitch kill) : IAnswers<GetLastActivity, LastActivity>
{
    /// <summary>What the ids of those begin with of whom it speaks; the network knows nobody like that.</summary>
    public const string Prefix = "90";

    private static readonly DateTimeOffset LongAgo = new(2020, 12, 31, 23, 0, 0, TimeSpan.Zero);

    /// <inheritdoc />
    public Task<LastActivity> AnswerAsync(GetLastActivity request, CancellationToken cancellationToken)
    {
        if (!request.User.Id.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return inner.AnswerAsync(request, cancellationToken);
        }

        kill.Pass(Step.Looked);
        return Task.FromResult(new LastActivity { User = request.User, IsOnline = false, LastActiveAt = LongAgo });
    }
}
