using BotPlatform.BotSdk.State;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.Bots.Reminders;

/// <summary>A reminder of a dialog.</summary>
/// <param name="Number">By which people call it.</param>
/// <param name="Author">Who wants it.</param>
/// <param name="Text">Of what.</param>
/// <param name="At">The next time.</param>
/// <param name="Repetition">When again; null for never.</param>
/// <param name="Zone">By whose clock.</param>
internal sealed record Reminder(int Number, UserRef Author, string Text, DateTimeOffset At, Repetition? Repetition, string Zone);

/// <summary>All reminders of a dialog.</summary>
/// <param name="Last">The last number that was given.</param>
/// <param name="All">Those that are to come.</param>
internal sealed record ReminderList(int Last, IReadOnlyList<Reminder> All) : IVersionedState<ReminderList>
{
    /// <inheritdoc />
    public static int Version => 1;

    /// <summary>The same without one.</summary>
    public ReminderList Without(int number) => this with { All = [.. All.Where(one => one.Number != number)] };

    /// <summary>The same with another one, or another form of it.</summary>
    public ReminderList With(Reminder reminder) => new(Math.Max(Last, reminder.Number), [.. Without(reminder.Number).All, reminder]);
}
