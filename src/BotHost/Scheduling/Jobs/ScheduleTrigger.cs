using BotPlatform.BotHost.Scheduling.Schedules;
using BotPlatform.Contracts.Announcements;
using Quartz;
using Quartz.Impl.Triggers;

namespace BotPlatform.BotHost.Scheduling.Jobs;

/// <summary>
/// One kind of trigger for all schedules, so that what was missed, what is skipped and how a run is named is the same for all of them
/// (decision 15). <see cref="TriggerBase.StartTimeUtc"/> is when the schedule was set.
/// </summary>
internal sealed class ScheduleTrigger : TriggerBase
{
    // The store hands out a trigger however late it is, and does not touch its time.
    private const int AsItIs = -1;

    // The store asks what to do with a trigger that is too late.
    private const int AskWhenLate = 1;

    private readonly TimeProvider _time;
    private readonly TimeSpan _allowed;
    private Schedule? _schedule;

    /// <param name="written">The schedule.</param>
    /// <param name="allowed">How late a run may be without being a missed one.</param>
    /// <param name="time">The scheduler's clock.</param>
    public ScheduleTrigger(AnnouncementSchedule written, TimeSpan allowed, TimeProvider time)
        : base(time)
    {
        (Written, _allowed, _time) = (written, allowed, time);
        MisfireInstructionCode = written.Misfire == ScheduleMisfire.Skip ? AskWhenLate : AsItIs;
    }

    /// <summary>The schedule as it was written.</summary>
    public AnnouncementSchedule Written { get; }

    /// <summary>Runs up to then are left out. Not kept: it decides about the first run alone.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    public override DateTimeOffset? NextFireTimeUtc { get; set; }

    public override DateTimeOffset? PreviousFireTimeUtc { get; set; }

    public override DateTimeOffset? FinalFireTimeUtc => null;

    public override bool MayFireAgain => NextFireTimeUtc is not null;

    protected override bool HasMillisecondPrecision => false;

    private Schedule Schedule => _schedule ??= Schedule.Read(Written, StartTimeUtc);

    /// <summary>Whether a run was due after an instant that has not come: the clock was ahead for a while, and is put right.</summary>
    public bool HasRunAfter(DateTimeOffset now) => PreviousFireTimeUtc > now + _allowed;

    public override DateTimeOffset? ComputeFirstFireTimeUtc(ICalendar? calendar) =>
        NextFireTimeUtc = Schedule.After(NotBefore > StartTimeUtc ? NotBefore.Value : StartTimeUtc);

    public override DateTimeOffset? GetFireTimeAfter(DateTimeOffset? afterTime) => Schedule.After(afterTime ?? _time.GetUtcNow());

    /// <inheritdoc />
    /// <remarks>The run has the time of the first that was missed: it stands in the store, so it is the same for every host.</remarks>
    public override void Triggered(ICalendar? calendar)
    {
        PreviousFireTimeUtc = NextFireTimeUtc;
        var now = _time.GetUtcNow();
        var standsForAll = Written.Misfire == ScheduleMisfire.RunOnce && now - NextFireTimeUtc > _allowed;
        NextFireTimeUtc = GetFireTimeAfter(standsForAll ? now : NextFireTimeUtc);
    }

    public override void UpdateAfterMisfire(ICalendar? calendar)
    {
        if (MisfireInstructionCode == AskWhenLate)
        {
            NextFireTimeUtc = GetFireTimeAfter(_time.GetUtcNow());
        }
    }

    public override void UpdateWithNewCalendar(ICalendar calendar, TimeSpan misfireThreshold) =>
        throw new NotSupportedException("Schedules have no calendars.");

    public override IScheduleBuilder GetScheduleBuilder() => new Builder(() => new ScheduleTrigger(Written, _allowed, _time));

    protected override bool ValidateMisfireInstruction(int misfireInstruction) => misfireInstruction is AsItIs or 0 or AskWhenLate;

    /// <summary>Makes such triggers where Quartz does.</summary>
    internal sealed class Builder(Func<ScheduleTrigger> make) : IScheduleBuilder
    {
        public Quartz.Extensibility.IMutableTrigger Build() => make();
    }
}
