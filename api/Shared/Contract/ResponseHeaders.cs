using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using Microsoft.OpenApi;

namespace LinYuan.Api.Shared.Contract;

/// <summary>Says which headers an answer carries that a client can use.</summary>
internal static class ResponseHeaders
{
    public static void Describe(OpenApiOperation operation, IList<object> metadata)
    {
        foreach (var (status, answer) in operation.Responses ?? [])
        {
            if (answer is not OpenApiResponse response)
                continue;
            response.Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal);
            foreach (var (name, text) in Of(status, metadata))
                response.Headers[name] = new OpenApiHeader { Description = text, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        }
        if (metadata.OfType<CarriesETag>().Any())
            operation.Responses!["304"] = new OpenApiResponse { Description = "The client has it already: its If-None-Match names the ETag of what would be sent." };
    }

    private static IEnumerable<(string Name, string Text)> Of(string status, IList<object> metadata)
    {
        var isKeyed = metadata.OfType<NeedsIdempotencyKey>().Any();
        switch (status)
        {
            case "200" when metadata.OfType<CarriesETag>().Any():
                yield return ("ETag", "To be sent back as If-None-Match: what has not changed is then answered by 304.");
                break;
            case "201" when isKeyed:
                yield return ("Location", "Where what was made is read.");
                break;
            case "401":
                yield return ("WWW-Authenticate", "Bearer: a session is needed.");
                break;
            case "429" or "503":
                yield return ("Retry-After", "After how many seconds to try again.");
                break;
        }
        if (isKeyed && status is "200" or "201")
            yield return ("Idempotent-Replayed", "Is true when this is the stored answer to an earlier call with the same key.");
    }
}
