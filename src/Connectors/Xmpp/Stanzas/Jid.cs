using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace BotPlatform.Xmpp.Stanzas;

/// <summary>RFC 7622: an XMPP address, <c>local@domain/resource</c>, of which only the domain is always there.</summary>
/// <remarks>
/// The domain and the local part are compared without regard to case, the resource exactly. Preparation is limited to
/// lower-casing and to the characters that RFC 7622 forbids; the full PRECIS tables are the server's task.
/// </remarks>
public sealed class Jid : IEquatable<Jid>
{
    private const int MaxPartBytes = 1023;
    private readonly string _text;
    private readonly int _at;      // -1: no local part
    private readonly int _slash;   // length: no resource

    private Jid(string text, int at, int slash) => (_text, _at, _slash) = (text, at, slash);

    /// <summary>The part before <c>@</c>; empty when the address names a server or a service.</summary>
    public string Local => _at < 0 ? "" : _text[.._at];

    /// <summary>The server or service.</summary>
    public string Domain => _text[(_at + 1).._slash];

    /// <summary>The part after <c>/</c>: a device, or a nick in a room; empty when there is none.</summary>
    public string Resource => _slash == _text.Length ? "" : _text[(_slash + 1)..];

    /// <summary>Whether there is no resource.</summary>
    public bool IsBare => _slash == _text.Length;

    /// <summary>The address without its resource.</summary>
    public Jid Bare => IsBare ? this : new Jid(_text[.._slash], _at, _slash);

    /// <summary>The same address with this resource.</summary>
    /// <exception cref="XmppFormatException">The resource is empty, too long, or holds a control character.</exception>
    public Jid WithResource(string resource) => Parse($"{_text.AsSpan(0, _slash)}/{resource}");

    /// <summary>Reads an address.</summary>
    /// <exception cref="XmppFormatException">It is no address; the message says why.</exception>
    public static Jid Parse(string text) =>
        TryParse(text, out var jid, out var problem) ? jid : throw new XmppFormatException(problem);

    /// <summary>Reads an address; false when it is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Jid? jid) =>
        TryParse(text, out jid, out _);

    /// <inheritdoc />
    public bool Equals(Jid? other) => other is not null && string.Equals(_text, other._text, StringComparison.Ordinal);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Jid);

    /// <inheritdoc />
    public override int GetHashCode() => string.GetHashCode(_text, StringComparison.Ordinal);

    /// <summary>The address as it is written on the wire.</summary>
    public override string ToString() => _text;

    /// <summary>Whether two addresses are the same.</summary>
    public static bool operator ==(Jid? left, Jid? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two addresses differ.</summary>
    public static bool operator !=(Jid? left, Jid? right) => !(left == right);

    private static bool TryParse(
        string? text, [NotNullWhen(true)] out Jid? jid, [NotNullWhen(false)] out string? problem)
    {
        jid = null;
        if (string.IsNullOrEmpty(text))
        {
            problem = "An address must not be empty.";
            return false;
        }

        // RFC 7622 §3.1: the resource begins at the first '/', the domain after the first '@' before it.
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        slash = slash < 0 ? text.Length : slash;
        var at = text.AsSpan(0, slash).IndexOf('@');
        problem = Problem(text, at, slash);
        if (problem is not null)
        {
            return false;
        }

        jid = new Jid(LowerBare(text, slash), at, slash);
        return true;
    }

    private static string? Problem(string text, int at, int slash)
    {
        var local = at < 0 ? [] : text.AsSpan(0, at);
        var domain = text.AsSpan(at + 1, slash - at - 1);
        var resource = slash == text.Length ? [] : text.AsSpan(slash + 1);
        if (domain.IsEmpty)
        {
            return "The address has no host.";
        }

        if (at == 0)
        {
            return "The address has nothing before '@'.";
        }

        if (slash < text.Length && resource.IsEmpty)
        {
            return "The address has nothing after '/'.";
        }

        if (IsTooLong(local) || IsTooLong(domain) || IsTooLong(resource))
        {
            return $"A part of the address is longer than {MaxPartBytes} bytes.";
        }

        return local.ContainsAny(Forbidden.InLocal) || domain.ContainsAny(Forbidden.InDomain)
            || resource.ContainsAny(Forbidden.Controls)
            ? "The address holds a character that is not allowed there."
            : null;
    }

    private static bool IsTooLong(ReadOnlySpan<char> part) =>
        part.Length > MaxPartBytes / 3 && Encoding.UTF8.GetByteCount(part) > MaxPartBytes;

    private static string LowerBare(string text, int slash)
    {
        var bare = text.AsSpan(0, slash);
        if (Ascii.IsValid(bare) && !bare.ContainsAnyInRange('A', 'Z'))
        {
            return text;
        }

        foreach (var c in bare)
        {
            // ToLowerInvariant maps char by char, so lengths and positions stay.
            if (char.ToLowerInvariant(c) != c)
            {
                return string.Create(text.Length, (text, slash), static (target, source) =>
                {
                    source.text.AsSpan(0, source.slash).ToLowerInvariant(target);
                    source.text.AsSpan(source.slash).CopyTo(target[source.slash..]);
                });
            }
        }

        return text;
    }

    private static class Forbidden
    {
        private static readonly string ControlCharacters =
            string.Concat(Enumerable.Range(0, 32).Append(127).Select(c => (char)c));

        public static readonly System.Buffers.SearchValues<char> Controls =
            System.Buffers.SearchValues.Create(ControlCharacters);

        // RFC 7622 §3.3.1
        public static readonly System.Buffers.SearchValues<char> InLocal =
            System.Buffers.SearchValues.Create(ControlCharacters + " \"&'/:<>@");

        public static readonly System.Buffers.SearchValues<char> InDomain =
            System.Buffers.SearchValues.Create(ControlCharacters + " \"&'<>@");
    }
}
