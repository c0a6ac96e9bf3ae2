using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Registrations.Core;

/// <summary>Someone of a unit or a team, with the name in plain text: mask it before it leaves.</summary>
public sealed record GroupMember(long UserId, string RealName);

/// <param name="Name">Masked: enough to recognise a colleague by.</param>
public sealed record GroupMemberView(EntityId MemberId, string Name)
{
    public static GroupMemberView Of(GroupMember member) => new(new EntityId(member.UserId), Mask.Name(member.RealName));
}

/// <summary>A person by id, or by the id of one of their registrations; exactly one of the two.</summary>
public sealed record GroupMemberRequest(EntityId? RegistrationId, EntityId? MemberId)
{
    /// <summary>The field by which the person is named.</summary>
    internal string PersonField => MemberId is null ? "registrationId" : "memberId";

    /// <summary>Whose number it is, or whose registration; 0 when there is no such registration.</summary>
    public async Task<long> FindPerson(DbSession session, RegistrationStore registrations)
    {
        if (RegistrationId is null == MemberId is null)
            throw Refusal.Invalid(RegistrationId is null ? "registrationId" : "memberId", "请填写报到编号或成员编号，二者填一项");
        return MemberId?.Value ?? (await registrations.Find(session, RegistrationId!.Value.Value))?.UserId ?? 0;
    }
}
