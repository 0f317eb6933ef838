using BotPlatform.Contracts.Chat;

namespace BotPlatform.BotHost.Storage;

/// <summary>What an account is called where it is a text: in the database and in reports.</summary>
internal static class AccountName
{
    public static string Of(AccountRef account) => $"{account.Network}/{account.Id}";
}
