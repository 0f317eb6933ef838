using BotPlatform.Contracts.Requests;
using BotPlatform.Xmpp;
using BotPlatform.Xmpp.Extensions;
using BotPlatform.Xmpp.Stanzas;
using PrivacyList = BotPlatform.Contracts.Requests.PrivacyList;
using WireList = BotPlatform.Xmpp.Extensions.PrivacyList;

namespace BotPlatform.Connectors.XmppParts.Requests;

/// <summary>XEP-0016: reads and changes the account's privacy lists. Servers without them refuse.</summary>
public sealed class PrivacyListRequests(IXmppSession session, PrivacyRules rules)
    : IAnswers<GetPrivacyListNames, PrivacyListNames>,
        IAnswers<GetPrivacyList, PrivacyList>,
        IAnswers<SavePrivacyList, Done>,
        IAnswers<RemovePrivacyList, Done>,
        IAnswers<UsePrivacyList, Done>
{
    /// <inheritdoc />
    public Task<PrivacyListNames> AnswerAsync(GetPrivacyListNames request, CancellationToken cancellationToken) => AskAsync(
        PrivacyLists.Request,
        answer =>
        {
            var lists = answer.Require<PrivacyLists>();
            return new PrivacyListNames { Names = [.. lists.Names.Distinct()], Default = lists.Default, Active = lists.Active };
        },
        cancellationToken);

    /// <inheritdoc />
    public Task<PrivacyList> AnswerAsync(GetPrivacyList request, CancellationToken cancellationToken) => AskAsync(
        () => WireList.Request(Checked(request.Name)),
        answer =>
        {
            var list = WireList.ParseResult(answer);
            return new PrivacyList { Name = list.ListName, Rules = rules.ToRules(list.Items) };
        },
        cancellationToken);

    /// <inheritdoc />
    public Task<Done> AnswerAsync(SavePrivacyList request, CancellationToken cancellationToken)
    {
        return AskAsync(Write, _ => new Done(), cancellationToken);

        Iq Write() => request.List.Rules.Count > 0
            ? new WireList(Checked(request.List.Name), rules.ToItems(request.List.Rules)).WriteRequest()
            : throw new ConnectorRefusedException("A privacy list needs rules; to have none, remove the list.", "bad-request");
    }

    /// <inheritdoc />
    public Task<Done> AnswerAsync(RemovePrivacyList request, CancellationToken cancellationToken) =>
        AskAsync(() => WireList.RemoveRequest(Checked(request.Name)), _ => new Done(), cancellationToken);

    /// <inheritdoc />
    public Task<Done> AnswerAsync(UsePrivacyList request, CancellationToken cancellationToken) => AskAsync(
        () => PrivacyLists.DefaultRequest(request.Name is null ? null : Checked(request.Name)), _ => new Done(), cancellationToken);

    private static string Checked(string name) =>
        name.Length > 0 ? name : throw new ConnectorRefusedException("A privacy list needs a name.", "bad-request");

    private Task<TAnswer> AskAsync<TAnswer>(Func<Iq> question, Func<Iq, TAnswer> read, CancellationToken cancellationToken) =>
        Failures.TranslateAsync(async () =>
            Failures.Read(await session.RequestAsync(question(), cancellationToken).ConfigureAwait(false), read));
}
