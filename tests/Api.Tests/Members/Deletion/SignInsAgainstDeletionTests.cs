namespace LinYuan.Tests.Members.Deletion;

/// <summary>A deleted account has no session, whoever signs in with it at that moment and at whichever process.</summary>
public sealed class SignInsAgainstDeletionTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const int Rounds = 25;
    private const int SignIns = 15;
    private const string Me = "/api/v1/me";
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Fifteen_sign_ins_and_one_deletion_at_once_leave_no_session_of_the_deleted_account()
    {
        await using var other = await Lane.Start(new LaneSettings { ReplicaOf = lane });
        for (var round = 0; round < Rounds; round++)
        {
            var leaving = await lane.NewPerson();
            var phones = Enumerable.Range(0, SignIns).Select(phone => (phone % 2 == 0 ? lane : other).Stranger(leaving.Name)).ToList();
            var place = Random.Shared.Next(SignIns);
            var early = phones[..place].Select(phone => phone.SignIn()).ToList();
            var deletion = leaving.Delete(Me);
            await Task.WhenAll([.. early, .. phones[place..].Select(phone => phone.SignIn())]);

            (await deletion).ShouldBe(204);

            (await lane.Sql.Count("sessions WHERE user_id = @Id", leaving)).ShouldBe(0);
            (await lane.Sql.Count("users WHERE openid = @OpenId", leaving)).ShouldBeLessThanOrEqualTo(1);
            foreach (var phone in phones)
                await ShouldBeSomebodyElseOrSignedOut(phone, leaving.Id);
            (await lane.Sql.Count("idempotency_keys WHERE user_id = @Id", leaving)).ShouldBe(0);
        }
    }

    [Fact]
    public async Task Who_signs_in_right_after_the_deletion_has_a_new_and_empty_account()
    {
        var leaving = await lane.NewPerson();
        (await leaving.Patch(Me, new { nickname = "要走的人" })).ShouldBe(200);
        var before = leaving.Id;
        (await leaving.Delete(Me)).ShouldBe(204);

        var phones = Enumerable.Range(0, SignIns).Select(_ => lane.Stranger(leaving.Name)).ToList();
        await Task.WhenAll(phones.Select(phone => phone.SignIn()));

        phones.Select(phone => phone.Id).Distinct().ShouldHaveSingleItem().ShouldNotBe(before);
        (await phones[0].Get(Me)).ShouldBe(200).Text("nickname").ShouldBeNull();
    }

    [Fact]
    public async Task Two_deletions_at_once_are_both_done()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var leaving = await lane.NewPerson();

            foreach (var answer in await Task.WhenAll(leaving.Delete(Me), leaving.Delete(Me)))
                answer.Status.ShouldBeOneOf(204, 401);

            (await lane.Sql.Count("users WHERE id = @Id AND deleted_at IS NOT NULL", leaving)).ShouldBe(1);
        }
    }

    private static async Task ShouldBeSomebodyElseOrSignedOut(Person phone, long deletedId)
    {
        var seen = await phone.Get(Me);
        var written = await phone.Post("/api/v1/me/subscriptions", new { results = new { wishApproved = "accept" } });
        if (seen.Status == 401)
            written.ShouldBeRefused(401, "session.expired");
        else
            (seen.ShouldBe(200).Id, written.ShouldBe(200).Status).ShouldNotBe((deletedId.ToString(), 200));
    }
}
