using LinYuan.Api.Shared.Http;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Messages;

/// <summary>What went out to people, or did not: for the staff who run the district's service.</summary>
public static class MessageEndpoints
{
    public static void MapMessages(this IEndpointRouteBuilder app)
    {
        var staff = app.Staff("Messages");
        staff.MapGet("/messages", ListMessages.Handle).Read<Page<MessageView>>("ListMessages", AccessDenied);
        staff.MapPost("/messages/{id}/resend", ResendMessage.Handle).Move<MessageView>("ResendMessage", NotFound, AccessDenied, MessageErrors.NotResendable);
    }
}
