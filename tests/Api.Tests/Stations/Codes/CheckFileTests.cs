namespace LinYuan.Tests.Stations.Codes;

/// <summary>WeChat's check file, without which the printed codes open no mini program.</summary>
public sealed class CheckFileTests
{
    [Fact]
    public async Task The_file_that_the_settings_name_lies_beside_the_printed_codes_and_at_the_root()
    {
        await using var lane = await Lane.Start(new LaneSettings
        {
            Options = new Dictionary<string, string> { ["WeChat:CheckFiles:AbC123dEf"] = "0a1b2c3d4e5f" },
        });

        foreach (var path in new[] { "/s/AbC123dEf.txt", "/AbC123dEf.txt" })
        {
            var answer = (await lane.Anyone.Get(path)).ShouldBe(200);
            answer.Body.ShouldBe("0a1b2c3d4e5f");
            answer.ContentHeaders.ContentType!.MediaType.ShouldBe("text/plain");
        }
        (await lane.Anyone.Get("/s/other.txt")).ShouldBeRefused(404, "resource.not_found");
        (await lane.Anyone.Get("/robots.txt")).ShouldBeRefused(404, "resource.not_found");
        (await lane.Anyone.Get("/s/STATQNAA")).ShouldBe(404).ContentHeaders.ContentType!.MediaType.ShouldBe("text/html");
    }
}
