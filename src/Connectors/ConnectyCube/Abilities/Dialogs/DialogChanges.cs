using System.Text.Json;
using System.Text.Json.Nodes;
using BotPlatform.Connectors;
using BotPlatform.ConnectyCube.Chat;
using BotPlatform.ConnectyCube.Rest.Dialogs;
using BotPlatform.Contracts.Chat;
using BotPlatform.Contracts.Requests;
using DialogType = BotPlatform.Contracts.Requests.DialogType;

namespace BotPlatform.ConnectyCube.Abilities.Dialogs;

/// <summary>Sections 5.3 and 5.4: making dialogs, and changing what they are like and who is in them.</summary>
internal sealed class DialogChanges(IDialogsApi api, RestDialogs dialogs)
{
    private const string BadRequest = "bad-request";

    public IEnumerable<object> All =>
    [
        RestAnswers.Of<CreateDialog, DialogInfo>(CreateAsync),
        RestAnswers.Of<ChangeDialog, DialogInfo>((request, cancellationToken) =>
            UpdateAsync(request.Dialog, UpdateOf(request.Changes), cancellationToken)),
        RestAnswers.Of<ChangeMembers, DialogInfo>(ChangeMembersAsync),
        RestAnswers.Of<PinMessage, DialogInfo>(PinAsync),
    ];

    private async Task<DialogInfo> CreateAsync(CreateDialog request, CancellationToken cancellationToken)
    {
        var members = NumbersOf(request.Members);
        var details = UpdateOf(request.Details);
        var dialog = request.Type == DialogType.Direct
            ? await dialogs.OpenAsync(OpponentOf(members, request.Details), cancellationToken).ConfigureAwait(false)
            : await api.CreateAsync(
                new NewDialog
                {
                    Type = DialogMap.TypeOf(request.Type),
                    OccupantIds = members,
                    Name = details.Name,
                    Description = details.Description,
                    Photo = details.Photo,
                    Extensions = details.Extensions,
                    Permissions = details.Permissions,
                    Data = details.Data,
                },
                cancellationToken).ConfigureAwait(false);
        return DialogMap.InfoOf(dialog);
    }

    private async Task<DialogInfo> ChangeMembersAsync(ChangeMembers request, CancellationToken cancellationToken)
    {
        var changes = request.Changes;
        var update = new DialogUpdate
        {
            AddOccupants = NumbersOf(changes.Add),
            RemoveOccupants = NumbersOf(changes.Remove),
            AddAdmins = NumbersOf(changes.AddAdmins),
            RemoveAdmins = NumbersOf(changes.RemoveAdmins),
        };
        if (update.AddOccupants.Count + update.RemoveOccupants.Count > 0)
        {
            return await UpdateAsync(request.Dialog, update, cancellationToken).ConfigureAwait(false);
        }

        var id = await dialogs.IdOfAsync(request.Dialog, cancellationToken).ConfigureAwait(false);
        return DialogMap.InfoOf(
            await api.ChangeAdminsAsync(id, update.AddAdmins, update.RemoveAdmins, cancellationToken).ConfigureAwait(false));
    }

    private async Task<DialogInfo> PinAsync(PinMessage request, CancellationToken cancellationToken)
    {
        var message = MessageIds.OfHistory(request.MessageId);
        var update = request.IsPinned ? new DialogUpdate { Pin = [message] } : new DialogUpdate { Unpin = [message] };
        var info = await UpdateAsync(request.Dialog, update, cancellationToken).ConfigureAwait(false);

        // The service passes over messages that it does not know.
        return request.IsPinned && !info.PinnedMessages.Contains(message, StringComparer.OrdinalIgnoreCase)
            ? throw new ConnectorRefusedException($"The dialog {info.Dialog.Id} has no message {message}.", "item-not-found")
            : info;
    }

    private async Task<DialogInfo> UpdateAsync(DialogRef dialog, DialogUpdate update, CancellationToken cancellationToken)
    {
        var id = await dialogs.IdOfAsync(dialog, cancellationToken).ConfigureAwait(false);
        return DialogMap.InfoOf(await api.UpdateAsync(id, update, cancellationToken).ConfigureAwait(false));
    }

    private static IReadOnlyList<long> NumbersOf(IReadOnlyList<UserRef> users) =>
        [.. users.Select(user => UserAbilities.NumberOf(user.Id))];

    private static long OpponentOf(IReadOnlyList<long> members, DialogDetails details) =>
        members is not [var opponent] ? throw new ConnectorRefusedException("A direct dialog has one other member.", BadRequest)
        : details != new DialogDetails()
            ? throw new ConnectorRefusedException("A direct dialog that is made says nothing of itself: change it afterwards.", BadRequest)
        : opponent;

    private static DialogUpdate UpdateOf(DialogDetails details) => new()
    {
        Name = details.Name,
        Description = details.Description,
        Photo = details.Photo,
        Extensions = details.CustomFields ?? new Dictionary<string, string>(),
        ResetExtensions = details.CustomFields is { Count: 0 },
        Permissions = details.AllowsPreview is { } allows ? new DialogPermissions { AllowPreview = allows } : null,
        Data = DataOf(details.Data),
    };

    private static JsonObject? DataOf(string? text)
    {
        try
        {
            return text is null ? null
                : JsonNode.Parse(text) as JsonObject
                    ?? throw new ConnectorRefusedException("The data of a dialog are a JSON object.", BadRequest);
        }
        catch (JsonException e)
        {
            throw new ConnectorRefusedException($"The data of a dialog are no JSON: {e.Message}", BadRequest, e);
        }
    }
}
