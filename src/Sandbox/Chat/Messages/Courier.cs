using BotPlatform.Sandbox.Chat.Privacy;
using BotPlatform.Sandbox.Chat.Sessions;
using BotPlatform.Sandbox.World;
using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Sandbox.Chat.Messages;

/// <summary>Brings letters to their readers, as far as privacy lists let it, and alerts those who are away.</summary>
internal sealed class Courier(SandboxWorld world, Mailboxes mailboxes, Addresses addresses, PrivacyGuard privacy)
{
    /// <summary>
    /// To one user, and as copies to the author's other sessions (section 3.7). Whether it may go is not asked here.
    /// </summary>
    /// <param name="letter">What to bring.</param>
    /// <param name="reader">Whom to bring it to.</param>
    /// <param name="resource">The one session that it is meant for; empty, or gone by now: all of them.</param>
    public void ToUser(Letter letter, User reader, string resource = "")
    {
        RaiseAlert(letter, reader);
        var stanza = Relay.Readdress(letter.Template, letter.From, reader.BareJid, letter.Id, letter.Payloads);
        var item = Pack(letter, stanza, privacy.Audience(letter.Author, reader));
        Keep(letter, [(reader.Id, item)]);
        var mailbox = mailboxes.Of(reader.Id);
        if (resource.Length > 0 && mailbox.Available.FirstOrDefault(s => s.Resource == resource) is { } session
            && item.Audience?.Invoke(session) != false)
        {
            mailbox.Deliver(item, session);
        }
        else
        {
            mailbox.Deliver(item);
        }

        if (letter.IsKept && reader.Id != letter.Author.Id)
        {
            SendCarbons(letter, stanza);
        }
    }

    /// <summary>To every member of a dialog, the author included, who gets an echo on all devices (section 4.3).</summary>
    public void ToReaders(Letter letter, Dialog dialog)
    {
        var from = $"{addresses.Room(dialog.Id)}/{letter.Author.Id}";
        var items = new List<(int ReaderId, Outgoing Item)>();
        foreach (var userId in world.Readers(dialog))
        {
            // Of what is worth something only now (typing), the author needs no echo.
            var isAuthor = userId == letter.Author.Id;
            if ((isAuthor && !letter.IsKept) || !world.Users.TryFind(userId, out var reader)
                || privacy.HidesInGroup(letter.Author, letter.Session, reader))
            {
                continue;
            }

            var stanza = Relay.Readdress(letter.Template, from, reader.BareJid, letter.Id, letter.Payloads);
            if (isAuthor)
            {
                items.Add((userId, Outgoing.Live(stanza)));
                continue;
            }

            RaiseAlert(letter, reader);
            items.Add((userId, Pack(letter, stanza, privacy.GroupAudience(letter.Author, reader))));
        }

        Keep(letter, items);
        foreach (var (readerId, item) in items)
        {
            mailboxes.Of(readerId).Deliver(item);
        }
    }

    /// <summary>Gives everybody what an earlier process had accepted for them and not delivered.</summary>
    public void Restore()
    {
        foreach (var stanza in world.Journal?.Underway ?? [])
        {
            var item = Outgoing.Kept(Element.Parse(stanza.Xml), stanza.At);
            item.WhenOver(() => world.Journal!.Delivered(stanza.Number));
            mailboxes.Of(stanza.UserId).Deliver(item);
        }
    }

    private static Outgoing Pack(Letter letter, Element stanza, Predicate<ChatSession>? audience) =>
        letter.IsKept ? Outgoing.Kept(stanza, letter.At, audience) : Outgoing.Live(stanza, audience);

    // All at once and before anybody gets it: an author who hears nothing sends it again.
    private void Keep(Letter letter, IReadOnlyList<(int ReaderId, Outgoing Item)> items)
    {
        if (world.Journal is not { } journal || !letter.IsKept)
        {
            return;
        }

        (int ReaderId, Outgoing Item)[] kept = [.. items.Where(one => one.Item.IsKept)];
        var numbers = journal.Accepted(
            letter.Author.Id, letter.Id, letter.At, [.. kept.Select(one => (one.ReaderId, one.Item.Element.ToString()))]);
        for (var i = 0; i < kept.Length; i++)
        {
            var number = numbers[i];
            kept[i].Item.WhenOver(() => journal.Delivered(number));
        }
    }

    private void SendCarbons(Letter letter, Element stanza)
    {
        if (stanza.Attribute("type") != "chat")
        {
            return;
        }

        foreach (var session in mailboxes.Of(letter.Author.Id).Available)
        {
            if (session != letter.Session && session.WantsCarbons)
            {
                session.TrySend(Outgoing.Live(Relay.Carbon(stanza, letter.Author.BareJid, session.FullJid)));
            }
        }
    }

    /// <summary>Section 10: for a reader without a session that is there and in use, who has not switched alerts off.</summary>
    private void RaiseAlert(Letter letter, User reader)
    {
        if (letter.Alert is { } alert && reader.Id != letter.Author.Id
            && mailboxes.Of(reader.Id).Available.All(session => !session.IsActive)
            && !(world.Dialogs.TryFind(alert.DialogId, out var dialog) && dialog.MutedBy.Contains(reader.Id)))
        {
            world.Alerts.Add(new ChatAlert(reader.Id, alert.DialogId, alert.MessageId, letter.At, alert.Render(letter.Author)));
        }
    }
}
