using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using BotPlatform.Sandbox.World;

namespace BotPlatform.Sandbox.Chat.Sasl;

/// <summary>
/// Who may sign in, and with what: the password, or the token of any live REST session of the user (section 3.3).
/// </summary>
internal sealed class Accounts(SandboxWorld world, Addresses addresses)
{
    private readonly byte[] _fakeSaltKey = RandomNumberGenerator.GetBytes(32);

    /// <summary>RFC 6120 §6.5: why nobody may sign in just now; null when everybody may.</summary>
    public string? Refusal { get; set; }

    public bool TryFind(string userName, [NotNullWhen(true)] out User? user)
    {
        user = null;
        return addresses.TryUserId(userName, out var id) && world.Users.TryFind(id, out user);
    }

    /// <summary>Everything that would prove the user, the likeliest first.</summary>
    public IEnumerable<Secret> SecretsOf(User user) => [user.Password, .. world.Sessions.SecretsOf(user.Id)];

    /// <summary>A salt that stays the same, so that asking twice does not tell who exists.</summary>
    public byte[] FakeSalt(string userName) =>
        HMACSHA256.HashData(_fakeSaltKey, Encoding.UTF8.GetBytes(userName))[..16];

    /// <summary>RFC 6120 §6.3.8: nobody may act for somebody else.</summary>
    public bool MayActAs(User user, string authorizationId) =>
        authorizationId.Length == 0
        || (addresses.Parse(authorizationId, streamHost: "") is { Kind: AddressKind.User } address && address.UserId == user.Id)
        || (authorizationId.Split('@')[0] is var local && addresses.TryUserId(local, out var id) && id == user.Id);
}
