namespace BotPlatform.BotSdk.Dispatching;

/// <summary>A bot that <c>AddBot</c> has registered, for hosts.</summary>
/// <param name="Name">The name under which it is registered.</param>
/// <param name="Make">Makes it of the services that it was registered with.</param>
public sealed record BotRegistration(string Name, Func<IServiceProvider, object> Make);
