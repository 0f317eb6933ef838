using BotPlatform.Connectors;
using BotPlatform.Connectors.Parts;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.TestKit.Chat;

/// <summary>What an account on an <see cref="InMemoryNetwork"/> can do.</summary>
internal sealed class InMemoryAbilities
{
    private readonly string _user;
    private readonly InMemoryNetwork _network;
    private readonly Action _mustBeReady;
    private readonly Dictionary<string, PrivacyList> _lists = new(StringComparer.Ordinal);
    private readonly object[] _all;

    public InMemoryAbilities(string user, InMemoryNetwork network, Action mustBeReady)
    {
        (_user, _network, _mustBeReady) = (user, network, mustBeReady);
        SendMessage = Does<SendMessage>(Send);
        _all =
        [
            SendMessage,
            Does<EditMessage>(c => network.Tell(user, c.Dialog, to => new MessageEdited
            {
                Origin = to.Origin, Dialog = to.Dialog, DialogKind = to.Kind, MessageId = c.MessageId, User = Self, Text = c.Text,
            })),
            Does<DeleteMessage>(c => network.Tell(user, c.Dialog, to => new MessageDeleted
            {
                Origin = to.Origin, Dialog = to.Dialog, DialogKind = to.Kind, MessageId = c.MessageId, User = Self,
            })),
            Does<MarkDelivered>(c => Delivered(user, c.Dialog, c.MessageId)),
            Does<MarkRead>(c => network.Tell(user, c.Dialog, to => new MessageRead
            {
                Origin = to.Origin, Dialog = to.Dialog, MessageId = c.MessageId, User = Self,
            })),
            Does<SetTyping>(c => network.Tell(user, c.Dialog, to => new TypingChanged
            {
                Origin = to.Origin, Dialog = to.Dialog, DialogKind = to.Kind, User = Self, IsTyping = c.IsTyping,
            }, isKept: false)),
            Answers<JoinDialog, Done>(r => Done(() => network.Join(user, r.Dialog))),
            Answers<LeaveDialog, Done>(r => Done(() => network.Leave(user, r.Dialog))),
            Answers<GetOnlineOccupants, OnlineOccupants>(r => network.OccupantsOf(r.Dialog)),
            Answers<PingNetwork, PingAnswer>(_ => new PingAnswer { RoundTrip = TimeSpan.FromMilliseconds(1) }),
            Answers<SavePrivacyList, Done>(r => Done(() => _lists[r.List.Name] = r.List)),
            Answers<GetPrivacyList, PrivacyList>(r => _lists[r.Name]),
            Answers<UsePrivacyList, Done>(r => Done(() => network.Block(user, Blocked(r.Name)))),
        ];
    }

    public ICarriesOut<SendMessage> SendMessage { get; }

    private UserRef Self => new(_user);

    public static string IdOf(SendMessage command) => $"id-{command.CommandId}";

    public T? Find<T>()
        where T : class => Array.Find(_all, a => a is T) as T;

    private static Done Done(Action act)
    {
        act();
        return new Done();
    }

    private void Send(SendMessage command)
    {
        var id = IdOf(command);
        _network.Tell(
            _user,
            command.Dialog,
            to => new MessageReceived
            {
                Origin = to.Origin,
                Dialog = to.Dialog,
                DialogKind = to.Kind,
                MessageId = id,
                Sender = Self,
                Text = command.Text,
                Metadata = command.Metadata,
                Attachments = command.Attachments,
                IsMarkable = command.IsMarkable,
                DestroyAfter = command.DestroyAfter,
            },
            confirm: command.IsMarkable ? reader => Delivered(reader, new DialogRef(_user), id) : null);
    }

    private void Delivered(string reader, DialogRef dialog, string id) => _network.Tell(reader, dialog, to => new MessageDelivered
    {
        Origin = to.Origin,
        Dialog = to.Dialog,
        MessageId = id,
        User = new UserRef(reader),
    });

    private IEnumerable<string> Blocked(string? list) =>
        list is null ? [] : _lists[list].Rules.Where(r => r.IsBlocked).Select(r => r.User.Id);

    private CarriesOut<TCommand> Does<TCommand>(Action<TCommand> act)
        where TCommand : class, IAccountCommand => new(async (command, cancellationToken) =>
    {
        await Task.CompletedTask.WaitAsync(cancellationToken);
        _mustBeReady();
        act(command);
    });

    private Answers<TRequest, TAnswer> Answers<TRequest, TAnswer>(Func<TRequest, TAnswer> answer)
        where TRequest : class, IAccountRequest<TAnswer>
        where TAnswer : class => new(async (request, cancellationToken) =>
    {
        await Task.CompletedTask.WaitAsync(cancellationToken);
        _mustBeReady();
        return answer(request);
    });
}
