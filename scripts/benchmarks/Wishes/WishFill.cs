using Dapper;
using LinYuan.Api.Features.Wishes;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Benchmarks.Wishes;

/// <summary>Fills an empty, migrated database with wishes, claims and crowd wishes. It knows the schema, as a tool may.</summary>
internal static class WishFill
{
    /// <summary>What one statement may take; a million wishes need about a minute.</summary>
    private const int Seconds = 600;

    public static async Task Run(MySqlConnection connection, int wishes, FieldCipher cipher, DateTimeOffset now)
    {
        WishText text = new("修一修楼道的灯", "三楼的灯坏了几天，晚上进出看不清台阶，想请人来看一看是灯泡还是线路的事。");
        WishContact contact = new("测试居民", "13900000000", "一号楼二单元");
        await connection.ExecuteAsync(EmbeddedSql.Read("fill-wishes.sql"), new
        {
            wishes,
            now = now.UtcDateTime,
            text = cipher.EncryptJson(WishStore.TextPurpose, text),
            contact = cipher.EncryptJson(WishStore.ContactPurpose, contact),
            title = text.Title,
            story = text.Story,
        }, commandTimeout: Seconds);
    }
}
