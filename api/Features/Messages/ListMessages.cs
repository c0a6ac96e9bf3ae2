using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Outbox;

namespace LinYuan.Api.Features.Messages;

public enum MessageState
{
    Waiting,
    Leased,
    Delivered,
    Obsolete,
    Declined,
    Uncertain,
    Dead,
}

/// <param name="SubjectId">The case that the message is about.</param>
public sealed record MessageView(
    EntityId Id, string Kind, EntityId SubjectId, string State, int Attempts, string? Reason, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt)
{
    internal static MessageView Of(OutboxRow row) => new(
        new EntityId(row.Id), row.Kind, new EntityId(row.SubjectId), row.State, row.Attempts, row.Reason, row.CreatedAt, row.FinishedAt);
}

/// <param name="State">What has become of them; <c>dead</c>, those that can never be delivered, unless another is asked for.</param>
public sealed record ListMessagesRequest(MessageState? State, PageQuery Page);

/// <summary>Staff of a district look through the messages of a state, newest first.</summary>
public sealed class ListMessages(Db db, OutboxStore outbox, AreaStore areas) : ReadOperation<ListMessagesRequest, Page<MessageView>>
{
    public override void Configure()
    {
        Get("/messages");
        Group<Staff>();
        Reads(RequestErrors.AccessDenied);
    }

    protected override async Task<Page<MessageView>> Read(ListMessagesRequest request, CancellationToken ct)
    {
        // Messages carry no area, so only staff of a whole district see them.
        await StaffScope.RequireDistrict(Caller, areas);
        var (wanted, page) = (request.State ?? MessageState.Dead, request.Page);
        var rows = await db.Read(session => outbox.List(session, wanted.Word(), page.AfterOr(long.MaxValue), page.Rows));
        return page.Cut(rows, row => [row.Id], MessageView.Of);
    }
}
