using System.Reflection;
using System.Runtime.InteropServices;
using BotPlatform.BotHost.Hosting;
using SQLitePCL;

namespace BotPlatform.BotHost.Storage.Sqlite;

/// <summary>
/// Uses the operating system's own SQLite, which the system keeps patched, instead of one that a package brings.
/// </summary>
internal static class SqliteLibrary
{
    private const string Wanted = "e_sqlite3";

    private static readonly Lazy<bool> Loaded = new(() =>
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        raw.FreezeProvider();
        return true;
    });

    /// <exception cref="StartupException">The system has none.</exception>
    public static void Load() => _ = Loaded.Value;

    private static string[] Names =>
        OperatingSystem.IsWindows() ? ["winsqlite3"]
        : OperatingSystem.IsMacOS() ? ["libsqlite3.dylib"]
        : ["libsqlite3.so.0", "libsqlite3.so"];

    private static IntPtr Resolve(string library, Assembly assembly, DllImportSearchPath? path)
    {
        if (library != Wanted)
        {
            return IntPtr.Zero;
        }

        foreach (var name in Names)
        {
            if (NativeLibrary.TryLoad(name, out var handle))
            {
                return handle;
            }
        }

        throw new StartupException(
            $"The system has no SQLite ({Names[0]}). Install it (on Debian and Ubuntu the package libsqlite3-0), or set "
            + "Storage:Provider to Postgres.");
    }
}
