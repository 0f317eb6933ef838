using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace BotPlatform.BotHost.Plugins.Loading;

/// <summary>Reads what an assembly says of itself, before anything of it runs.</summary>
internal static class AssemblyCheck
{
    /// <summary>What the assembly refers to.</summary>
    /// <exception cref="PluginException">It is no assembly, or none for this machine.</exception>
    public static IReadOnlyList<AssemblyName> ReferencesOf(string path)
    {
        var name = Path.GetFileName(path);
        if (new FileInfo(path) is not { Exists: true } file)
        {
            throw new PluginException($"There is no {name} in its folder: the assembly is called like the folder.");
        }

        if (file.Length == 0)
        {
            throw new PluginException($"{name} is empty: copy it again.");
        }

        try
        {
            using var image = new PEReader(File.OpenRead(path));
            if (!image.HasMetadata)
            {
                throw new PluginException($"{name} is a program or library, but no .NET assembly.");
            }

            CheckMachine(name, image.PEHeaders);
            var metadata = image.GetMetadataReader();
            return [.. metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName())];
        }
        catch (BadImageFormatException error)
        {
            throw new PluginException($"{name} is no .NET assembly, or only a part of one: copy it again.", error);
        }
    }

    /// <summary>Whether the host has, or the plug-in brings along, what the assembly refers to.</summary>
    /// <exception cref="PluginException">It does not, or in a version that does not fit.</exception>
    public static void CheckReferences(string name, IReadOnlyList<AssemblyName> references, Predicate<AssemblyName> isBrought)
    {
        if (references.All(reference => reference.Name != SharedAssemblies.Sdk.Name))
        {
            throw new PluginException($"{name} is no bot: it does not use {SharedAssemblies.Sdk.Name}.");
        }

        foreach (var reference in references)
        {
            CheckReference(name, reference, isBrought);
        }
    }

    private static void CheckReference(string name, AssemblyName reference, Predicate<AssemblyName> isBrought)
    {
        var wanted = reference.Version!;
        if (SharedAssemblies.FindOurs(reference.Name) is { } ours)
        {
            if (wanted.Major != ours.Major || wanted > ours)
            {
                throw new PluginException(
                    $"{name} is built for SDK {Short(wanted)}, this host has {Short(ours)}: build it again with the SDK of the host.");
            }
        }
        else if (SharedAssemblies.FindFramework(reference.Name) is { } framework)
        {
            if (wanted.Major > framework.Major)
            {
                throw new PluginException(
                    $"{name} is built for .NET {Short(wanted)} ({reference.Name}), this host runs on .NET {Short(framework)}.");
            }
        }
        else if (!isBrought(reference))
        {
            throw new PluginException(
                $"{name} needs {reference.Name} {wanted}, which is not in its folder: 'dotnet publish' copies everything that it needs.");
        }
    }

    private static void CheckMachine(string name, PEHeaders headers)
    {
        var machine = headers.CoffHeader.Machine;
        var isForAny = machine is Machine.I386 or Machine.Unknown
            && headers.CorHeader is { } header && !header.Flags.HasFlag(CorFlags.Requires32Bit);
        var host = RuntimeInformation.ProcessArchitecture;
        if (!isForAny && machine != MachineOf(host))
        {
            throw new PluginException($"{name} is built for {machine} machines, and this host runs on {host}: build it for any.");
        }
    }

    private static Machine MachineOf(Architecture architecture) => architecture switch
    {
        Architecture.X64 => Machine.Amd64,
        Architecture.X86 => Machine.I386,
        Architecture.Arm64 => Machine.Arm64,
        Architecture.Arm => Machine.ArmThumb2,
        _ => Machine.Unknown,
    };

    private static string Short(Version version) => $"{version.Major}.{version.Minor}";
}
