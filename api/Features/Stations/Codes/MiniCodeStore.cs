using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Features.Stations.Codes;

/// <summary>WeChat's own codes of stations. A station's code never changes, so one that was stored is right for ever.</summary>
public sealed class MiniCodeStore
{
    public Task<byte[]?> Find(DbSession session, long stationId, string form) => session.Find<byte[]>(
        "SELECT image FROM station_mini_codes WHERE station_id = @stationId AND form = @form", new { stationId, form });

    /// <summary>Keeps the first: two processes may have asked for the same.</summary>
    public Task Add(Tx tx, long stationId, string form, byte[] image, DateTimeOffset now) => tx.Execute("""
        INSERT IGNORE INTO station_mini_codes (station_id, form, image, made_at) VALUES (@stationId, @form, @image, @now)
        """, new { stationId, form, image, now });
}
