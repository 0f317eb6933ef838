namespace BotPlatform.Contracts.Announcements;

/// <summary>
/// Something that shall be done with announcements, or told of them. Whoever asks chooses an id and repeats it when no answer came: what
/// was done already is not done again.
/// </summary>
public interface IAnnouncementRequest
{
    /// <summary>Names the request; chosen once by whoever asks, 1 to 200 characters.</summary>
    string RequestId { get; }

    /// <summary>Who asks.</summary>
    Requester By { get; }
}

/// <summary>The same with an answer.</summary>
/// <typeparam name="TAnswer">What comes back.</typeparam>
public interface IAnnouncementRequest<TAnswer> : IAnnouncementRequest
    where TAnswer : class;
