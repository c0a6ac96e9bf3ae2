using Dapper;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Wishes;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Benchmarks.Peer;

/// <summary>Fills an empty, migrated database with open wishes and volunteers. It knows the schema, as a tool may.</summary>
internal static class PeerFill
{
    /// <summary>The ids that the script gives, wishes without a gap.</summary>
    public const long FirstWish = 1_000_000;
    public const long FirstMember = 2_000_000;

    /// <summary>A page of 20 of the community that has all the wishes.</summary>
    public const string ListPath = "/open/v1/wishes?areaId=101&status=open";

    public static async Task Run(MySqlConnection connection, int wishes, int members, FieldCipher cipher, DateTimeOffset now)
    {
        WishText text = new("修一修楼道的灯", "三楼的灯坏了几天，晚上进出看不清台阶，想请人来看一看是灯泡还是线路的事。");
        WishContact contact = new("测试居民", "13900000000", "一号楼二单元");
        await connection.ExecuteAsync(EmbeddedSql.Read("fill-peer.sql"), new
        {
            wishes,
            members,
            now = now.UtcDateTime,
            name = cipher.Encrypt(RegistrationStore.NamePurpose, "测试志愿者"),
            text = cipher.EncryptJson(WishStore.TextPurpose, text),
            contact = cipher.EncryptJson(WishStore.ContactPurpose, contact),
            title = text.Title,
            story = text.Story,
        }, commandTimeout: 120);
    }

    /// <summary>What proves the session of a volunteer, counted from 0: 43 characters that end as 32 bytes in base 64 may end.</summary>
    public static string TokenOf(int member) => $"bench{member:D37}0";
}
