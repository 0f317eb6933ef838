using BotPlatform.BotHost.Storage.Migrations;
using Dapper;

namespace BotPlatform.BotHost.Tests.Storage;

[Collection(DatabaseCollection.Name)]
public sealed class MigratorTests(Databases databases)
{
    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task Every_script_runs_once_also_when_several_hosts_start_together(DatabaseKind kind)
    {
        var database = await databases.NewAsync(kind);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Databases.Migrate(database).MigrateAsync(TestTimeout.Token)));

        await using var connection = await database.OpenAsync(TestTimeout.Token);
        var versions = await connection.QueryAsync<int>("SELECT version FROM schema_versions ORDER BY version");
        Assert.Equal(Databases.Versions, versions);
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM queue_items"));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task A_database_of_a_later_version_is_left_alone(DatabaseKind kind)
    {
        var database = await databases.MigratedAsync(kind);
        await using var connection = await database.OpenAsync(TestTimeout.Token);
        await connection.ExecuteAsync("INSERT INTO schema_versions (version, name, applied_at) VALUES (99, 'later', 0)");

        var error = await Assert.ThrowsAsync<NewerSchemaException>(() => Databases.Migrate(database).MigrateAsync(TestTimeout.Token));

        Assert.Contains("has version 99 of the schema, and this program knows ", error.Message, StringComparison.Ordinal);
    }
}
