namespace BotPlatform.BotSdk.Capabilities;

/// <summary>
/// The capabilities of the account's network by name. A network that lacks one is a <see cref="RequestFailedException"/> with
/// the reason <see cref="RequestFailedException.NotSupported"/>; a bot that can do without asks
/// <see cref="IBotContext.Find{TCapability}"/>.
/// </summary>
public static class CapabilityExtensions
{
    extension(IBotContext context)
    {
        /// <summary>The announcements of the account, for a bot that may announce.</summary>
        public IAnnouncements Announcements => context.Require<IAnnouncements>();

        /// <summary>The dialogs of the account.</summary>
        public IDialogs Dialogs => context.Require<IDialogs>();

        /// <summary>Files that messages carry.</summary>
        public IFiles Files => context.Require<IFiles>();

        /// <summary>What was written before.</summary>
        public IHistory History => context.Require<IHistory>();

        /// <summary>Telling the moderators.</summary>
        public IModeration Moderation => context.Require<IModeration>();

        /// <summary>What the account has not read.</summary>
        public IUnread Unread => context.Require<IUnread>();

        /// <summary>Looking users up.</summary>
        public IUsers Users => context.Require<IUsers>();

        /// <summary>One capability.</summary>
        /// <exception cref="RequestFailedException">The account's network lacks it.</exception>
        public TCapability Require<TCapability>()
            where TCapability : class => context.Find<TCapability>() ?? throw new RequestFailedException(
                $"The account {context.Origin.Account.Id} on {context.Origin.Account.Network} does not offer {typeof(TCapability).Name}.",
                RequestFailedException.NotSupported);
    }
}
