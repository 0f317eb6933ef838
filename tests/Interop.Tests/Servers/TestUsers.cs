namespace BotPlatform.Interop.Tests.Servers;

/// <summary>The users that a server knows from its start. Their passwords are their names with <c>-password</c>.</summary>
internal sealed class TestUsers
{
    private int _taken;

    /// <summary>So many that no two tests need to share one.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enumerable.Range(1, 200).Select(n => $"user{n}")];

    public static string PasswordOf(string user) => $"{user}-password";

    /// <summary>One whom nobody has taken.</summary>
    public string Take() => Names[Interlocked.Increment(ref _taken) - 1];
}
