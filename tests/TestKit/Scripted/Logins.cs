using System.Text.RegularExpressions;

namespace BotPlatform.TestKit.Scripted;

/// <summary>The pieces of a login (RFC 6120 §§6-7, XEP-0198 §§3 and 5) that a script puts together.</summary>
public static partial class Logins
{
    private const string Sm = "xmlns='urn:xmpp:sm:3'";

    /// <summary>Plays a login by PLAIN, up to a bound address and, when told, stream management.</summary>
    /// <param name="connection">A connection on which nothing was said yet.</param>
    /// <param name="streamManagement">Offers stream management and waits until it is switched on.</param>
    /// <param name="resumeId">Under which id the stream can be resumed, which means stream management; null refuses.</param>
    public static async Task LogInAsync(
        this ScriptedConnection connection, bool streamManagement = false, string? resumeId = null)
    {
        var hasStreamManagement = streamManagement || resumeId is not null;
        await connection.AuthenticateAsync(hasStreamManagement);
        await connection.BindAsync();
        if (hasStreamManagement)
        {
            await connection.EnableAsync(resumeId);
        }
    }

    /// <summary>Waits for the client's header and answers with ours and these features.</summary>
    public static async Task OfferAsync(this ScriptedConnection connection, string features)
    {
        await connection.ExpectElementAsync("^<stream:stream");
        await connection.SendAsync($"{ScriptedXmppServer.Header}<stream:features>{features}</stream:features>");
    }

    /// <summary>Offers one SASL mechanism and nothing else.</summary>
    public static Task OfferMechanismAsync(this ScriptedConnection connection, string mechanism) => connection.OfferAsync(
        $"<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>{mechanism}</mechanism></mechanisms>");

    /// <summary>Accepts whatever PLAIN says, and offers what comes after it: binding and, when told, stream management.</summary>
    public static async Task AuthenticateAsync(this ScriptedConnection connection, bool streamManagement = false)
    {
        await connection.OfferMechanismAsync("PLAIN");
        await connection.ExpectElementAsync(@"^<auth\b");
        await connection.WelcomeAsync(streamManagement);
    }

    /// <summary>Plays SCRAM-SHA-256 with this password, which the client must prove, and goes on like PLAIN.</summary>
    public static async Task AuthenticateByScramAsync(
        this ScriptedConnection connection, string password, bool streamManagement = false)
    {
        await connection.OfferMechanismAsync(ScramScript.Mechanism);
        var script = new ScramScript(password);
        var challenge = script.Challenge(Content(await connection.ExpectElementAsync(@"^<auth\b")));
        await connection.SendAsync($"<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>{challenge}</challenge>");
        var success = script.Success(Content(await connection.ExpectElementAsync(@"^<response\b")));
        await connection.WelcomeAsync(streamManagement, success);
    }

    /// <summary>Refuses the credentials, or says that it cannot check them now, such as <c>temporary-auth-failure</c>.</summary>
    public static async Task RefuseAuthenticationAsync(this ScriptedConnection connection, string condition)
    {
        await connection.OfferMechanismAsync("PLAIN");
        await connection.ExpectElementAsync(@"^<auth\b");
        await connection.SendAsync($"<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><{condition}/></failure>");
    }

    /// <summary>Waits for the request to bind and assigns an address.</summary>
    public static async Task BindAsync(this ScriptedConnection connection, string address = "bot@localhost/r1")
    {
        var request = await connection.ExpectElementAsync("^<iq .*urn:ietf:params:xml:ns:xmpp-bind");
        await connection.AnswerAsync(request, $"<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>{address}</jid></bind>");
    }

    /// <summary>Waits until the client switches stream management on, and agrees; with an id also to resumption.</summary>
    public static async Task EnableAsync(this ScriptedConnection connection, string? resumeId = null)
    {
        await connection.ExpectElementAsync(@"^<enable\b");
        await connection.SendAsync(resumeId is null ? $"<enabled {Sm}/>" : $"<enabled {Sm} id='{resumeId}' resume='true'/>");
    }

    /// <summary>Waits for the request to resume: which stream, and how many of our stanzas the client has handled.</summary>
    public static async Task<(string PreviousId, uint Handled)> ExpectResumeAsync(this ScriptedConnection connection)
    {
        var request = await connection.ExpectElementAsync(@"^<resume\b");
        return (Attribute(request, "previd"), uint.Parse(Attribute(request, "h")));
    }

    /// <summary>Agrees to resume; <paramref name="handled"/> of the client's stanzas had been handled.</summary>
    public static Task ResumeAsync(this ScriptedConnection connection, string previousId, uint handled) =>
        connection.SendAsync($"<resumed {Sm} previd='{previousId}' h='{handled}'/>");

    /// <summary>Refuses to resume; some servers still say how many stanzas they had handled.</summary>
    public static Task RefuseResumeAsync(this ScriptedConnection connection, uint? handled = null) => connection.SendAsync(
        $"<failed {Sm}{(handled is null ? "" : $" h='{handled}'")}>"
        + "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>");

    /// <summary>Acknowledges what the client has sent (<c>&lt;a/&gt;</c>), right or wrong.</summary>
    public static Task AcknowledgeAsync(this ScriptedConnection connection, uint handled) =>
        connection.SendAsync($"<a {Sm} h='{handled}'/>");

    /// <summary>Asks for an acknowledgement and returns how many of our stanzas the client says that it has handled.</summary>
    public static async Task<uint> RequestAcknowledgementAsync(this ScriptedConnection connection)
    {
        await connection.SendAsync($"<r {Sm}/>");
        return uint.Parse(Attribute(await connection.ExpectElementAsync(@"^<a\b"), "h"));
    }

    /// <summary>Answers a request with its own id.</summary>
    public static Task AnswerAsync(this ScriptedConnection connection, string request, string payload = "") =>
        connection.SendAsync($"<iq type='result' id='{Attribute(request, "id")}'>{payload}</iq>");

    /// <summary>Answers the next ping; the account is ready when that after its presence is answered.</summary>
    public static async Task AnswerPingAsync(this ScriptedConnection connection) =>
        await connection.AnswerAsync(await connection.ExpectElementAsync("^<iq .*urn:xmpp:ping"));

    /// <summary>Ends the stream with an error, such as <c>conflict</c>; <c>see-other-host</c> holds text.</summary>
    public static async Task FailAsync(this ScriptedConnection connection, string condition, string content = "")
    {
        var error = $"<{condition} xmlns='urn:ietf:params:xml:ns:xmpp-streams'>{content}</{condition}>";
        await connection.SendAsync($"<stream:error>{error}</stream:error></stream:stream>");
        connection.Cut();
    }

    private static async Task WelcomeAsync(this ScriptedConnection connection, bool streamManagement, string proof = "")
    {
        await connection.SendAsync($"<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>{proof}</success>");
        await connection.OfferAsync(
            "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>" + (streamManagement ? $"<sm {Sm}/>" : ""));
    }

    private static string Attribute(string element, string name) =>
        AnyAttribute().Matches(element).First(m => m.Groups["name"].Value == name).Groups["value"].Value;

    private static string Content(string element) => ElementContent().Match(element).Groups["content"].Value;

    [GeneratedRegex("""\s(?<name>[\w:.-]+)=(?<quote>["'])(?<value>.*?)\k<quote>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AnyAttribute();

    [GeneratedRegex("^<[^>]*>(?<content>[^<]*)<", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ElementContent();
}
