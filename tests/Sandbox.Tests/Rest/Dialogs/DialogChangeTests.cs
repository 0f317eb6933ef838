using System.Net;
using System.Text.Json.Nodes;
using BotPlatform.TestKit;

namespace BotPlatform.Sandbox.Tests.Rest.Dialogs;

/// <summary>Sections 5.2 and 5.3: changing a dialog, and who may.</summary>
public sealed class DialogChangeTests
{
    private const string NotPermitted = """{"errors":["You don't have appropriate permissions to perform this operation"]}""";

    [Fact]
    public async Task Occupants_are_added_and_removed()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var id = await alice.CreateGroupAsync(102);

        var (_, larger) = await ChangeAsync(alice, id, """{"push_all":{"occupants_ids":[103,"104",999,102]}}""");
        var (status, smaller) = await ChangeAsync(alice, id, """{"pull_all":{"occupants_ids":"102, 104"}}""");

        Assert.Equal("[101,102,103,104]", larger!["occupants_ids"]!.ToJsonString());
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("[101,103]", smaller!["occupants_ids"]!.ToJsonString());
    }

    [Fact]
    public async Task What_a_dialog_is_called_is_changed_and_the_rest_stays()
    {
        var clock = new ManualClock();
        await using var sandbox = await TestSandbox.StartAsync(time: clock);
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        var id = await alice.CreateGroupAsync(102);
        var (_, before) = await alice.GetAsync($"/chat/Dialog?_id={id}");
        clock.Advance(TimeSpan.FromSeconds(10));

        var (status, changed) = await ChangeAsync(bob, id, """{"description":"d2","photo":"p2"}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            ("team", "p2", "d2"), ((string)changed!["name"]!, (string)changed["photo"]!, (string)changed["description"]!));
        Assert.Equal("[101,102]", changed["occupants_ids"]!.ToJsonString());
        Assert.NotEqual((string)before!["items"]![0]!["updated_at"]!, (string)changed["updated_at"]!);
        Assert.Equal((string)before["items"]![0]!["created_at"]!, (string)changed["created_at"]!);
    }

    [Fact]
    public async Task A_member_may_leave_but_not_remove_others_and_an_admin_may()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        using var carol = await RestClient.SignInAsync(sandbox, "carol");
        var (_, dialog) = await alice.PostAsync(
            "/chat/Dialog", """{"type":2,"name":"team","occupants_ids":[102,103,104],"admins_ids":[102]}""");
        var id = (string)dialog!["_id"]!;

        var (byMember, refusal) = await ChangeAsync(carol, id, """{"pull_all":{"occupants_ids":[104]}}""");
        var (byAdmin, _) = await ChangeAsync(bob, id, """{"pull_all":{"occupants_ids":[104]}}""");
        var (byItself, _) = await ChangeAsync(carol, id, """{"pull_all":{"occupants_ids":[103]}}""");
        var (afterwards, _) = await ChangeAsync(carol, id, """{"push_all":{"occupants_ids":[103]}}""");
        var (_, admin) = await ChangeAsync(bob, id, """{"pull_all":{"occupants_ids":[102]}}""");

        Assert.Equal((HttpStatusCode.Forbidden, NotPermitted), (byMember, RestClient.Text(refusal)));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (byAdmin, byItself));
        Assert.Equal(HttpStatusCode.Forbidden, afterwards);
        Assert.Equal(("[101]", "[]"), (admin!["occupants_ids"]!.ToJsonString(), admin["admins_ids"]!.ToJsonString()));
    }

    [Theory]
    [InlineData("[101]", false)]        // the owner
    [InlineData("[101,102]", false)]    // the owner and oneself
    [InlineData("[103]", false)]        // another admin, who is the owner's to remove
    [InlineData("[104]", true)]
    [InlineData("[102,104]", true)]
    public async Task An_admin_removes_neither_the_owner_nor_an_admin(string removed, bool isAllowed)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        var id = await alice.CreateDialogAsync("""{"type":2,"name":"team","occupants_ids":[102,103,104],"admins_ids":[102,103]}""");

        var (status, _) = await ChangeAsync(bob, id, $$$"""{"pull_all":{"occupants_ids":{{{removed}}}}}""");
        var (byOwner, _) = await ChangeAsync(alice, id, """{"pull_all":{"occupants_ids":[103]}}""");

        Assert.Equal(isAllowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden, status);
        Assert.Equal(HttpStatusCode.OK, byOwner);
        var left = (await alice.DialogAsync(id))!["occupants_ids"]!.ToJsonString();
        Assert.Equal(isAllowed ? removed == "[104]" ? "[101,102]" : "[101]" : "[101,102,104]", left);
    }

    [Theory]
    [InlineData("", "{}")]
    [InlineData("", "")]
    [InlineData("", """{"push_all":{},"pull_all":{"occupants_ids":[]},"unknown":1}""")]
    [InlineData("/admins", """{"push_all":{"occupants_ids":[103]}}""")]   // which is not said here
    public async Task Who_says_nothing_changes_nothing(string path, string change)
    {
        var clock = new ManualClock();
        await using var sandbox = await TestSandbox.StartAsync(time: clock);
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var id = await alice.CreateGroupAsync(102);
        var before = (await alice.DialogAsync(id))!.ToJsonString();
        clock.Advance(TimeSpan.FromSeconds(10));

        var (status, answer) = await ChangeAsync(alice, id + path, change);

        Assert.Equal((HttpStatusCode.OK, before), (status, answer!.ToJsonString()));
        Assert.Equal(before, (await alice.DialogAsync(id))!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"type":3,"occupants_ids":[102]}""", """{"name":"x"}""")]
    [InlineData("""{"type":3,"occupants_ids":[102]}""", """{"push_all":{"occupants_ids":[103]}}""")]
    [InlineData("""{"type":3,"occupants_ids":[102]}""", """{"pull_all":{"occupants_ids":[102]}}""")]
    [InlineData("""{"type":4,"name":"all"}""", """{"push_all":{"occupants_ids":[103]}}""")]
    public async Task What_nobody_may_change_is_refused(string dialog, string change)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var (_, created) = await alice.PostAsync("/chat/Dialog", dialog);

        var (status, body) = await ChangeAsync(alice, (string)created!["_id"]!, change);

        Assert.Equal((HttpStatusCode.Forbidden, NotPermitted), (status, RestClient.Text(body)));
    }

    [Theory]
    [InlineData("name")]
    [InlineData("photo")]
    [InlineData("description")]
    public async Task Only_who_administers_a_public_or_a_broadcast_dialog_may_say_what_it_is_called(string field)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var dave = await RestClient.SignInAsync(sandbox, "dave");
        var (_, created) = await alice.PostAsync("/chat/Dialog", """{"type":4,"name":"all"}""");
        var change = $$"""{"{{field}}":"x"}""";

        var (byOwner, _) = await ChangeAsync(alice, (string)created!["_id"]!, change);
        var (byStranger, _) = await ChangeAsync(dave, (string)created["_id"]!, change);
        var (byReader, _) = await ChangeAsync(dave, SandboxServer.BroadcastDialogId, change);

        Assert.Equal(HttpStatusCode.OK, byOwner);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (byStranger, byReader));
    }

    [Fact]
    public async Task A_dialog_needs_a_name_and_has_to_be_there()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var id = await alice.CreateGroupAsync(102);

        var (blank, problem) = await ChangeAsync(alice, id, """{"name":" "}""");
        var (nowhere, _) = await ChangeAsync(alice, "5f00000000000000000000ff", """{"name":"x"}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, blank);
        Assert.Equal("""{"errors":{"name":["can't be blank"]}}""", RestClient.Text(problem));
        Assert.Equal(HttpStatusCode.NotFound, nowhere);
    }

    private static Task<(HttpStatusCode Status, JsonNode? Body)> ChangeAsync(RestClient client, string id, string json) =>
        client.PutAsync($"/chat/Dialog/{id}", json);
}
