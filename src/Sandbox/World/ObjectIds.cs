using System.Security.Cryptography;

namespace BotPlatform.Sandbox.World;

/// <summary>Makes and recognises the 24-digit hexadecimal ids of dialogs and messages (section 1).</summary>
internal sealed class ObjectIds(TimeProvider time)
{
    private readonly string _process = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
    private int _counter = RandomNumberGenerator.GetInt32(int.MaxValue);

    /// <summary>A new id: time, process, counter. Never only digits, which the vendor's SDK takes for a user id.</summary>
    public string Next()
    {
        while (true)
        {
            var seconds = (uint)time.GetUtcNow().ToUnixTimeSeconds();
            var counter = (uint)Interlocked.Increment(ref _counter);
            var id = $"{seconds:x8}{_process}{counter:x8}";
            if (id.AsSpan().ContainsAnyExceptInRange('0', '9'))
            {
                return id;
            }
        }
    }

    public static bool IsValid(ReadOnlySpan<char> text)
    {
        if (text.Length != 24)
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c))
            {
                return false;
            }
        }

        return true;
    }
}
