using System.Text.Json.Serialization.Metadata;
using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace LinYuan.Api.Features.Clues.Reporting;

/// <summary>
/// Before anything else is asked: were 110, 119 or 120 rung? Seconds count, and this is not the emergency service. So it is asked as soon
/// as the body is read and before the rules of its fields; which classes are emergencies the settings say.
/// </summary>
internal static class EmergencyFirst
{
    public static void Add(IServiceCollection services) => services.AddOptions<JsonOptions>().Configure<IOptions<ClueOptions>>((json, options) =>
        json.SerializerOptions.TypeInfoResolver = json.SerializerOptions.TypeInfoResolver!.WithAddedModifier(type =>
        {
            if (type.Type == typeof(SubmitClueRequest))
                type.OnDeserialized = body => Require((SubmitClueRequest)body, options.Value);
        }));

    private static void Require(SubmitClueRequest body, ClueOptions options)
    {
        if (body.UrgencyBy(options) == ClueUrgency.Emergency && body.Acknowledged != true)
            throw new Refusal(ClueErrors.CallEmergencyFirst);
    }
}
