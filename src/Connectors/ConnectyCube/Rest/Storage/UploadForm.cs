using System.Net.Http.Headers;
using BotPlatform.Contracts.Files;

namespace BotPlatform.ConnectyCube.Rest.Storage;

/// <summary>Section 8: the form that carries the content. The service hands out its address and its fields as one address.</summary>
/// <param name="Target">Where the form goes, without a query.</param>
/// <param name="Fields">What it holds before the file.</param>
internal sealed record UploadForm(Uri Target, IReadOnlyList<(string Name, string Value)> Fields)
{
    /// <exception cref="ConnectyCubeException">There is no address, or none that can be used.</exception>
    public static UploadForm Of(StoredFile file)
    {
        if (!Uri.TryCreate(file.Access?.Params, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new ConnectyCubeException($"ConnectyCube does not say where the content of file {file.Id} goes.");
        }

        var fields = address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair =>
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            return equals < 0
                ? (Uri.UnescapeDataString(pair), "")
                : (Uri.UnescapeDataString(pair[..equals]), Uri.UnescapeDataString(pair[(equals + 1)..]));
        });
        return new UploadForm(new UriBuilder(address) { Query = "", Fragment = "" }.Uri, [.. fields]);
    }

    /// <summary>The body: the fields, and the file as the last, which is what the storage wants.</summary>
    public MultipartFormDataContent ToContent(FileToSend file, HttpContent content)
    {
        var form = new MultipartFormDataContent();

        // Not every storage understands names without quotes and a boundary with them, which is the library's way.
        var boundary = form.Headers.ContentType!.Parameters.First(p => p.Name == "boundary");
        boundary.Value = boundary.Value!.Trim('"');
        foreach (var (name, value) in Fields)
        {
            var field = new StringContent(value);
            field.Headers.ContentType = null;
            form.Add(field, Quoted(name));
        }

        content.Headers.ContentType = MediaTypeHeaderValue.TryParse(file.ContentType, out var type)
            ? type
            : throw new ArgumentException($"'{file.ContentType}' is no kind of content.", nameof(file));
        content.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data")
        {
            Name = Quoted("file"),
            FileName = Quoted(Uri.EscapeDataString(file.Name)),
        };
        form.Add(content);
        return form;
    }

    private static string Quoted(string text) => $"\"{text.Replace("\\", "%5C", StringComparison.Ordinal).Replace("\"", "%22", StringComparison.Ordinal)}\"";
}
