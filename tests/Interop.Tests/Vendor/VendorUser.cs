namespace BotPlatform.Interop.Tests.Vendor;

/// <summary>A user of the sandbox.</summary>
internal sealed record VendorUser(int Id, string Login)
{
    public static VendorUser Bot { get; } = new(100, "bot");

    public static VendorUser Alice { get; } = new(101, "alice");

    public static VendorUser Bob { get; } = new(102, "bob");

    public static VendorUser Carol { get; } = new(103, "carol");

    public string Password => $"{Login}-password";
}
