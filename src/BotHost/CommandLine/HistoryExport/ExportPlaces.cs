namespace BotPlatform.BotHost.CommandLine.HistoryExport;

/// <summary>How far each precision's part of the history is written.</summary>
internal sealed class ExportPlaces
{
    private readonly Dictionary<Precision, Place> _places = new()
    {
        [Precision.Seconds] = new Place(),
        [Precision.Milliseconds] = new Place(),
    };

    /// <summary>The last time that is written; null for none.</summary>
    public long? Last(Precision precision) => _places[precision].Last;

    /// <summary>Takes a message for the last one. False when it is there already; then nothing happens.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It was sent before the last one.</exception>
    public bool TryMoveTo(SentTime sent, string id) => _places[sent.Precision].TryMoveTo(sent.Value, id);

    // Only messages that share the last moment can be met again, so only their ids are kept.
    private sealed class Place
    {
        private readonly HashSet<string> _ids = new(StringComparer.OrdinalIgnoreCase);

        public long? Last { get; private set; }

        public bool TryMoveTo(long value, string id)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, Last ?? value);
            if (value != Last)
            {
                _ids.Clear();
                Last = value;
            }

            return _ids.Add(id);
        }
    }
}
