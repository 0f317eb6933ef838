using BotPlatform.ConnectyCube.Chat;

namespace BotPlatform.ConnectyCube.Tests.Chat;

public sealed class DialogDirectoryTests
{
    private const string First = "5f0000000000000000000d01";
    private const string Second = "5f0000000000000000000d02";

    [Fact]
    public void A_claim_is_believed_as_long_as_nothing_else_is_known()
    {
        var dialogs = new DialogDirectory();

        Assert.True(dialogs.TryLearnClaim(First, "101"));
        Assert.True(dialogs.TryLearnClaim(First, "101"));
        Assert.False(dialogs.TryLearnClaim(First, "102"));
        Assert.False(dialogs.TryLearnClaim(Second, "101"));

        Assert.Equal(new DialogTarget("101"), dialogs.Find(First));
        Assert.Null(dialogs.Find(Second));
        Assert.Equal(First, dialogs.FindDialogOf("101"));
        Assert.Null(dialogs.FindDialogOf("102"));
    }

    [Fact]
    public void A_fact_replaces_a_claim()
    {
        var dialogs = new DialogDirectory();
        dialogs.TryLearnClaim(First, "101");

        dialogs.Learn(First, DialogTarget.Room);

        Assert.Equal(DialogTarget.Room, dialogs.Find(First));
        Assert.Null(dialogs.FindDialogOf("101"));
        Assert.False(dialogs.TryLearnClaim(First, "101"));
    }

    [Fact]
    public void A_claim_is_told_from_a_fact()
    {
        var dialogs = new DialogDirectory();
        dialogs.TryLearnClaim(First, "101");
        dialogs.Learn(Second, DialogTarget.Room);

        Assert.True(dialogs.IsClaimOnly(First));
        Assert.False(dialogs.IsClaimOnly(Second));
        dialogs.Learn(First, new DialogTarget("101"));
        Assert.False(dialogs.IsClaimOnly(First));
        Assert.False(dialogs.IsClaimOnly("5f0000000000000000000d99"));
    }

    [Fact]
    public void A_fact_that_corrects_the_users_dialog_leaves_one()
    {
        var dialogs = new DialogDirectory();
        dialogs.TryLearnClaim(First, "101");

        dialogs.Learn(Second, new DialogTarget("101"));
        dialogs.Learn(First, DialogTarget.Room);

        Assert.Equal(Second, dialogs.FindDialogOf("101"));
    }

    [Fact]
    public void What_is_there_no_more_makes_room_for_another_dialog_with_the_same_user()
    {
        var dialogs = new DialogDirectory();
        dialogs.Learn(First, new DialogTarget("101"));

        dialogs.Forget(First.ToUpperInvariant());
        dialogs.Forget(Second);

        Assert.Null(dialogs.Find(First));
        Assert.Null(dialogs.FindDialogOf("101"));
        Assert.True(dialogs.TryLearnClaim(Second, "101"));
    }

    [Fact]
    public void What_comes_and_goes_again_and_again_leaves_room_for_what_stays()
    {
        var dialogs = new DialogDirectory(capacity: 3);
        for (var i = 0; i < 100; i++)
        {
            dialogs.Learn(First, DialogTarget.Room);
            dialogs.Forget(First);
        }

        dialogs.Learn(First, DialogTarget.Room);
        dialogs.Learn(Second, DialogTarget.Room);

        Assert.All([First, Second], id => Assert.Equal(DialogTarget.Room, dialogs.Find(id)));
    }

    [Fact]
    public void The_oldest_knowledge_is_forgotten_first()
    {
        var dialogs = new DialogDirectory(capacity: 3);
        for (var i = 0; i < 100; i++)
        {
            dialogs.TryLearnClaim($"dialog-{i}", $"{i}");
            dialogs.Learn("room", DialogTarget.Room);
            dialogs.Learn("room", DialogTarget.Room);
        }

        Assert.Null(dialogs.Find("dialog-90"));
        Assert.Null(dialogs.FindDialogOf("90"));
        Assert.Equal(new DialogTarget("99"), dialogs.Find("dialog-99"));
        Assert.Equal("dialog-99", dialogs.FindDialogOf("99"));
    }

    [Fact]
    public void An_id_is_the_same_in_capitals()
    {
        var dialogs = new DialogDirectory();
        dialogs.Learn(First, DialogTarget.Room);

        Assert.Equal(DialogTarget.Room, dialogs.Find(First.ToUpperInvariant()));
    }
}
