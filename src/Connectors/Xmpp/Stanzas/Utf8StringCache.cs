using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace BotPlatform.Xmpp.Stanzas;

/// <summary>
/// Gives the same string for the same bytes most of the time. Direct-mapped: a newcomer pushes out whatever is in its slot, so the
/// memory it holds is bounded whatever a peer sends. Thread-safe without locks: an entry never changes, and of two that are written
/// at once one stays.
/// </summary>
internal sealed class Utf8StringCache
{
    private const int Slots = 4096;
    private const int MaxBytes = 96;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Entry?[] _entries = new Entry?[Slots];

    /// <summary>The one of all streams: what the accounts of a process read is mostly the same.</summary>
    public static Utf8StringCache Shared { get; } = new();

    public static string Decode(ReadOnlySpan<byte> utf8) => TryDecodeAscii(utf8) ?? DecodeUtf8(utf8);

    /// <summary>
    /// Null when it is not only ASCII. One pass, which matters: most of what is on the wire is short and ASCII.
    /// </summary>
    public static string? TryDecodeAscii(ReadOnlySpan<byte> utf8)
    {
        var isAscii = true;
        var text = string.Create(utf8.Length, new Source(utf8, ref isAscii), static (target, source) =>
            source.IsAscii = Ascii.ToUtf16(source.Bytes, target, out _) == OperationStatus.Done);
        return isAscii ? text : null;
    }

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return "";
        }

        if (utf8.Length > MaxBytes)
        {
            return Decode(utf8);
        }

        ref var entry = ref _entries[Slot(utf8)];
        if (entry is { } known && utf8.SequenceEqual(known.Utf8))
        {
            return known.Text;
        }

        var text = Decode(utf8);
        entry = new Entry(utf8.ToArray(), text);
        return text;
    }

    private static string DecodeUtf8(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Strict.GetString(utf8);
        }
        catch (DecoderFallbackException e)
        {
            throw new XmppFormatException("The stream is not valid UTF-8.", "unsupported-encoding", e);
        }
    }

    private static int Slot(ReadOnlySpan<byte> utf8)
    {
        ulong hash = (uint)utf8.Length;
        while (utf8.Length >= sizeof(ulong))
        {
            hash = Mix(hash ^ MemoryMarshal.Read<ulong>(utf8));
            utf8 = utf8[sizeof(ulong)..];
        }

        foreach (var b in utf8)
        {
            hash = (hash ^ b) * 0x100000001B3;
        }

        return (int)(Mix(hash) & (Slots - 1));
    }

    private static ulong Mix(ulong value)
    {
        value *= 0x9E3779B97F4A7C15;
        return value ^ (value >> 32);
    }

    private readonly ref struct Source(ReadOnlySpan<byte> bytes, ref bool isAscii)
    {
        private readonly ref bool _isAscii = ref isAscii;

        public ReadOnlySpan<byte> Bytes { get; } = bytes;

        public bool IsAscii
        {
            set => _isAscii = value;
        }
    }

    private sealed record Entry(byte[] Utf8, string Text);
}
