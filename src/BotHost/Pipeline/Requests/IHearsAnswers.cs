namespace BotPlatform.BotHost.Pipeline.Requests;

/// <summary>Hears which requests of bots the network has answered.</summary>
internal interface IHearsAnswers
{
    /// <summary>Asked on the host that holds the account, for each request, so it is quick. Does not throw.</summary>
    void Answered(object request);
}
