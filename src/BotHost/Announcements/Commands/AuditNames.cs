using BotPlatform.BotHost.Storage.Announcements;
using BotPlatform.BotSdk.Commands.Arguments;
using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Announcements.Commands;

/// <summary>What the audit calls those who ask, and what they ask for.</summary>
internal static class AuditNames
{
    private const int MaxName = 100;

    /// <summary>Who, and by which way.</summary>
    public static string Of(Requester by)
    {
        var name = by.Name is { Length: > 0 } given ? ShownText.Of(given, MaxName) : null;
        return by.Way switch
        {
            RequestWay.Chat => $"user {name ?? "?"} in chat (bot {ShownText.Of(by.Bot ?? "?", MaxName)})",
            RequestWay.Configuration => "configuration",
            RequestWay.Schedule => "schedule",
            RequestWay.CommandLine => With("command line"),
            RequestWay.Http => With("http"),
            _ => With("bus"),
        };

        string With(string way) => name is null ? way : $"{way} ({name})";
    }

    /// <summary>What is done, and to which announcement; null for questions.</summary>
    public static (string Action, string Announcement)? Of(IAnnouncementRequest request) => request switch
    {
        CreateAnnouncement { Announcement.Name: var name } => ("create", name),
        ChangeAnnouncement { Announcement.Name: var name } => ("change", name),
        PauseAnnouncement { Name: var name } => ("pause", name),
        ResumeAnnouncement { Name: var name } => ("resume", name),
        CancelAnnouncement { Name: var name } => ("cancel", name),
        StartAnnouncementRun { Name: var name } => ("run", name),
        StopRun { Name: var name } => ("stop", name),
        RetryFailed { Name: var name } => ("retry", name),
        TestAnnouncement { Name: var name } => ("test", name),
        _ => null,
    };

    /// <summary>The record of something that is done.</summary>
    public static AuditRecord Record(IAnnouncementRequest request, DateTimeOffset at, string? details = null)
    {
        var (action, announcement) = Of(request) ?? throw new ArgumentException("Questions are not recorded.", nameof(request));
        return new AuditRecord(at, Of(request.By), action, ShownText.Of(announcement, MaxName), details);
    }
}
