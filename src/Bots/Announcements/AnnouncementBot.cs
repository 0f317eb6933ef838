using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Access;
using BotPlatform.BotSdk.Capabilities;
using BotPlatform.BotSdk.Commands;
using BotPlatform.BotSdk.Commands.Arguments;
using BotPlatform.Contracts.Chat;
using Microsoft.Extensions.Options;

namespace BotPlatform.Bots.Announcements;

/// <summary>
/// Announcements from chat: <c>!announce create</c>, <c>!announce resume</c> and so on, for those whom the settings name and nobody else. The
/// account that was written to is the one that speaks. What is made here begins paused.
/// </summary>
internal sealed class AnnouncementBot(IOptions<AnnouncementBotOptions> options) : ICommandBot
{
    private readonly AnnouncementBotOptions _options = options.Value;

    /// <inheritdoc />
    public void Define(CommandSet commands)
    {
        var group = commands.AddGroup("announce", "Says something to many.", Define);
        if (_options.Role is null)
        {
            group.OnlyFor([.. _options.Users.Select(id => new UserRef(id))]); // so that !help does not show it to others
        }

        void Define(CommandSet announce)
        {
            announce.Add("create", "NAME to=… [at=…|cron=…|every=…], then the text in the next lines", "Makes one, paused.", Guarded(CreateAsync));
            announce.Add("list", "", "Lists them.", Guarded(ListAsync));
            Add(announce, "show", "Shows one, and when it is due.", async (all, name, by, token) =>
                AnnouncementTexts.Of(await all.GetAsync(name, by, token)));
            Add(announce, "preview", "Says who would get it, and what they would read.", async (all, name, by, token) =>
                AnnouncementTexts.Of(await all.PreviewAsync(name, by, token)));
            Add(announce, "test", "Sends it to you.", async (all, name, by, token) =>
                $"On its way to you: run {(await all.TestAsync(name, by, by, token)).Run}, a test.");
            Add(announce, "pause", "Sends nothing of it for now.", async (all, name, by, token) =>
                AnnouncementTexts.StateOf(await all.PauseAsync(name, by, token)));
            Add(announce, "resume", "Goes on with it, or begins it.", async (all, name, by, token) =>
                AnnouncementTexts.StateOf(await all.ResumeAsync(name, by, token)));
            Add(announce, "stop", "Ends what is being sent of it.", async (all, name, by, token) =>
                AnnouncementTexts.Of(await all.StopAsync(name, by, token)));
            Add(announce, "cancel", "Stops it for good.", async (all, name, by, token) =>
                AnnouncementTexts.StateOf(await all.CancelAsync(name, by, token)));
            Add(announce, "retry", "Tries those again who did not get it.", async (all, name, by, token) =>
                $"Tried again: {(await all.RetryAsync(name, by, token)).Retried}.");
            Add(announce, "progress", "Says how far it is.", async (all, name, by, token) =>
                AnnouncementTexts.Of(await all.GetRunAsync(name, by, token)));
        }
    }

    private void Add(
        CommandSet commands, string name, string description, Func<IAnnouncements, string, UserRef, CancellationToken, Task<string>> act) =>
        commands.Add(name, "NAME", description, Guarded((all, command, token) => command.Rest.Trim() is { Length: > 0 } announcement
            ? act(all, announcement, command.Message.Sender, token)
            : Task.FromResult($"Which one? !announce {name} NAME")));

    private static async Task<string> ListAsync(IAnnouncements all, Command command, CancellationToken cancellationToken) =>
        AnnouncementTexts.Of(await all.ListAsync(command.Message.Sender, cancellationToken));

    private static async Task<string> CreateAsync(IAnnouncements all, Command command, CancellationToken cancellationToken)
    {
        if (!WrittenAnnouncement.TryRead(command.Rest, command.Message.Origin.Account, out var announcement, out var problem))
        {
            return problem;
        }

        var made = await all.CreateAsync(announcement, isPaused: true, command.Message.Sender, cancellationToken);
        return AnnouncementTexts.Made(made);
    }

    /// <summary>Only for those who may, and with a sentence where the host refuses.</summary>
    private CommandHandler Guarded(Func<IAnnouncements, Command, CancellationToken, Task<string>> act) =>
        async (command, context, cancellationToken) =>
        {
            var reply = await MayAsync(command.Message, context, cancellationToken)
                ? await TryAsync(act, command, context, cancellationToken)
                : "Announcements are not for you here.";
            await context.ReplyAsync(command, reply, cancellationToken);
        };

    private static async Task<string> TryAsync(
        Func<IAnnouncements, Command, CancellationToken, Task<string>> act,
        Command command,
        IBotContext context,
        CancellationToken cancellationToken)
    {
        try
        {
            return await act(context.Announcements, command, cancellationToken);
        }
        catch (RequestFailedException error)
        {
            return ShownText.Of(error.Message, 1000);
        }
    }

    private async Task<bool> MayAsync(MessageReceived message, IBotContext context, CancellationToken cancellationToken)
    {
        var isListed = _options.Dialogs.Contains(message.Dialog.Id, StringComparer.Ordinal);
        if (message.DialogKind != DialogKind.Direct && !isListed)
        {
            return false;
        }

        return _options.Users.Contains(message.Sender.Id, StringComparer.Ordinal)
            || (isListed
                && message.DialogKind == DialogKind.Group
                && _options.Role is { } role
                && await new Asker(message, context).FindRoleAsync(cancellationToken) >= role);
    }
}
