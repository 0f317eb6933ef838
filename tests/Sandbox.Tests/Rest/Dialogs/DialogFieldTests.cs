using System.Net;

namespace BotPlatform.Sandbox.Tests.Rest.Dialogs;

/// <summary>Section 5.3: custom fields, admins and pinned messages of a dialog.</summary>
public sealed class DialogFieldTests
{
    [Fact]
    public async Task Custom_fields_permissions_and_data_are_changed_and_null_takes_them_away()
    {
        await using var sandbox = await TestSandbox.StartAsync(o => o.DialogFields = ["location", "year"]);
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var id = await alice.CreateDialogAsync(
            """{"type":2,"name":"team","photo":"p","extensions":{"location":"bar","year":2030,"x":1,"y":[1]},"data":{"class_name":"c"}}""");
        var created = (await alice.DialogAsync(id))!;

        var (_, changed) = await alice.PutAsync(
            $"/chat/Dialog/{id}", """{"extensions":{"location":true},"permissions":{"allow_preview":"true"},"data":{"a":[1,{"b":"🍲"}]}}""");
        var (_, emptied) = await alice.PutAsync(
            $"/chat/Dialog/{id}", """{"extensions":null,"permissions":null,"data":null,"photo":null}""");

        Assert.Equal("""{"location":"bar","year":"2030"}""", RestClient.Text(created["extensions"]));
        Assert.Equal("""{"location":"true"}""", RestClient.Text(changed!["extensions"]));
        Assert.Equal("""{"allow_preview":true}""", RestClient.Text(changed["permissions"]));
        Assert.Equal("🍲", (string)changed["data"]!["a"]![1]!["b"]!);
        Assert.All(new[] { "extensions", "permissions", "data", "photo" }, field => Assert.Null(emptied![field]));
        Assert.Equal("team", (string)emptied!["name"]!);
    }

    [Fact]
    public async Task A_custom_field_that_is_configured_no_more_is_gone_from_all_dialogs()
    {
        SandboxOptions? options = null;
        await using var sandbox = await TestSandbox.StartAsync(o => (options = o).DialogFields = ["location", "year"]);
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var id = await alice.CreateDialogAsync("""{"type":2,"name":"team","extensions":{"location":"bar","year":"2030"}}""");

        options!.DialogFields = ["year"];

        Assert.Equal("""{"year":"2030"}""", RestClient.Text((await alice.DialogAsync(id))!["extensions"]));
        Assert.Equal(2, (int)(await alice.GetAsync("/chat/Dialog?extensions[location]=none")).Body!["total_entries"]!);
    }

    [Fact]
    public async Task Only_the_owner_names_admins_and_five_at_most()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        var users = new List<int> { 100, 102, 103, 104 };
        foreach (var login in new[] { "erin", "frank" })
        {
            users.Add((int)(await alice.PostAsync(
                "/users", $$$"""{"user":{"login":"{{{login}}}","password":"password-1"}}""")).Body!["user"]!["id"]!);
        }

        var id = await alice.CreateGroupAsync([.. users]);
        var path = $"/chat/Dialog/{id}";

        var (added, five) = await alice.PutAsync(
            $"{path}/admins", $$$"""{"push_all":{"admins_ids":[{{{string.Join(',', users.Take(5))}}},101,999]}}""");
        var (sixth, problem) = await alice.PutAsync($"{path}/admins", $$$"""{"push_all":{"admins_ids":["{{{users[5]}}}"]}}""");
        var (byAdmin, _) = await bob.PutAsync($"{path}/admins", """{"pull_all":{"admins_ids":[103]}}""");
        var (_, swapped) = await alice.PutAsync(
            $"{path}/admins", $$$"""{"push_all":{"admins_ids":"{{{users[5]}}}"},"pull_all":{"admins_ids":"100, 102"}}""");
        var (_, updated) = await alice.PutAsync(path, """{"pull_all":{"admins_ids":[103]},"name":"renamed"}""");

