using BotPlatform.BotHost.Pipeline.Requests;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.Activity.Hearing;

/// <summary>Remembers of whom bots have asked the network to tell by itself: that is not the host's to end.</summary>
internal sealed class BotWatches(AccountActivities accounts) : IHearsAnswers
{
    /// <inheritdoc />
    public void Answered(object request)
    {
        if (request is WatchActivity asked)
        {
            accounts[asked.Account].SetAskedByBot(asked.User.Id, asked.IsWatching);
        }
    }
}
