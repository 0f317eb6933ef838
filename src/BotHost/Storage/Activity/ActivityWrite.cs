namespace BotPlatform.BotHost.Storage.Activity;

/// <summary>Changes of watched users on their way to the database.</summary>
internal sealed class ActivityWrite(IReadOnlyList<Statement> statements) : Write
{
    private readonly TaskCompletionSource _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Outcome => _outcome.Task;

    public override IEnumerable<Statement> Then() => statements;

    public override void Committed() => _outcome.SetResult();

    public override void Failed(Exception error) => _outcome.SetException(error);
}
