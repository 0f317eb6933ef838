namespace BotPlatform.BotHost.Storage;

/// <summary>A statement whose answer decides about the rest of its write.</summary>
/// <param name="first">The statement.</param>
/// <param name="then">What is written with it when it returns a row, whose first value this is given.</param>
internal sealed class DecidedWrite(Statement first, Func<object, IEnumerable<Statement>> then) : Write
{
    private readonly TaskCompletionSource<object?> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private object? _answer;

    /// <summary>The first value of the first statement's first row, when all is durable; null when it has returned none.</summary>
    public Task<object?> Outcome => _outcome.Task;

    public override IEnumerable<Statement> First()
    {
        _answer = null;
        return [first with { Read = value => _answer = value }];
    }

    public override IEnumerable<Statement> Then() => _answer is null ? [] : then(_answer);

    public override void Committed() => _outcome.SetResult(_answer);

    public override void Failed(Exception error) => _outcome.SetException(error);
}
