using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BotPlatform.Sandbox.World;

namespace BotPlatform.Sandbox.Rest.Dialogs;

/// <summary>What shall become different in a dialog (section 5.3).</summary>
internal sealed record DialogChange
{
    private const string Occupants = "occupants_ids";
    private const string Admins = "admins_ids";
    private const string Pins = "pinned_messages_ids";

    private DialogDescription Description { get; init; } = new();

    private Lists Push { get; init; } = new([], [], []);

    private Lists Pull { get; init; } = new([], [], []);

    private bool SaysNothing => !Description.Describes && !Description.Annotates && Push.AreEmpty && Pull.AreEmpty;

    /// <summary>Reads a change, or returns what is wrong with it.</summary>
    public static RestAnswer? Read(RestParameters parameters, SandboxOptions options, out DialogChange change)
    {
        change = new DialogChange();
        if (DialogDescription.Read(parameters, options, out var description) is { } problem)
        {
            return problem;
        }

        if (ReadLists(parameters, "push_all", out var push) is { } pushProblem)
        {
            return pushProblem;
        }

        var pullProblem = ReadLists(parameters, "pull_all", out var pull);
        change = new DialogChange { Description = description, Push = push, Pull = pull };
        return pullProblem;
    }

    /// <summary>The part of it that is about admins.</summary>
    public DialogChange OfAdmins() => new()
    {
        Push = Push with { Occupants = [], Pins = [] },
        Pull = Pull with { Occupants = [], Pins = [] },
    };

    /// <summary>Whether a user has all the rights that the change takes.</summary>
    public bool IsAllowed(Dialog dialog, int userId) =>
        Takes().All(action => dialog.May(userId, action))
        && Pull.Occupants.All(id => id == userId ? MayLeave(dialog, userId) : dialog.MayRemove(userId, id));

    /// <summary>
    /// The dialog afterwards, or why that cannot be. Users and messages that are not there are left out; who is added and removed
    /// at once is removed. An admin has to be an occupant, and becomes one in a public dialog.
    /// </summary>
    public RestAnswer? Apply(Dialog dialog, int userId, SandboxWorld world, out Dialog changed)
    {
        changed = dialog;
        if (SaysNothing)
        {
            return null;
        }

        if (Description.IsBlank && dialog.Type != DialogType.Private)
        {
            return RestErrors.Invalid("name", "can't be blank");
        }

        var named = Known(Push.Admins, world).Where(id => id != dialog.OwnerId).ToArray();
        var added = Known(Push.Occupants, world).Concat(dialog.Type == DialogType.Public ? named : []);
        var members = dialog.Members.Concat(added).Except(Pull.Occupants);
        var after = Description.Apply(dialog).WithMembers(dialog.Type == DialogType.Broadcast ? [] : members);
        var admins = after.Admins.Concat(named.Where(after.Includes)).Except(Pull.Admins);
        changed = after with
        {
            Admins = Dialog.Ascending(admins),
            Pinned = Pinned(after, userId, world),
            ChangedAt = world.Time.GetUtcNow(),
        };
        return changed.Admins.Length > Dialog.MaxAdmins ? RestErrors.TooManyAdmins : null;
    }

    private static RestAnswer? ReadLists(RestParameters parameters, string name, out Lists lists)
    {
        lists = new Lists(
            parameters.Ids(name, Occupants), parameters.Ids(name, Admins),
            [.. RestParameters.Values(parameters.Node(name, Pins))]);
        var given = parameters.Node(name);
        string[] wrong = [.. new[] { Occupants, Admins, Pins }.Where(list => given is JsonObject map && map[list] is JsonObject)];
        return given is not null and not JsonObject ? RestErrors.Invalid(name, "is not an object")
            : wrong.Length > 0 ? RestErrors.Invalid(wrong[0], "is not a list")
            : null;
    }

    private static IEnumerable<int> Known(IEnumerable<int> ids, SandboxWorld world) =>
        ids.Where(id => world.Users.TryFind(id, out _));

    /// <summary>Where nobody can be removed, nobody leaves like this either.</summary>
    private static bool MayLeave(Dialog dialog, int userId) =>
        dialog.Type is DialogType.Group or DialogType.Public && dialog.May(userId, DialogAction.Leave);

    private IEnumerable<DialogAction> Takes()
    {
        yield return DialogAction.Read;
        if (Description.Describes)
        {
            yield return DialogAction.Describe;
        }

        if (Description.Annotates)
        {
            yield return DialogAction.Annotate;
        }

        if (Push.Occupants.Count > 0)
        {
            yield return DialogAction.AddUsers;
        }

        if (Push.Admins.Count + Pull.Admins.Count > 0)
        {
            yield return DialogAction.ChangeAdmins;
        }

        if (Push.Pins.Count + Pull.Pins.Count > 0)
        {
            yield return DialogAction.Pin;
        }
    }

    private ImmutableArray<string> Pinned(Dialog dialog, int userId, SandboxWorld world)
    {
        var known = Push.Pins
            .Select(id => world.History.Find(id, userId))
            .Where(message => message?.DialogId == dialog.Id)
            .Select(message => message!.Id);
        return [.. dialog.Pinned.Union(known, StringComparer.OrdinalIgnoreCase).Except(Pull.Pins, StringComparer.OrdinalIgnoreCase)];
    }

    private sealed record Lists(IReadOnlyList<int> Occupants, IReadOnlyList<int> Admins, IReadOnlyList<string> Pins)
    {
        public bool AreEmpty => Occupants.Count + Admins.Count + Pins.Count == 0;
    }
}
