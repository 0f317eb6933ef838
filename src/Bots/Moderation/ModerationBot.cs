using BotPlatform.Bots.Settings;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Access;
using BotPlatform.BotSdk.Building;
using BotPlatform.BotSdk.Capabilities;
using BotPlatform.BotSdk.Commands.Arguments;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotPlatform.Bots.Moderation;

/// <summary>
/// Keeps groups in order: words that are not welcome, and floods. The owner and the admins may write what they like; whoever is not
/// known to be one of them may not. What the network refuses is logged, and the rest of the measures are taken.
/// </summary>
internal sealed partial class ModerationBot : IConfigureBot
{
    private const string Key = "conduct";

    private readonly ModerationOptions _options;
    private readonly ILogger<ModerationBot> _logger;
    private readonly WordFilter _words;
    private readonly WatchedFile<WordFilter>? _file;
    private readonly Flood _flood;

    public ModerationBot(IOptions<ModerationOptions> options, ILogger<ModerationBot> logger)
    {
        _options = options.Value;
        _logger = logger;
        _words = new WordFilter(_options.Words);
        _file = _options.WordsFile.Length > 0 ? new(_options.WordsFile, WordFilter.Parse, logger) : null;
        _flood = new Flood(_options.FloodMessages, _options.FloodTime);
    }

    /// <inheritdoc />
    public void Configure(BotBuilder bot)
    {
        bot.IsWatcher = true;
        bot.Use(WatchAsync);
        bot.On<MessageReceived>((_, _, _) => Task.CompletedTask);
        bot.On<MessageEdited>((_, _, _) => Task.CompletedTask);
        bot.OnCommand("warnings", "Says how often I have warned a user here.", WarningsAsync).OnlyFor(DialogRole.Admin)
            .Describe("de", "Sagt, wie oft ich einen Benutzer hier verwarnt habe.");
        bot.OnCommand("pardon", "Forgets the warnings of a user here, and blocks the user no longer.", PardonAsync).OnlyFor(DialogRole.Admin)
            .Describe("de", "Vergisst die Verwarnungen eines Benutzers hier, und blockiert ihn nicht mehr.");
    }

    // Around all handlers, because a command may hold a word too.
    private async Task WatchAsync(IAccountEvent @event, IBotContext context, Func<Task> next, CancellationToken cancellationToken)
    {
        var offence = @event switch
        {
            MessageReceived { DialogKind: DialogKind.Group } message => await FindOffenceAsync(message, context, cancellationToken),
            MessageEdited { DialogKind: DialogKind.Group } edited when IsRude(edited.Text) =>
                new Offence(edited.Dialog, edited.MessageId, edited.User, edited.Text, "words", context.Time.GetUtcNow()),
            _ => null,
        };
        if (offence is null || await IsExemptAsync(offence, context, cancellationToken))
        {
            await next();
            return;
        }

        await PunishAsync(offence, context, cancellationToken);
    }

    private async Task<Offence?> FindOffenceAsync(MessageReceived message, IBotContext context, CancellationToken cancellationToken)
    {
        var isFlood = await _flood.CountAsync(message, context, cancellationToken); // whatever it says
        return IsRude(message.Text) || isFlood
            ? new Offence(
                message.Dialog, message.MessageId, message.Sender, message.Text, isFlood ? "a flood" : "words", context.Time.GetUtcNow())
            : null;
    }

    private bool IsRude(string text) => _words.IsFoundIn(text) || _file?.Content.IsFoundIn(text) is true;

    private static async Task<bool> IsExemptAsync(Offence offence, IBotContext context, CancellationToken cancellationToken)
    {
        try
        {
            return context.Find<IDialogs>() is { } dialogs && await dialogs.GetAsync(offence.Dialog, cancellationToken) is { } info
                && (info.Owner == offence.User || info.Admins.Contains(offence.User));
        }
        catch (RequestFailedException)
        {
            return false;
        }
    }