        Assert.Equal(HttpStatusCode.OK, added);
        Assert.Equal(users.Take(5), five!["admins_ids"]!.AsArray().Select(n => (int)n!));   // neither the owner nor nobody
        Assert.Equal(HttpStatusCode.UnprocessableEntity, sixth);
        Assert.Equal("""{"errors":{"admins_ids":["is too long (maximum is 5)"]}}""", RestClient.Text(problem));
        Assert.Equal(HttpStatusCode.Forbidden, byAdmin);
        Assert.Equal($"[103,104,{users[4]},{users[5]}]", RestClient.Text(swapped!["admins_ids"]));
        Assert.Equal(
            ($"[104,{users[4]},{users[5]}]", "renamed"), (RestClient.Text(updated!["admins_ids"]), (string)updated["name"]!));
    }

    [Fact]
    public async Task The_call_for_admins_changes_nothing_else()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var id = await alice.CreateGroupAsync(102);

        var (_, dialog) = await alice.PutAsync(
            $"/chat/Dialog/{id}/admins", """{"name":"x","push_all":{"occupants_ids":[103],"admins_ids":[102,103]}}""");

        Assert.Equal(
            ("team", "[101,102]", "[102]"),
            ((string)dialog!["name"]!, RestClient.Text(dialog["occupants_ids"]), RestClient.Text(dialog["admins_ids"])));
    }

    [Fact]
    public async Task In_a_public_dialog_who_becomes_an_admin_becomes_an_occupant()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        var id = await alice.CreateDialogAsync("""{"type":4,"name":"all","admins_ids":"102, 999","occupants_ids":[104]}""");

        var (_, dialog) = await alice.PutAsync($"/chat/Dialog/{id}", """{"push_all":{"admins_ids":[103]}}""");

        Assert.Equal(("[102,103]", "3"), (RestClient.Text(dialog!["admins_ids"]), RestClient.Text(dialog["occupants_count"])));
    }

    [Fact]
    public async Task Messages_are_pinned_by_who_administers_and_unpinned_and_gone_with_the_message()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        var (group, other) = (await alice.CreateGroupAsync(102), await alice.CreateGroupAsync(102));
        var (one, two) = (await alice.WriteAsync(group, "one"), await bob.WriteAsync(group, "two"));
        var foreign = await alice.WriteAsync(other, "foreign");
        var path = $"/chat/Dialog/{group}";

        var (byMember, _) = await bob.PutAsync(path, Pins("push_all", one));
        await alice.PutAsync(path, Pins("push_all", two, one, foreign, "nonsense", one));
        var pinned = (await bob.DialogAsync(group))!;
        var (_, unpinned) = await alice.PutAsync(path, Pins("pull_all", two));
        await alice.DeleteAsync($"/chat/Message/{one}", "force=1");

        Assert.Equal(HttpStatusCode.Forbidden, byMember);
        Assert.Equal($"""["{two}","{one}"]""", RestClient.Text(pinned["pinned_messages_ids"]));
        Assert.Equal($"""["{one}"]""", RestClient.Text(unpinned!["pinned_messages_ids"]));
        Assert.Equal("[]", RestClient.Text((await bob.DialogAsync(group))!["pinned_messages_ids"]));
    }

    [Fact]
    public async Task In_a_private_dialog_both_pin()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        using var alice = await RestClient.SignInAsync(sandbox, "alice");
        using var bob = await RestClient.SignInAsync(sandbox, "bob");
        var id = await alice.CreateDialogAsync("""{"type":3,"occupants_ids":[102],"data":{"class_name":"c"}}""");
        var message = await alice.WriteAsync(id, "one");

        var (status, dialog) = await bob.PutAsync($"/chat/Dialog/{id}", Pins("push_all", message));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal($"""["{message}"]""", RestClient.Text(dialog!["pinned_messages_ids"]));
        Assert.Equal("c", (string)dialog["data"]!["class_name"]!);
    }

    private static string Pins(string verb, params string[] ids) =>
        $$$"""{"{{{verb}}}":{"pinned_messages_ids":[{{{string.Join(',', ids.Select(id => $"\"{id}\""))}}}]}}""";
}
