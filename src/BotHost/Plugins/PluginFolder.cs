using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BotPlatform.BotHost.Plugins;

/// <summary>The folder of a plug-in, as somebody has put it there.</summary>
/// <param name="Path">Where it is.</param>
internal sealed record PluginFolder(string Path)
{
    /// <summary>The plug-in is called like its folder, and so is its assembly.</summary>
    public string Name { get; } = System.IO.Path.GetFileName(Path);

    /// <summary>All of them, by name; none when the folder around them is not there. Hidden folders are left alone.</summary>
    public static IReadOnlyList<PluginFolder> In(string folder) => !Directory.Exists(folder) ? [] :
    [
        .. Directory.GetDirectories(folder).Select(path => new PluginFolder(path))
            .Where(one => !one.Name.StartsWith('.')).OrderBy(one => one.Name, StringComparer.Ordinal),
    ];

    /// <summary>Another text when a file has come, gone or changed; null when it cannot be read.</summary>
    public string? Stamp()
    {
        try
        {
            var files = Files().Select(file => string.Create(
                CultureInfo.InvariantCulture, $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}"));
            return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', files))));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null; // it goes this very moment, or is not for us
        }
    }

    /// <summary>Copies it, so that its files may be replaced while the copy is in use.</summary>
    public void CopyTo(string target)
    {
        foreach (var file in Files())
        {
            var copy = System.IO.Path.Combine(target, System.IO.Path.GetRelativePath(Path, file.FullName));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            file.CopyTo(copy);
        }
    }

    private IEnumerable<FileInfo> Files() => new DirectoryInfo(Path).GetFiles("*", SearchOption.AllDirectories)
        .OrderBy(file => file.FullName, StringComparer.Ordinal);
}
