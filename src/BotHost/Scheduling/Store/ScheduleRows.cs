using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BotPlatform.BotHost.Scheduling.Jobs;
using BotPlatform.Contracts.Announcements;
using Microsoft.Extensions.Options;
using Quartz;
using Quartz.Extensibility;
using Quartz.Impl.AdoJobStore;

namespace BotPlatform.BotHost.Scheduling.Store;

/// <summary>Keeps a <see cref="ScheduleTrigger"/> in the tables of Quartz: the schedule as JSON, in as many columns as it needs.</summary>
internal sealed class ScheduleRows(IOptions<AdoJobStoreOptions> store, TimeProvider time) : SimplePropertiesTriggerPersistenceDelegateBase
{
    private const int Column = 512;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // shorter, and nobody shows it on a web page
        Converters = { new JsonStringEnumConverter() },
    };

    public override bool CanHandleTriggerType(IOperableTrigger trigger) => trigger is ScheduleTrigger;

    public override string GetHandledTriggerTypeDiscriminator() => "SCHEDULE";

    protected override SimplePropertiesTriggerProperties GetTriggerProperties(IOperableTrigger trigger)
    {
        var text = JsonSerializer.Serialize(((ScheduleTrigger)trigger).Written, Json);
        var parts = text.Chunk(Column).Select(part => new string(part)).ToList();
        return parts.Count > 3
            ? throw new JobPersistenceException($"The schedule of {trigger.Key} is too long to be kept.")
            : new SimplePropertiesTriggerProperties
            {
                String1 = parts[0],
                String2 = parts.ElementAtOrDefault(1),
                String3 = parts.ElementAtOrDefault(2),
            };
    }

    protected override TriggerPropertyBundle GetTriggerPropertyBundle(SimplePropertiesTriggerProperties properties)
    {
        var text = properties.String1 + properties.String2 + properties.String3;
        var written = JsonSerializer.Deserialize<AnnouncementSchedule>(text, Json)
            ?? throw new JobPersistenceException($"'{text}' is no schedule.");
        return new TriggerPropertyBundle(
            new ScheduleTrigger.Builder(() => new ScheduleTrigger(written, store.Value.MisfireThreshold, time)));
    }
}
