using BotPlatform.BotSdk.Capabilities;
using BotPlatform.BotSdk.Dispatching;
using BotPlatform.BotSdk.Scheduling;
using BotPlatform.BotSdk.State;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk.Testing;

/// <summary>Writes down what a bot does at once, and answers what a test has an answer for.</summary>
internal sealed class RecordingBackend : IBotBackend
{
    private readonly Dictionary<Type, Func<object, object>> _answers = [];
    private readonly Dictionary<int, RequestFailedException> _failures = [];

    public InMemoryState State { get; init; } = new();

    IStateBackend IBotBackend.State => State;

    public InMemorySchedule Schedule { get; init; } = new();

    public Dictionary<string, string?> Settings { get; } = new(StringComparer.OrdinalIgnoreCase);

    public List<SetTyping> Typing { get; } = [];

    public List<object> Requests { get; } = [];

    public HashSet<Type> Lacking { get; } = [];

    public InMemoryFiles? Files { get; set; } = new();

    /// <summary>Answers what a test has no answer for; null to have none either.</summary>
    public Func<object, object?> Usual { get; init; } = _ => null;

    /// <summary>Told of each command that leaves at once.</summary>
    public Action<SetTyping>? Shown { get; init; }

    /// <summary>Told of each request, and how it went.</summary>
    public Action<object, string>? Asked { get; init; }

    public IReadOnlyDictionary<string, string?> SettingsOf(string bot, AccountRef account, DialogRef? dialog) => Settings;

    public bool Offers(AccountRef account, Type contract) => !Lacking.Contains(contract);

    public IFiles? FindFiles(AccountRef account) => Files;

    /// <summary>Whether the bot may announce.</summary>
    public bool MayAnnounce { get; set; }

    bool IBotBackend.MayAnnounce(string bot, AccountRef account) => MayAnnounce;

    public void Answer<TRequest, TAnswer>(Func<TRequest, TAnswer> answer)
        where TRequest : class
        where TAnswer : class =>
        _answers[typeof(TRequest)] = request => answer((TRequest)request);

    public Task<IReadOnlyList<ScheduledItem>> FindScheduledAsync(
        string bot, AccountRef account, DialogRef dialog, CancellationToken cancellationToken) =>
        Task.FromResult(Schedule.Find(bot, account, dialog));

    public Task SendAtOnceAsync(IChatCommand command, CancellationToken cancellationToken)
    {
        var typing = (SetTyping)command; // the only command that is not worth repeating
        Typing.Add(typing);
        Shown?.Invoke(typing);
        return Task.CompletedTask;
    }

    /// <summary>Lets a request fail that is to come; the next one is number 1.</summary>
    public void Fail(int number, RequestFailedException failure) => _failures[Requests.Count + number] = failure;

    public Task<TAnswer> AskAsync<TAnswer>(IAccountRequest<TAnswer> request, CancellationToken cancellationToken)
        where TAnswer : class => AnswerAsync<TAnswer>(request);

    public Task<TAnswer> AskAsync<TAnswer>(IAnnouncementRequest<TAnswer> request, CancellationToken cancellationToken)
        where TAnswer : class => AnswerAsync<TAnswer>(request);

    private Task<TAnswer> AnswerAsync<TAnswer>(object request)
        where TAnswer : class
    {
        Requests.Add(request);
        if (_failures.Remove(Requests.Count, out var failure))
        {
            Asked?.Invoke(request, $"fails: {failure.Message}");
            throw failure;
        }

        if ((_answers.TryGetValue(request.GetType(), out var answer) ? answer(request) : Usual(request)) is not { } answered)
        {
            Asked?.Invoke(request, "has no answer");
            throw new BotTestException(WithoutAnswer(request.GetType().Name, typeof(TAnswer).Name));
        }

        Asked?.Invoke(request, "is answered");
        return Task.FromResult((TAnswer)answered);
    }

    private static string WithoutAnswer(string asked, string answered)
    {
        var howTo = answered == nameof(Done)
            ? $"bot.AnswerDone<{asked}>();"
            : $"bot.Answer(({asked} asked) => new {answered} {{ … }});";
        return $"The bot asks {asked}, and the test has no answer. Give one before: {howTo}";
    }
}
