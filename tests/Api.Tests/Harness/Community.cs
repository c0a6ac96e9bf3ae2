namespace LinYuan.Tests.Harness;

/// <summary>A community with its street and its district, made for one test and shared with no other.</summary>
public sealed class Community(Lane lane, long districtId, long streetId, long id, string name)
{
    private readonly Lock gate = new();
    private Task<Person>? staff;

    public long DistrictId { get; } = districtId;

    public long StreetId { get; } = streetId;

    public long Id { get; } = id;

    public string Name { get; } = name;

    /// <summary>The id as clients write it.</summary>
    public string IdText => Id.ToString();

    /// <summary>Someone with a staff role at this community; the same person each time.</summary>
    public Task<Person> Staff()
    {
        lock (gate)
            return staff ??= lane.NewStaff(Id);
    }
}
