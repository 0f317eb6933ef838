using BotPlatform.BotSdk.Scheduling;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Scheduling;

namespace BotPlatform.BotSdk;

/// <summary>
/// Writing later, and being called later. Both hold when the handler has succeeded, and survive restarts; what is due while no host runs happens
/// late.
/// </summary>
public static class SchedulingExtensions
{
    /// <summary>Writes in the dialog of <paramref name="message"/> at a time.</summary>
    /// <returns>The id of the command, for <see cref="CancelScheduledAsync"/>, <see cref="MessageSent"/> and <see cref="CommandFailed"/>.</returns>
    public static Task<string> ScheduleAsync(
        this IBotContext context, MessageReceived message, string text, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return context.ScheduleAsync(message.Dialog, text, at, cancellationToken);
    }

    /// <summary>Writes in the dialog of <paramref name="message"/> after a while.</summary>
    /// <inheritdoc cref="ScheduleAsync(IBotContext, MessageReceived, string, DateTimeOffset, CancellationToken)"/>
    public static Task<string> ScheduleAsync(
        this IBotContext context, MessageReceived message, string text, TimeSpan after, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.ScheduleAsync(message, text, context.Schedule.Now + after, cancellationToken);
    }

    /// <summary>Writes in any dialog of the account that saw the event at a time.</summary>
    /// <inheritdoc cref="ScheduleAsync(IBotContext, MessageReceived, string, DateTimeOffset, CancellationToken)"/>
    public static Task<string> ScheduleAsync(
        this IBotContext context, DialogRef dialog, string text, DateTimeOffset at, CancellationToken cancellationToken) =>
        context.ScheduleAsync(dialog, text, at, MessageOptions.Default, cancellationToken);

    /// <summary>Writes in any dialog of the account that saw the event at a time.</summary>
    /// <inheritdoc cref="ScheduleAsync(IBotContext, MessageReceived, string, DateTimeOffset, CancellationToken)"/>
    /// <exception cref="ArgumentException">There is neither a text nor an attachment.</exception>
    public static Task<string> ScheduleAsync(
        this IBotContext context,
        DialogRef dialog,
        string text,
        DateTimeOffset at,
        MessageOptions options,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var origin = context.Origin;
        var createdAt = at > origin.OccurredAt ? at : origin.OccurredAt; // a message's id tells when it was made
        return context.Schedule.AddAsync(MessageDraft.Of(origin.Account, createdAt, dialog, text, options), at, cancellationToken);
    }

    /// <summary>Takes back what was to be written later. What is due already, or was never put in line, is no error.</summary>
    /// <param name="context">The bot's context.</param>
    /// <param name="commandId">What scheduling it has returned.</param>
    /// <param name="cancellationToken">Checked before.</param>
    public static Task CancelScheduledAsync(this IBotContext context, string commandId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Schedule.RemoveAsync(commandId, cancellationToken);
    }

    /// <summary>The next hundred of what this bot has put off in a dialog, in the order in which it is due.</summary>
    public static Task<IReadOnlyList<ScheduledItem>> ScheduledAsync(
        this IBotContext context, DialogRef dialog, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Schedule.ListAsync(dialog, cancellationToken);
    }

    /// <summary>
    /// Has <see cref="TimerFired"/> come to this bot at a time, in the dialog of <paramref name="message"/>. A timer of the same name in the same
    /// dialog is replaced.
    /// </summary>
    /// <inheritdoc cref="IBotSchedule.SetTimerAsync"/>
    public static Task SetTimerAsync(
        this IBotContext context,
        MessageReceived message,
        string name,
        DateTimeOffset at,
        string? payload,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return context.SetTimerAsync(message.Dialog, name, at, payload, cancellationToken);
    }

    /// <summary>The same after a while.</summary>
    /// <inheritdoc cref="IBotSchedule.SetTimerAsync"/>
    public static Task SetTimerAsync(
        this IBotContext context, MessageReceived message, string name, TimeSpan after, string? payload, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return context.SetTimerAsync(message.Dialog, name, after, payload, cancellationToken);
    }

    /// <summary>The same in any dialog of the account that saw the event.</summary>
    /// <inheritdoc cref="IBotSchedule.SetTimerAsync"/>
    public static Task SetTimerAsync(
        this IBotContext context, DialogRef dialog, string name, DateTimeOffset at, string? payload, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Schedule.SetTimerAsync(dialog, name, at, payload, cancellationToken);
    }

    /// <summary>The same after a while.</summary>
    /// <inheritdoc cref="IBotSchedule.SetTimerAsync"/>
    public static Task SetTimerAsync(
        this IBotContext context, DialogRef dialog, string name, TimeSpan after, string? payload, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.SetTimerAsync(dialog, name, context.Schedule.Now + after, payload, cancellationToken);
    }

    /// <summary>Takes a timer back. One that is due already comes all the same; one that is not there is no error.</summary>
    public static Task CancelTimerAsync(
        this IBotContext context, MessageReceived message, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return context.CancelTimerAsync(message.Dialog, name, cancellationToken);
    }

    /// <inheritdoc cref="CancelTimerAsync(IBotContext, MessageReceived, string, CancellationToken)"/>
    public static Task CancelTimerAsync(
        this IBotContext context, DialogRef dialog, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Schedule.CancelTimerAsync(dialog, name, cancellationToken);
    }
}
