using LinYuan.Api.Features.CheckIns.Review;
using LinYuan.Api.Features.Points.Expiry;
using LinYuan.Tests.CheckIns;
using LinYuan.Tests.Rewards;

namespace LinYuan.Tests.Points;

/// <summary>A whole story of points, and after each step what the person is told. A lane of its own, since years go by in it.</summary>
public sealed class PointStoryTests
{
    private static readonly object Reason = new { reason = "站内没有见到人" };

    [Fact]
    public async Task At_each_step_of_a_story_the_statement_adds_up_and_its_order_is_that_of_the_balance()
    {
        await using var lane = await Lane.Start();
        var community = await lane.NewCommunity();
        var (courier, stations, staff) = (await lane.NewCourier(community), await community.NewStations(3), await community.Staff());
        var (street, reward) = (await lane.NewStaff(community.StreetId), await community.NewReward(stock: 9, points: 5, perPersonLimit: 9));
        lane.Clock.AdvanceToChina(10);

        await lane.ChecksInProvisionally(courier, stations[0]);
        await ShouldTell(courier, (5, 0, 5, 0, 0), "5 checkIn userProvisional");
        lane.Clock.Advance(TimeSpan.FromHours(24));
        await lane.RunByThree<MatureCheckIns>();
        await ShouldTell(courier, (5, 5, 0, 0, 0), "-5 released userProvisional", "5 released user");
        var first = (await courier.Redeems(reward)).ShouldBe(201).Id;
        await ShouldTell(courier, (5, 0, 0, 5, 0), "-5 reserved user", "5 reserved userReserved");
        (await courier.Post($"/api/v1/redemptions/{first}/cancel")).ShouldBe(200);
        await ShouldTell(courier, (5, 5, 0, 0, 0), "-5 reservationEnded userReserved", "5 reservationEnded user");
        var second = (await courier.Redeems(reward)).ShouldBe(201).Id;
        (await staff.HandsOver(second)).ShouldBe(200);
        await ShouldTell(courier, (0, 0, 0, 0, 0), "-5 redeemed userReserved", "-5 reserved user", "5 reserved userReserved");

        var visit = (await courier.ChecksInAt(stations[1])).ShouldBe(201).Id;
        await ShouldTell(courier, (5, 5, 0, 0, 0), "5 checkIn user");
        var third = (await courier.Redeems(reward)).ShouldBe(201).Id;
        (await street.Post($"/staff/v1/check-ins/{visit}/reverse", Reason)).ShouldBe(200);
        await ShouldTell(courier, (5, 0, 0, 5, 5), "-5 reserved user", "5 reserved userReserved");
        (await courier.Post($"/api/v1/redemptions/{third}/cancel")).ShouldBe(200);
        await ShouldTell(courier, (0, 0, 0, 0, 0), "-5 reversed user", "-5 reservationEnded userReserved", "5 reservationEnded user");

        (await courier.ChecksInAt(stations[2])).ShouldBe(201);
        await ShouldTell(courier, (5, 5, 0, 0, 0), "5 checkIn user");
        var end = new DateTimeOffset(lane.Clock.Now.Year + 2, 1, 1, 0, 0, 0, TimeSpan.FromHours(8));
        lane.Clock.Advance(end - TimeSpan.FromSeconds(1) - lane.Clock.Now);
        await courier.SignIn();
        await lane.RunByThree<ExpirePoints>();
        await ShouldTell(courier, (5, 5, 0, 0, 0));
        lane.Clock.Advance(TimeSpan.FromSeconds(1));
        await lane.RunByThree<ExpirePoints>();
        await ShouldTell(courier, (0, 0, 0, 0, 0), "-5 expired user");
        (await lane.UnequalBalances()).ShouldBe(0);
        (await lane.SumOfAllEntries()).ShouldBe(0);
    }

    /// <summary>
    /// Balance, available, provisional, reserved and owed, and the newest entries; and all entries together, account by account, give what
    /// is told, also while one reads up from the oldest.
    /// </summary>
    private static async Task ShouldTell(
        Person courier, (int Balance, int Available, int Provisional, int Reserved, int Owed) told, params string[] newest)
    {
        var mine = (await courier.Get("/api/v1/me/points?limit=100")).ShouldBe(200);
        (mine.Number("balance"), mine.Number("available"), mine.Number("provisional"), mine.Number("reserved"), mine.Number("owed")).ShouldBe(told);
        told.Balance.ShouldBe(told.Available + told.Provisional + told.Reserved);
        var entries = mine["entries.items"].EnumerateArray()
            .Select(entry => (
                Amount: entry.GetProperty("amount").GetInt32(), Reason: entry.GetProperty("reason").GetString(),
                Account: entry.GetProperty("account").GetString()!, At: entry.GetProperty("at").GetDateTimeOffset()))
            .ToList();
        entries.Take(newest.Length).Select(entry => $"{entry.Amount} {entry.Reason} {entry.Account}").ShouldBe(newest);
        (SumOf("user"), SumOf("userProvisional"), SumOf("userReserved")).ShouldBe((told.Available, told.Provisional, told.Reserved));
        entries.Select(entry => entry.At).ShouldBeInOrder(SortDirection.Descending);
        Dictionary<string, int> running = [];
        foreach (var entry in entries.AsEnumerable().Reverse())
        {
            running[entry.Account] = running.GetValueOrDefault(entry.Account) + entry.Amount;
            // A pair's gain is written first, so an account is below zero at no line of it.
            running[entry.Account].ShouldBeGreaterThanOrEqualTo(0);
        }

        int SumOf(string account) => entries.Where(entry => entry.Account == account).Sum(entry => entry.Amount);
    }
}
