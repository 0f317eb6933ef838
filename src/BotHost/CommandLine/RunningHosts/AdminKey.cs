namespace BotPlatform.BotHost.CommandLine.RunningHosts;

/// <summary>Finds the key of a host where no list of processes shows it.</summary>
internal static class AdminKey
{
    /// <param name="file">The file that holds it; null for none.</param>
    /// <param name="settings">Command line settings, <c>--Section:Key=value</c>.</param>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="AdminException">The file holds none.</exception>
    public static string? Find(FileInfo? file, string[] settings)
    {
        var key = file is null
            ? new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(settings).Build()["Admin:ApiKey"]
            : Read(file);
        return string.IsNullOrEmpty(key) ? null
            : key.All(c => c is > ' ' and <= '~') ? key
            : throw new AdminException("The key has a character that keys do not have.");
    }

    /// <summary>Says on standard error that a key would be seen on its way, where that is so.</summary>
    public static async Task WarnAsync(Uri host, string? key)
    {
        if (key is not null && host is { Scheme: "http", IsLoopback: false })
        {
            await Console.Error.WriteLineAsync($"The key goes to {host} in clear text: better is https, or a tunnel to the machine.");
        }
    }

    private static string Read(FileInfo file)
    {
        try
        {
            return File.ReadAllText(file.FullName).Trim() is { Length: > 0 } key
                ? key
                : throw new AdminException($"{file.FullName} is empty, and no key.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new AdminException($"The key cannot be read: {error.Message}");
        }
    }
}
