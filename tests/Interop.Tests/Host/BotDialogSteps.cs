using BotPlatform.BotSdk;
using BotPlatform.BotSdk.Capabilities;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using BotPlatform.Interop.Tests.Vendor;

namespace BotPlatform.Interop.Tests.Host;

/// <summary>What the bot of a scene does with dialogs, in one line of a test.</summary>
internal static class BotDialogSteps
{
    public static Task<TResult> DialogsAsync<TResult>(this BotScene scene, Func<IDialogs, CancellationToken, Task<TResult>> step) =>
        scene.BotAsync((bot, token) => step(bot.Dialogs, token));

    public static Task DialogsAsync(this BotScene scene, Func<IDialogs, CancellationToken, Task> step) =>
        scene.BotAsync((bot, token) => step(bot.Dialogs, token));

    /// <summary>The dialogs that the bot lists.</summary>
    public static Task<List<DialogInfo>> ListAsync(this BotScene scene, DialogFilter filter) =>
        scene.DialogsAsync(async (dialogs, token) => await dialogs.ListAsync(filter, token).ToListAsync(token));

    /// <summary>A group of the bot's, with these members.</summary>
    public static async Task<DialogRef> BotsGroupAsync(this BotScene scene, params int[] members) =>
        (await scene.DialogsAsync((dialogs, token) => dialogs.CreateGroupAsync(
            new DialogDetails { Name = "Team" }, Users(members), token))).Dialog;

    /// <summary>The word with which the bot is refused.</summary>
    public static async Task<string> ReasonAsync(this BotScene scene, Func<IDialogs, CancellationToken, Task> step) =>
        (await Assert.ThrowsAsync<RequestFailedException>(() => scene.DialogsAsync(step))).Reason;

    /// <summary>A user with the vendor's client, who is in no chat.</summary>
    public static Task<VendorClient> SignInAsync(this BotScene scene, VendorUser user) =>
        VendorClient.SignInAsync(ServerUnderTest.From(scene.Sandbox), user);

    public static IReadOnlyList<UserRef> Users(params int[] ids) => [.. ids.Select(id => new UserRef($"{id}"))];

    public static string Ids(this IEnumerable<UserRef> users) => $"[{string.Join(',', users.Select(user => user.Id))}]";
}
