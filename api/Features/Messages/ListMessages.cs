using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Sessions;

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

/// <summary>Messages of a state, newest first; those that can never be delivered unless another state is asked for.</summary>
public static class ListMessages
{
    public static async Task<Page<MessageView>> Handle(
        string? state, PageQuery page, Caller caller, Db db, OutboxStore outbox, AreaStore areas)
    {
        var wanted = JsonConventions.ParseWord<MessageState>(state, "state") ?? MessageState.Dead;
        await RequireDistrict(caller, areas);
        var rows = await db.Read(session => outbox.List(session, wanted.Word(), page.AfterOr(long.MaxValue), page.Rows));
        return page.Cut(rows, row => [row.Id], MessageView.Of);
    }

    /// <summary>Messages carry no area, so only staff of a whole district see them.</summary>
    internal static async Task RequireDistrict(Caller caller, AreaStore areas)
    {
        foreach (var role in caller.Roles)
        {
            if (role.Role == Caller.StaffRole && await areas.Find(role.AreaId) is { Level: AreaLevel.District })
                return;
        }
        throw new Refusal(RequestErrors.AccessDenied);
    }
}
