using System.Globalization;
using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Access;
using BotPlatform.BotSdk.Commands;
using BotPlatform.BotSdk.Commands.Arguments;
using BotPlatform.BotSdk.State;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Scheduling;

namespace BotPlatform.Bots.Reminders;

/// <summary>
/// Reminds people where they asked for it: <c>!remind us tomorrow 9:00 to water the plants</c>. What was due while no host ran comes late,
/// and says so.
/// </summary>
public sealed class ReminderBot(IBotCatalog catalog) : ICommandBot, IHandle<TimerFired>
{
    private const string ListKey = "reminders";
    private const string ZoneKey = "zone";
    private const string DefaultZone = "UTC";
    private const int MaxReminders = 50;

    private static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(1);

    private readonly ReminderTexts _texts = ReminderTexts.In(catalog.Texts.Language);

    /// <inheritdoc />
    public void Define(CommandSet commands)
    {
        commands.Add("remind", "WHEN to TEXT", "Reminds you here: tomorrow 9:00, in 20 minutes, every monday 9:00.", RemindAsync)
            .Describe("de", "Erinnert dich hier: morgen um 9 Uhr, in 20 Minuten, jeden Montag 9:00.");
        commands.Add("reminders", "Lists the reminders of this dialog.", ListAsync)
            .Describe("de", "Zählt die Erinnerungen dieses Dialogs auf.");
        commands.Add("forget-reminder", "Takes a reminder back.", ForgetAsync)
            .Describe("de", "Nimmt eine Erinnerung zurück.");
        commands.Add("timezone", "Says by whose clock you count, or changes it: Europe/Berlin.", ZoneAsync)
            .Describe("de", "Sagt, nach welcher Uhr du zählst, oder ändert es: Europe/Berlin.");
    }

    /// <inheritdoc />
    public async Task HandleAsync(TimerFired due, IBotContext context, CancellationToken cancellationToken)
    {
        var list = await FindListAsync(due.Dialog, context, cancellationToken);
        var number = int.Parse(due.Name, CultureInfo.InvariantCulture);
        if (list.All.FirstOrDefault(one => one.Number == number && one.At == due.Origin.OccurredAt) is not { } reminder)
        {
            return; // it was taken back just then
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(reminder.Zone);
        var isLate = context.Schedule.Now - reminder.At > LateAfter;
        var text = isLate
            ? string.Format(null, _texts.Late, reminder.Text, _texts.Show(reminder.At, zone))
            : string.Format(null, _texts.Reminder, reminder.Text);
        await context.SayAsync(due.Dialog, text, cancellationToken);

        if (reminder.Repetition is { } repetition)
        {
            var next = reminder with { At = repetition.After(context.Schedule.Now, zone).At }; // those that were missed are one
            await SetAsync(list.With(next), next, due.Dialog, context, cancellationToken);
        }
        else
        {
            Keep(list.Without(number), due.Dialog, context);
        }
    }

    private static async Task<ReminderList> FindListAsync(DialogRef dialog, IBotContext context, CancellationToken cancellationToken) =>
        await context.State.OfDialog(dialog).GetAsync<ReminderList>(ListKey, cancellationToken) ?? new ReminderList(0, []);

    private static void Keep(ReminderList list, DialogRef dialog, IBotContext context) => context.State.OfDialog(dialog).Set(ListKey, list);

    private static async Task SetAsync(
        ReminderList list, Reminder reminder, DialogRef dialog, IBotContext context, CancellationToken cancellationToken)
    {
        Keep(list, dialog, context);
        await context.SetTimerAsync(dialog, $"{reminder.Number}", reminder.At, payload: null, cancellationToken);
    }

    private static async Task<TimeZoneInfo> FindZoneAsync(UserRef user, IBotContext context, CancellationToken cancellationToken) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(
            await context.State.OfUser(user).GetAsync<string>(ZoneKey, cancellationToken) ?? DefaultZone, out var zone)
            ? zone
            : TimeZoneInfo.Utc;

    private async Task RemindAsync(Command command, IBotContext context, CancellationToken cancellationToken) =>
        await context.ReplyAsync(command, await AddAsync(command, context, cancellationToken), cancellationToken);

    private async Task<string> AddAsync(Command command, IBotContext context, CancellationToken cancellationToken)
    {
        // What was said yesterday and comes only now means yesterday's tomorrow.
        var (dialog, user) = (command.Message.Dialog, command.Message.Sender);
        var zone = await FindZoneAsync(user, context, cancellationToken);
        var now = command.Message.WasDelayed ? command.Message.Origin.OccurredAt : context.Time.GetUtcNow();
        if (ReminderRequest.Read(command.Rest, now, zone, out var problem) is not { } request)
        {
            return _texts.Of(problem);
        }

        var list = await FindListAsync(dialog, context, cancellationToken);
        if (list.All.Count >= MaxReminders)
        {
            return string.Format(null, _texts.Full, MaxReminders);
        }

        var reminder = new Reminder(list.Last + 1, user, request.Text, request.When.At, request.When.Repetition, zone.Id);
        try
        {
            await SetAsync(list.With(reminder), reminder, dialog, context, cancellationToken);
        }
        catch (StateException)
        {
            return string.Format(null, _texts.Full, list.All.Count);
        }

        return string.Format(null, _texts.Noted, reminder.Number, _texts.Show(reminder, zone)) + _texts.Of(request.When.Change);
    }

    private async Task<string> ListAsync(MessageReceived message, IBotContext context, CancellationToken cancellationToken)
    {
        var zone = await FindZoneAsync(message.Sender, context, cancellationToken);
        var list = await FindListAsync(message.Dialog, context, cancellationToken);
        return list.All.Count == 0
            ? _texts.None
            : string.Join('\n', list.All.OrderBy(one => one.At).Select(one => $"{one.Number}. {_texts.Show(one with { Zone = zone.Id }, zone)}"));
    }

    private async Task<string> ForgetAsync(int number, MessageReceived message, IBotContext context, CancellationToken cancellationToken)
    {
        var list = await FindListAsync(message.Dialog, context, cancellationToken);
        if (list.All.FirstOrDefault(one => one.Number == number) is not { } reminder)
        {
            return string.Format(null, _texts.NoSuch, number);
        }

        if (reminder.Author != message.Sender
            && await new Asker(message, context).FindRoleAsync(cancellationToken) is not (DialogRole.Admin or DialogRole.Owner))
        {
            return _texts.NotYours;
        }

        Keep(list.Without(number), message.Dialog, context);
        await context.CancelTimerAsync(message, $"{number}", cancellationToken);
        return string.Format(null, _texts.Forgotten, ShownText.Of(reminder.Text, 80));
    }

    private async Task<string> ZoneAsync(string? name, MessageReceived message, IBotContext context, CancellationToken cancellationToken)
    {
        var zone = await FindZoneAsync(message.Sender, context, cancellationToken);
        if (name is not null)
        {
            // A path is a file to the system that keeps the zones, and no zone.
            if (name.StartsWith('/') || name.Contains("..", StringComparison.Ordinal) || name.Length > 100
                || !TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found))
            {
                return string.Format(null, _texts.NoZone, ShownText.Of(name));
            }

            zone = found;
            context.State.OfUser(message.Sender).Set(ZoneKey, zone.Id);
        }

        return string.Format(null, _texts.Zone, zone.Id, _texts.Show(message.Origin.OccurredAt, zone));
    }
}
