using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Photos.Core;

/// <summary>
/// One sort of thing that photos are of, with all that is particular about its photos: wishes, clues and stations, a file each with the
/// same shape. Everything else about photos is the same for all of them.
/// </summary>
public interface IPhotographed
{
    /// <summary>What its photos show; each kind belongs to one sort of thing.</summary>
    IReadOnlyList<PhotoSubject> Kinds { get; }

    /// <summary>The kind that everyone may see, once a photo has passed and while the thing is public; null when there is none.</summary>
    PhotoSubject? PublicKind { get; }

    /// <exception cref="Refusal">404: it is not there for the caller.</exception>
    Task<PhotoCase> Visible(EntityId id, Caller caller);

    /// <summary>As it is now, also inside a transaction; it must be there.</summary>
    Task<PhotoCase> Find(DbSession session, long id, Caller caller);

    /// <summary>Holds the queue in which uploads at once by several people are counted one by one, where there can be several.</summary>
    Task Lock(Tx tx, long id);

    /// <summary>Whether everyone may see the thing and its photos of the public kind; false when it is not there.</summary>
    Task<bool> IsPublic(DbSession session, long id);

    /// <summary>Whether staff look at the photo before others see it though WeChat has passed it.</summary>
    Task<bool> AwaitsStaff(DbSession session, Photo photo);
}
