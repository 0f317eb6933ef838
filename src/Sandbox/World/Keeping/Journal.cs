using System.Text.Json;
using System.Text.Json.Serialization;

namespace BotPlatform.Sandbox.World.Keeping;

/// <summary>
/// A file of what the sandbox has accepted and not delivered yet, so that it keeps its word although it is killed: dialogs, messages
/// on their way, and the ids that authors have given. Written before anybody hears of it; a power cut may take the last lines.
/// It grows while the sandbox runs and is cleaned at its start.
/// </summary>
internal sealed class Journal : IDisposable
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    };

    private readonly Lock _gate = new();
    private readonly FileStream _file;
    private readonly Dictionary<string, KeptDialog> _dialogs = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedDictionary<long, KeptStanza> _underway = [];
    private readonly List<(int UserId, string Id)> _taken = [];
    private long _last;
    private bool _isClosed;

    /// <summary>Opens the journal of a directory, which is made.</summary>
    /// <exception cref="IOException">It cannot be read or written; the message says where.</exception>
    public Journal(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            _file = Open(Path.Combine(directory, "journal.jsonl"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"The sandbox cannot keep its data in '{directory}' ({error.Message}); set Sandbox:DataDirectory to another directory.", error);
        }
    }

    /// <summary>The dialogs that an earlier process has left.</summary>
    public IReadOnlyCollection<KeptDialog> Dialogs => _dialogs.Values;

    /// <summary>What an earlier process had not delivered, in order.</summary>
    public IReadOnlyCollection<KeptStanza> Underway => _underway.Values;

    /// <summary>The ids that authors have given, in order.</summary>
    public IReadOnlyList<(int UserId, string Id)> Taken => _taken;

    /// <summary>A dialog is new, or another one than before.</summary>
    public void Changed(Dialog dialog) => Write(new JournalEntry { Dialog = KeptDialog.Of(dialog) });

    /// <summary>A dialog is gone.</summary>
    public void Removed(string dialogId) => Write(new JournalEntry { Gone = dialogId });

    /// <summary>A message was accepted.</summary>
    /// <param name="authorId">Who wrote it.</param>
    /// <param name="messageId">The id that it travels with.</param>
    /// <param name="at">When.</param>
    /// <param name="stanzas">What is brought to whom.</param>
    /// <returns>The numbers of the stanzas, to be told to <see cref="Delivered"/>.</returns>
    public IReadOnlyList<long> Accepted(
        int authorId, string? messageId, DateTimeOffset at, IReadOnlyList<(int UserId, string Xml)> stanzas)
    {
        lock (_gate)
        {
            KeptStanza[] kept = [.. stanzas.Select(stanza => new KeptStanza(++_last, stanza.UserId, at, stanza.Xml))];
            Write(new JournalEntry { AuthorId = authorId, MessageId = messageId, Stanzas = kept });
            return [.. kept.Select(stanza => stanza.Number)];
        }
    }

    /// <summary>A stanza was delivered, or is given up.</summary>
    public void Delivered(long number) => Write(new JournalEntry { Delivered = number });

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            _file.Dispose();
        }
    }

    private static byte[] Line(JournalEntry entry) => [.. JsonSerializer.SerializeToUtf8Bytes(entry, Format), (byte)'\n'];

    private FileStream Open(string path)
    {
        if (File.Exists(path))
        {
            Read(path);
        }

        // The new file takes the place of the old one only when it is complete.
        using (var clean = File.Create(path + ".new"))
        {
            foreach (var entry in Kept())
            {
                clean.Write(Line(entry));
            }
        }

        File.Move(path + ".new", path, overwrite: true);
        return new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }

    private void Read(string path)
    {
        foreach (var line in File.ReadLines(path))
        {
            try
            {
                Apply(JsonSerializer.Deserialize<JournalEntry>(line, Format)!);
            }
            catch (JsonException)
            {
                return; // the last line of a process that was killed while it wrote: nobody has heard of it
            }
        }
    }

    private void Apply(JournalEntry entry)
    {
        if (entry.Dialog is { } dialog)
        {
            _dialogs[dialog.Id] = dialog;
        }

        if (entry.Gone is { } gone)
        {
            _dialogs.Remove(gone);
        }

        if (entry.MessageId is { } id)
        {
            _taken.Add((entry.AuthorId, id));
        }

        foreach (var stanza in entry.Stanzas)
        {
            _underway[stanza.Number] = stanza;
            _last = stanza.Number;
        }

        _underway.Remove(entry.Delivered);
    }

    private IEnumerable<JournalEntry> Kept() => _dialogs.Values.Select(dialog => new JournalEntry { Dialog = dialog })
        .Concat(_taken.Select(one => new JournalEntry { AuthorId = one.UserId, MessageId = one.Id }))
        .Append(new JournalEntry { Stanzas = [.. _underway.Values] });

    private void Write(JournalEntry entry)
    {
        lock (_gate)
        {
            if (!_isClosed)
            {
                _file.Write(Line(entry));
            }
        }
    }
}
