using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk.Capabilities;

/// <summary>A part of what bots can do that not every network offers.</summary>
internal sealed class Capability
{
    private static readonly Dictionary<Type, Capability> Known = new()
    {
        [typeof(IDialogs)] = new(
            context => new Dialogs(context),
            typeof(GetDialogs), typeof(CountDialogs), typeof(GetDialog), typeof(GetMembers), typeof(CreateDialog), typeof(ChangeDialog),
            typeof(ChangeMembers), typeof(PinMessage), typeof(SubscribeToDialog), typeof(EndMembership), typeof(DeleteDialogs),
            typeof(ClearHistory), typeof(GetDialogNotifications), typeof(SetDialogNotifications)),
        [typeof(IHistory)] = new(
            context => new History(context), typeof(GetHistory), typeof(CountHistory), typeof(PreviewHistory), typeof(FindPastMessage),
            typeof(SearchHistory), typeof(GetReactions), typeof(DeletePastMessages)),
        [typeof(IModeration)] = new(context => new Moderation(context), typeof(ReportUser), typeof(ReportMessage)),
        [typeof(IUnread)] = new(context => new Unread(context), typeof(GetUnread), typeof(MarkAllRead)),
        [typeof(IUsers)] = new(context => new Users(context), typeof(FindUsers)),
    };

    private readonly Func<IBotContext, object> _make;
    private readonly Type[] _contracts;

    /// <param name="make">Makes it for the handling of one event.</param>
    /// <param name="contracts">The requests and commands that it consists of.</param>
    private Capability(Func<IBotContext, object> make, params Type[] contracts) => (_make, _contracts) = (make, contracts);

    /// <summary>The capability, or null when the network lacks some of what it consists of.</summary>
    /// <exception cref="InvalidOperationException">There is no such capability.</exception>
    public static TCapability? Find<TCapability>(IBotContext context, Func<Type, bool> offers)
        where TCapability : class => Known.TryGetValue(typeof(TCapability), out var capability)
            ? capability._contracts.All(offers) ? (TCapability)capability._make(context) : null
            : throw new InvalidOperationException(
                $"{typeof(TCapability).Name} is no capability. There are {string.Join(", ", Known.Keys.Select(k => k.Name))}.");
}
