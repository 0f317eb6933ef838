using System.CommandLine;
using BotPlatform.Contracts.Announcements;
using BotPlatform.Contracts.Requests;

namespace BotPlatform.BotHost.CommandLine.Announcements;

/// <summary>Everything that can be said of an announcement on the command line.</summary>
internal sealed class NewAnnouncementArguments
{
    private readonly Argument<string?> _name = new("name")
    {
        Description = "Names it: a-z, 0-9 and hyphens. Not needed with --file.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<FileInfo?> _file = new("--file") { Description = "A JSON file that says all of it; options change what it says." };
    private readonly Option<string?> _account = new("--account")
    {
        Description = "The account that says it: network and id, such as connectycube/100. Without it, the host's first account.",
    };

    private readonly Option<string?> _text = new("--text") { Description = "What is said; {{user.fullName}} and the like are filled in." };
    private readonly Option<FileInfo?> _textFile = new("--text-file") { Description = "A file that holds the text." };
    private readonly Option<string[]> _attachments = Many("--attachment", "A file that goes along: its type and address, such as image=https://….");
    private readonly Option<string[]> _metadata = Many("--parameter", "A free parameter, such as campaign=spring.");
    private readonly Option<bool> _system = new("--system") { Description = "A system message, for apps and not for eyes." };
    private readonly Option<bool> _silent = new("--silent") { Description = "Without push notifications." };
    private readonly Option<bool> _noHistory = new("--no-history") { Description = "The network does not keep it." };
    private readonly Option<bool> _noMarkers = new("--no-markers") { Description = "Devices do not say that it was delivered and read." };

    private readonly Option<string[]> _users = Many("--to-users", "Users, by their ids.");
    private readonly Option<string[]> _dialogs = Many("--to-dialogs", "Dialogs, by their ids.");
    private readonly Option<DialogType[]> _types = new("--dialog-type")
    {
        Description = "All dialogs of the account that are of this type.",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string[]> _membersOf = Many("--members-of", "All members of these dialogs.");
    private readonly Option<string[]> _tags = Many("--tag", "All users with one of these tags.");
    private readonly Option<string[]> _find = Many("--find", "All users with a key, such as login=bob or externalId=4711.");
    private readonly Option<string[]> _except = Many("--except", "Not these users, by their ids.");

    private readonly Option<string?> _at = new("--at") { Description = "Once, then: 2026-12-24T18:00." };
    private readonly Option<string?> _cron = new("--cron") { Description = "Again and again: '0 9 * * 1-5'." };
    private readonly Option<TimeSpan?> _every = DurationOption.Create("--every", "Again and again after this time: 30m, 6h, 2d.");
    private readonly Option<string?> _rule = new("--rule") { Description = "Again and again by a rule of RFC 5545: 'FREQ=MONTHLY;BYDAY=-1FR'." };
    private readonly Option<string?> _from = new("--from") { Description = "The first time of --every and --rule." };
    private readonly Option<string?> _until = new("--until") { Description = "Nothing is due after this time." };
    private readonly Option<string?> _zone = new("--zone") { Description = "The time zone of all local times, by its IANA name. UTC without it." };
    private readonly Option<ScheduleMisfire?> _misfire = new("--misfire") { Description = "What happens to what was due while no host ran." };

    private readonly Option<string?> _quiet = new("--quiet") { Description = "Hours in which nothing is sent, such as 22:00-08:00." };
    private readonly Option<TimeSpan?> _expires = DurationOption.Create("--expires", "How long after it was due it may still be sent: 2h.");
    private readonly Option<double?> _rate = new("--rate") { Description = "How many recipients a second at most." };
    private readonly Option<bool> _paused = new("--paused") { Description = "It begins paused, to be looked at and tried out first." };
    private readonly Option<bool> _preview = new("--preview") { Description = "Makes nothing: says who would get it, and what they would read." };
    private readonly Option<string?> _requestId = new("--request-id") { Description = "An id of your own: given again, it makes nothing twice." };

    public Command AddTo(Command command)
    {
        command.Arguments.Add(_name);
        foreach (var option in (Option[])
        [
            _file, _account, _text, _textFile, _attachments, _metadata, _system, _silent, _noHistory, _noMarkers, _users, _dialogs, _types,
            _membersOf, _tags, _find, _except, _at, _cron, _every, _rule, _from, _until, _zone, _misfire, _quiet, _expires, _rate, _paused,
            _preview, _requestId,
        ])
        {
            command.Options.Add(option);
        }

        return command;
    }

    public NewAnnouncementOptions Read(ParseResult parsed) => new()
    {
        Name = parsed.GetValue(_name),
        File = parsed.GetValue(_file),
        Account = parsed.GetValue(_account),
        Text = parsed.GetValue(_text),
        TextFile = parsed.GetValue(_textFile),
        Attachments = Pairs(parsed.GetValue(_attachments)),
        Metadata = Pairs(parsed.GetValue(_metadata)),
        IsSystem = parsed.GetValue(_system),
        IsSilent = parsed.GetValue(_silent),
        NoHistory = parsed.GetValue(_noHistory),
        NoMarkers = parsed.GetValue(_noMarkers),
        Users = Words(parsed.GetValue(_users)),
        Dialogs = Words(parsed.GetValue(_dialogs)),
        DialogTypes = parsed.GetValue(_types) ?? [],
        MembersOf = Words(parsed.GetValue(_membersOf)),
        Tags = Words(parsed.GetValue(_tags)),
        Find = Pairs(parsed.GetValue(_find)),
        Except = Words(parsed.GetValue(_except)),
        At = parsed.GetValue(_at),
        Cron = parsed.GetValue(_cron),
        Every = parsed.GetValue(_every),
        Rule = parsed.GetValue(_rule),
        From = parsed.GetValue(_from),
        Until = parsed.GetValue(_until),
        Zone = parsed.GetValue(_zone),
        Misfire = parsed.GetValue(_misfire),
        Quiet = parsed.GetValue(_quiet),
        Expires = parsed.GetValue(_expires),
        Rate = parsed.GetValue(_rate),
        IsPaused = parsed.GetValue(_paused),
        IsPreview = parsed.GetValue(_preview),
        RequestId = parsed.GetValue(_requestId),
    };

    private static Option<string[]> Many(string name, string description) => new(name)
    {
        Description = description,
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>Several may be given with commas, with spaces, or each with the option.</summary>
    private static string[] Words(string[]? given) =>
        [.. (given ?? []).SelectMany(one => one.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private static (string Key, string Value)[] Pairs(string[]? given) => [.. (given ?? []).Select(one =>
        one.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (one[..at], one[(at + 1)..]) : (one, ""))];
}
