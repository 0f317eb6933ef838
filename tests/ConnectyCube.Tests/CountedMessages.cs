using System.Diagnostics.Metrics;

namespace BotPlatform.ConnectyCube.Tests;

/// <summary>What the connector counts, from now on.</summary>
internal sealed class CountedMessages : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Dictionary<(string Instrument, string Tag), long> _counts = [];
    private readonly Lock _gate = new();

    public CountedMessages(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var key = (instrument.Name, tags.Length == 0 ? "" : tags[0].Value!.ToString()!);
            lock (_gate)
            {
                _counts[key] = _counts.GetValueOrDefault(key) + value;
            }
        });
        _listener.Start();
    }

    public long Count(string instrument, string tag)
    {
        lock (_gate)
        {
            return _counts.GetValueOrDefault((instrument, tag));
        }
    }

    public void Dispose() => _listener.Dispose();
}
