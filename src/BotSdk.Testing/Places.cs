using BotPlatform.BotSdk.Access;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotSdk.Testing;

/// <summary>Where a bot can write in a test: to a <see cref="TestUser"/>, or in a <see cref="TestGroup"/>.</summary>
public interface ITestPlace
{
    /// <summary>What the test calls it.</summary>
    string Name { get; }

    /// <summary>The dialog.</summary>
    DialogRef Dialog { get; }
}

/// <summary>Somebody who writes to the bots of a <see cref="BotTest"/>; as a place, the direct dialog with them.</summary>
public sealed class TestUser : ITestPlace
{
    internal TestUser(string name, string id) => (Name, User, Dialog) = (name, new UserRef(id), new DialogRef(id));

    /// <inheritdoc />
    public string Name { get; }

    /// <summary>As bots see them.</summary>
    public UserRef User { get; }

    /// <inheritdoc />
    public DialogRef Dialog { get; }

    /// <inheritdoc />
    public override string ToString() => Name;
}

/// <summary>A group of a <see cref="BotTest"/>, which knows who is what in it. Whoever writes there becomes a member.</summary>
public sealed class TestGroup : ITestPlace
{
    private readonly Dictionary<UserRef, DialogRole> _roles = [];

    internal TestGroup(string name, string id) => (Name, Dialog) = (name, new DialogRef(id));

    /// <inheritdoc />
    public string Name { get; }

    /// <inheritdoc />
    public DialogRef Dialog { get; }

    /// <summary>What a bot is told that asks for the dialog.</summary>
    internal DialogInfo Info => new()
    {
        Dialog = Dialog,
        Type = DialogType.Group,
        Name = Name,
        Owner = Are(DialogRole.Owner).SingleOrDefault(),
        Admins = [.. Are(DialogRole.Admin)],
        Members = [.. _roles.Keys],
        MemberCount = _roles.Count,
    };

    /// <summary>Who has made it; a group has one owner, so a former one is a member now.</summary>
    public TestGroup OwnedBy(TestUser owner)
    {
        foreach (var former in Are(DialogRole.Owner).ToList())
        {
            _roles[former] = DialogRole.Member;
        }

        return Add(DialogRole.Owner, owner);
    }

    /// <summary>Who has more rights than others.</summary>
    public TestGroup WithAdmins(params TestUser[] admins) => Add(DialogRole.Admin, admins);

    /// <summary>Who belongs to it.</summary>
    public TestGroup WithMembers(params TestUser[] members) => Add(DialogRole.Member, members);

    /// <inheritdoc />
    public override string ToString() => Name;

    internal void Enter(TestUser user) => _roles.TryAdd(user.User, DialogRole.Member);

    private IEnumerable<UserRef> Are(DialogRole role) => _roles.Where(one => one.Value == role).Select(one => one.Key);

    private TestGroup Add(DialogRole role, params TestUser[] users)
    {
        foreach (var user in users)
        {
            _roles[user.User] = role;
        }

        return this;
    }
}
