namespace BotPlatform.Sandbox;

/// <summary>A user who is there from the start.</summary>
/// <param name="Id">The user id.</param>
/// <param name="Login">The login, for REST sessions.</param>
/// <param name="Password">The password, for REST sessions and for chat.</param>
public sealed record SandboxUser(int Id, string Login, string Password);
