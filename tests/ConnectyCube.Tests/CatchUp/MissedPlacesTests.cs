using BotPlatform.ConnectyCube.CatchUp;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Connection;
using BotPlatform.ConnectyCube.Rest.Dialogs;
using BotPlatform.Contracts.Chat;

namespace BotPlatform.ConnectyCube.Tests.CatchUp;

public sealed class MissedPlacesTests
{
    private const string Id = "5f00000000000000000000a1";
    private const string Claimed = "5f00000000000000000000c1";

    private readonly DialogDirectory _known = new();
    private readonly MissedPlaces _places;

    public MissedPlacesTests() => _places = new MissedPlaces(
        new AccountIdentity(new AccountRef("connectycube", "100"), new ChatAddresses("1", "localhost"), "100"), _known);

    [Fact]
    public void A_private_dialog_is_learned_and_called_by_its_id()
    {
        Assert.Equal(new MissedPlace(Id, new DialogRef(Id), DialogKind.Direct), _places.Of(Private(100, 101)));
        Assert.Equal(Id, _known.FindDialogOf("101"));
        Assert.False(_known.IsClaimOnly(Id));
    }

    [Fact]
    public void A_dialog_that_its_user_claimed_keeps_the_name_under_which_bots_know_it()
    {
        Assert.True(_known.TryLearnClaim(Claimed, "101"));

        Assert.Equal(new MissedPlace(Id, new DialogRef(Claimed), DialogKind.Direct), _places.Of(Private(100, 101)));
        Assert.True(_known.IsClaimOnly(Claimed));
    }

    [Theory]
    [InlineData(DialogType.Group)]
    [InlineData(DialogType.Public)]
    [InlineData(DialogType.Broadcast)]
    public void What_many_read_is_a_group_whatever_somebody_claimed(DialogType type)
    {
        Assert.True(_known.TryLearnClaim(Id, "101"));

        Assert.Equal(new MissedPlace(Id, new DialogRef(Id), DialogKind.Group), _places.Of(new Dialog { Id = Id, Type = type }));
        Assert.Equal(DialogTarget.Room, _known.Find(Id));
    }

    [Fact]
    public void What_is_no_dialog_with_anybody_has_no_place()
    {
        Assert.Null(_places.Of(Private(100)));
        Assert.Null(_places.Of(Private(100, 101) with { Id = "odd" }));
    }

    private static Dialog Private(params long[] occupants) => new() { Id = Id, Type = DialogType.Private, OccupantIds = occupants };
}
