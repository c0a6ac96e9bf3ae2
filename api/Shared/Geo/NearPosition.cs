namespace LinYuan.Api.Shared.Geo;

/// <summary>Where a list by distance goes on.</summary>
public sealed record NearPosition(long Meters, long Id);
