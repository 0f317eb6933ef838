using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World;

namespace BotPlatform.Sandbox.Rest;

/// <summary>
/// Every error answer of the REST interface, in one table (section 2.2). Some could not be checked against the live service, so
/// this is the one place to correct.
/// </summary>
internal static class RestErrors
{
    /// <summary>The vendor's SDK renews its session on exactly this text under <c>base</c>, and on nothing else.</summary>
    public static readonly RestAnswer SessionMissing = Base(401, "Required session does not exist");
    public static readonly RestAnswer TokenMissing = Text(401, "Token is required");
    public static readonly RestAnswer UserNeeded = Base(403, "Forbidden. Need user.");
    public static readonly RestAnswer WrongPassword = Text(401, "Invalid password");
    public static readonly RestAnswer UnknownLogin = Text(404, "User not found");
    public static readonly RestAnswer WrongApplication = Text(401, "Unauthorized");
    public static readonly RestAnswer NotFound = Text(404, "The resource wasn't found");
    public static readonly RestAnswer OpponentMissing = Text(422, "Occupants_ids is missing opponent ID.");
    public static readonly RestAnswer MalformedBody = Text(400, "The request body is not valid.");
    public static readonly RestAnswer TooMany = Text(429, "Too many requests");
    public static readonly RestAnswer ServerFailed = Text(500, "Internal server error");

    public static readonly RestAnswer NotPermitted = Text(
        403, "You don't have appropriate permissions to perform this operation");

    public static readonly RestAnswer TooManyAdmins = Invalid("admins_ids", $"is too long (maximum is {Dialog.MaxAdmins})");

    public static readonly RestAnswer BroadcastNotPermitted = Text(
        403, "You do not have appropriate permissions. Broadcast dialogs can be created only via Admin panel.");

    public static readonly RestAnswer LinkExpired = Text(403, "The link has expired or is not valid.");
    public static readonly RestAnswer FileTooLarge = Text(413, "The file is too large.");
    public static readonly RestAnswer StorageFull = Invalid("base", "The storage is full: delete files, or raise Sandbox:MaxStorageBytes.");
    public static readonly RestAnswer MalformedUpload = Text(400, "The upload is not a complete multipart form with a file.");

    public static readonly RestAnswer UserListForbidden = Base(
        403, "Users retrieving forbidden in admin panel, use /users/v2 or set Sandbox:AllowUserLists.");

    public static readonly RestAnswer SocialLogin = Invalid("provider", "The sandbox knows no social providers.");

    public static readonly RestAnswer InvalidPermissions = Invalid("permissions", "are none");

    public static RestAnswer Invalid(string field, string problem) =>
        new(422, new JsonObject { ["errors"] = new JsonObject { [field] = new JsonArray(problem) } });

    private static RestAnswer Text(int status, string text) =>
        new(status, new JsonObject { ["errors"] = new JsonArray(text) });

    private static RestAnswer Base(int status, string text) =>
        new(status, new JsonObject { ["errors"] = new JsonObject { ["base"] = new JsonArray(text) } });
}
