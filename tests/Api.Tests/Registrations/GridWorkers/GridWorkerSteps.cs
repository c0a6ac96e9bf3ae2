namespace LinYuan.Tests.Registrations.GridWorkers;

/// <summary>Part-time grid workers for the tests of other areas.</summary>
internal static class GridWorkerSteps
{
    private const string Mine = "/api/v1/me/grid-worker-applications";

    /// <summary>A courier who is appointed for the community, over HTTP; with the id of the application.</summary>
    public static async Task<(Person Worker, string Id)> NewGridWorker(this Lane lane, Community community)
    {
        var (courier, staff, street) = (await lane.NewCourier(community), await community.Staff(), await lane.NewStaff(community.StreetId));
        var id = (await courier.Post(Mine, new { communityId = community.IdText })).ShouldBe(201).Id;
        foreach (var (who, step) in new[] { (staff, "train"), (staff, "appoint"), (street, "confirm") })
            (await who.Post($"/staff/v1/grid-workers/{id}/{step}")).ShouldBe(200);
        return (courier, id);
    }

    /// <summary>The way out that a person takes alone.</summary>
    public static async Task StepBack(this Person worker, string id) => (await worker.Post($"{Mine}/{id}/withdraw")).ShouldBe(200);

    /// <summary>Staff end the person's registration of that kind.</summary>
    public static async Task EndRegistration(this Person worker, Community community, string kind)
    {
        var registration = (await worker.Get("/api/v1/me/registrations")).Items
            .Single(item => item.GetProperty("kind").GetString() == kind).GetProperty("id").GetString();
        (await (await community.Staff()).Post($"/staff/v1/registrations/{registration}/end", new { reason = "已经离开本地" })).ShouldBe(200);
    }
}
