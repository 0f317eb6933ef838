namespace BotPlatform.TestKit;

/// <summary>Where the sources and the built programs are.</summary>
public static class Repository
{
    /// <summary>The directory of <c>BotPlatform.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Something in the repository, by its path from the root.</summary>
    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>
    /// The program that a project builds, in the configuration of the running tests: <c>BuiltProgram("BotHost")</c> is
    /// <c>src/BotHost/bin/Release/net10.0/BotPlatform.BotHost.dll</c>.
    /// </summary>
    /// <param name="project">Its folder and, with the product's name before it, its assembly.</param>
    /// <param name="folder">Where that folder is.</param>
    public static string BuiltProgram(string project, string folder = "src")
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var program = File(folder, project, "bin", output.Parent!.Name, output.Name, $"BotPlatform.{project}.dll");
        return System.IO.File.Exists(program)
            ? program
            : throw new InvalidOperationException($"{program} is missing: build the solution first.");
    }

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(directory.FullName, "BotPlatform.sln")))
            {
                return directory.FullName;
            }
        }

        throw new InvalidOperationException($"No BotPlatform.sln above {AppContext.BaseDirectory}.");
    }
}