    private async Task PunishAsync(Offence offence, IBotContext context, CancellationToken cancellationToken)
    {
        var bag = context.State.OfMember(offence.User, offence.Dialog);
        var conduct = (await bag.GetAsync<Conduct>(Key, cancellationToken) ?? Conduct.Clean).With(offence.At, _options.RememberFor);
        var count = conduct.Offences.Count;
        var blocks = IsDue(_options.BlockAt, count) && !conduct.IsBlocked;
        if (IsDue(_options.DeleteAt, count))
        {
            await context.DeleteAsync(offence.Dialog, offence.MessageId, cancellationToken);
        }

        if (IsDue(_options.WarnAt, count))
        {
            var name = await NameAsync(offence.User, context, cancellationToken);
            var what = offence.Kind == "words" ? "such words are not welcome here" : "not so much at once";
            await context.SayAsync(offence.Dialog, $"{name}, {what}, please. (Warning {count})", cancellationToken);
        }

        var isReported = IsDue(_options.ReportAt, count);
        foreach (var moderators in isReported ? _options.ReportTo : [])
        {
            var report = $"User {offence.User.Id} in {offence.Dialog.Id}, warning {count}, {offence.Kind}: {ShownText.Of(offence.Text, 500)}";
            await context.SayAsync(new DialogRef(moderators), report, cancellationToken);
        }

        // Requests last, because they are made again when something before them fails.
        if (isReported && _options.ReportToNetwork && context.Find<IModeration>() is { } moderation)
        {
            await TryAsync("report", () => moderation.ReportAsync(offence.User, $"warning {count}: {offence.Kind}", cancellationToken));
        }

        // Who is blocked can be pardoned however long it was ago.
        var isBlocked = conduct.IsBlocked
            || (blocks && await TryAsync("block", () => context.BlockAsync(offence.User, isMutual: false, cancellationToken)));
        bag.Set(Key, conduct with { IsBlocked = isBlocked }, isBlocked ? null : _options.RememberFor);
        LogOffence(offence.Kind, count);
    }

    private static bool IsDue(int at, int count) => at > 0 && count >= at;

    private async Task<string> WarningsAsync(UserRef user, MessageReceived message, IBotContext context, CancellationToken cancellationToken)
    {
        var found = await FindUserAsync(user, context, cancellationToken);
        var conduct = await context.State.OfMember(found, message.Dialog).GetAsync<Conduct>(Key, cancellationToken) ?? Conduct.Clean;
        var count = conduct.Offences.Count(one => one > context.Time.GetUtcNow() - _options.RememberFor);
        return $"{ShownText.Of(user.Id)}: {count} {(count == 1 ? "warning" : "warnings")}{(conduct.IsBlocked ? ", blocked" : "")}.";
    }

    private async Task<string> PardonAsync(UserRef user, MessageReceived message, IBotContext context, CancellationToken cancellationToken)
    {
        var found = await FindUserAsync(user, context, cancellationToken);
        var bag = context.State.OfMember(found, message.Dialog);
        if (await bag.GetAsync<Conduct>(Key, cancellationToken) is not { } conduct)
        {
            return $"I have nothing against {ShownText.Of(user.Id)}.";
        }

        if (conduct.IsBlocked && !await TryAsync("unblock", () => context.UnblockAsync(found, cancellationToken)))
        {
            return $"I cannot unblock {ShownText.Of(user.Id)} at the moment.";
        }

        bag.Remove(Key);
        return $"Forgotten: {ShownText.Of(user.Id)} has no warnings any more.";
    }

    // People are called by their login or by their id; who has the id is meant first.
    private static async Task<UserRef> FindUserAsync(UserRef user, IBotContext context, CancellationToken cancellationToken)
    {
        try
        {
            return context.Find<IUsers>() is { } users && !user.Id.All(char.IsAsciiDigit)
                && await users.FindAsync(UserKey.Login, user.Id, cancellationToken) is { } found
                ? found.User
                : user;
        }
        catch (RequestFailedException)
        {
            return user;
        }
    }

    private static async Task<string> NameAsync(UserRef user, IBotContext context, CancellationToken cancellationToken)
    {
        try
        {
            var found = context.Find<IUsers>() is { } users ? await users.FindAsync(user, cancellationToken) : null;
            return ShownText.Of(found?.FullName ?? found?.Login ?? user.Id);
        }
        catch (RequestFailedException)
        {
            return ShownText.Of(user.Id);
        }
    }

    /// <returns>Whether the network has done it.</returns>
    private async Task<bool> TryAsync(string what, Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (RequestFailedException error)
        {
            LogRefused(what, error.Message);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Information, "Somebody is warned for {Kind}, offence {Count}.")]
    private partial void LogOffence(string kind, int count);

    [LoggerMessage(LogLevel.Warning, "The network did not {What} somebody as it should: {Problem}")]
    private partial void LogRefused(string what, string problem);

    private sealed record Offence(DialogRef Dialog, string MessageId, UserRef User, string Text, string Kind, DateTimeOffset At);
}
