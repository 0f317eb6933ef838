using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace BotPlatform.Sandbox.Rest.Storage;

/// <summary>
/// A multipart form with texts and a file, read part by part. ASP.NET's own reading of forms would take a file without a name,
/// which is what the vendor's SDK sends, for a text. A form that is none, or that ends in the middle, is an
/// <see cref="InvalidDataException"/>.
/// </summary>
internal sealed class UploadForm
{
    private const string FileField = "file";
    private const int MaxFields = 50;
    private const int MaxFieldBytes = 8 * 1024;

    private readonly MultipartReader _reader;
    private Stream _file = Stream.Null;

    private UploadForm(MultipartReader reader) => _reader = reader;

    /// <summary>The texts before the file.</summary>
    public Dictionary<string, string> Fields { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads up to the file.</summary>
    public static async Task<UploadForm> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary)
        {
            throw new InvalidDataException("Not a multipart form.");
        }

        var form = new UploadForm(new MultipartReader(boundary, request.Body));
        await CompleteAsync(async () =>
        {
            await form.ReadFieldsAsync(cancellationToken);
            return 0;
        });
        return form;
    }

    /// <summary>Reads from the file; 0 at its end.</summary>
    public Task<int> ReadFileAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        CompleteAsync(async () => await _file.ReadAsync(buffer, cancellationToken));

    /// <summary>Reads on to the end of the form, after the file. Only then was it sent completely.</summary>
    public Task FinishAsync(CancellationToken cancellationToken) => CompleteAsync(async () =>
    {
        while (await _reader.ReadNextSectionAsync(cancellationToken) is not null)
        {
            // What follows the file counts for nothing.
        }

        return 0;
    });

    private async Task ReadFieldsAsync(CancellationToken cancellationToken)
    {
        while (await _reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
                || HeaderUtilities.RemoveQuotes(disposition.Name).Value is not { Length: > 0 } name)
            {
                throw new InvalidDataException("A part without a name.");
            }

            if (name == FileField)
            {
                _file = section.Body;
                return;
            }

            Fields[name] = await ReadTextAsync(section.Body, cancellationToken);
            if (Fields.Count > MaxFields)
            {
                throw new InvalidDataException("Too many fields.");
            }
        }

        throw new InvalidDataException("No file.");
    }

    private static async Task<string> ReadTextAsync(Stream part, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxFieldBytes + 1];
        var length = await part.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= MaxFieldBytes
            ? Encoding.UTF8.GetString(buffer, 0, length)
            : throw new InvalidDataException("A field is too long.");
    }

    private static async Task<T> CompleteAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            throw new InvalidDataException("The form ends in the middle.", e);
        }
    }
}
