using BotPlatform.Sandbox.World;

namespace BotPlatform.Sandbox.Tests.World;

/// <summary>The table of section 5.2, row by row.</summary>
public sealed class DialogRightsTests
{
    private const int Owner = 1;
    private const int Admin = 2;
    private const int Member = 3;
    private const int Stranger = 4;

    // Who may, as letters: o(wner), a(dmin), m(ember), s(tranger). A private dialog has no admins, a broadcast no strangers.
    [Theory]
    [InlineData(nameof(DialogAction.Read), "om", "oam", "oam", "oams")]
    [InlineData(nameof(DialogAction.Write), "om", "oam", "oam", "oa")]
    [InlineData(nameof(DialogAction.Describe), "", "oam", "oa", "oa")]
    [InlineData(nameof(DialogAction.Annotate), "om", "oam", "oa", "oa")]
    [InlineData(nameof(DialogAction.AddUsers), "", "oam", "", "")]
    [InlineData(nameof(DialogAction.RemoveUsers), "", "oa", "oa", "")]
    [InlineData(nameof(DialogAction.Leave), "om", "oam", "oam", "oams")]
    [InlineData(nameof(DialogAction.Pin), "om", "oa", "oa", "oa")]
    [InlineData(nameof(DialogAction.DeleteMessages), "", "oa", "oa", "oa")]
    [InlineData(nameof(DialogAction.ChangeAdmins), "", "o", "o", "o")]
    [InlineData(nameof(DialogAction.DeleteForAll), "o", "o", "o", "o")]
    public void Each_kind_of_dialog_lets_those_do_it(
        string action, string inPrivate, string inGroup, string inPublic, string inBroadcast)
    {
        var wanted = Enum.Parse<DialogAction>(action);

        Assert.Equal(inPrivate, Who(NewDialog(DialogType.Private), wanted));
        Assert.Equal(inGroup, Who(NewDialog(DialogType.Group), wanted));
        Assert.Equal(inPublic, Who(NewDialog(DialogType.Public), wanted));
        Assert.Equal(inBroadcast, Who(NewDialog(DialogType.Broadcast), wanted));
    }

    [Fact]
    public void The_table_names_every_action() =>
        Assert.All(Enum.GetValues<DialogAction>(), action => NewDialog(DialogType.Group).May(Stranger, action));

    [Fact]
    public void An_owner_or_admin_who_has_left_is_a_stranger()
    {
        var dialog = NewDialog(DialogType.Group) with { Members = [Member] };

        Assert.Equal(
            [DialogRole.Stranger, DialogRole.Stranger, DialogRole.Member],
            new[] { Owner, Admin, Member }.Select(user => dialog.RoleOf(user)));
    }

    [Theory]
    [InlineData(nameof(DialogType.Private), "")]
    [InlineData(nameof(DialogType.Group), "oa om am")]
    [InlineData(nameof(DialogType.Public), "oa om am")]
    [InlineData(nameof(DialogType.Broadcast), "")]
    public void Who_is_removed_is_less_than_who_removes(string type, string expected)
    {
        var dialog = NewDialog(Enum.Parse<DialogType>(type));

        var pairs =
            from actor in "oam"
            from other in "oam"
            where dialog.MayRemove("oams".IndexOf(actor) + 1, "oams".IndexOf(other) + 1)
            select $"{actor}{other}";

        Assert.Equal(expected, string.Join(' ', pairs));
    }

    private static Dialog NewDialog(DialogType type) => new()
    {
        Id = "5f0000000000000000000d01",
        Type = type,
        OwnerId = Owner,
        Members = type switch
        {
            DialogType.Broadcast => [],
            DialogType.Private => [Owner, Member],
            _ => [Owner, Admin, Member],
        },
        Admins = type == DialogType.Private ? [] : [Admin],
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private static string Who(Dialog dialog, DialogAction action) =>
        string.Concat("oams".Where((_, index) => dialog.May(index + 1, action)));
}
