using LinYuan.Api.Shared.Lifecycles;
using static LinYuan.Api.Features.Photos.Core.PhotoAction;
using static LinYuan.Api.Features.Photos.Core.PhotoActor;
using static LinYuan.Api.Features.Photos.Core.PhotoStatus;

namespace LinYuan.Api.Features.Photos.Core;

public enum PhotoStatus
{
    /// <summary>WeChat has not said yet what it thinks.</summary>
    Checking,

    /// <summary>Staff decide.</summary>
    Review,
    Visible,
    Hidden,

    /// <summary>Gone for everyone; the row stays until its file is deleted.</summary>
    Removed,
}

public enum PhotoAction
{
    Upload,
    Pass,

    /// <summary>WeChat is not sure, cannot be asked, or does not answer.</summary>
    Doubt,
    FindRisky,
    Show,
    Hide,
    Delete,
}

public enum PhotoActor
{
    Owner,
    Staff,
    System,
}

/// <summary>照片, from the upload to the end.</summary>
public static class PhotoLifecycle
{
    public static readonly Lifecycle<PhotoStatus, PhotoAction, PhotoActor> Table = new("Photo 照片",
    [
        new(null, Upload, Owner, Checking),
        new(Checking, Pass, PhotoActor.System, Visible),
        new(Checking, Doubt, PhotoActor.System, Review),
        new(Checking, FindRisky, PhotoActor.System, Hidden),
        new(Review, FindRisky, PhotoActor.System, Hidden),
        // WeChat thinks again; what staff have shown stays.
        new(Visible, FindRisky, PhotoActor.System, Hidden),
        new(Review, Show, Staff, Visible),
        new(Hidden, Show, Staff, Visible),
        // Hidden while WeChat was looking: shown again it waits for the verdict as before, so that hiding is no way round the check.
        new(Hidden, Show, Staff, Checking),
        new(Checking, Hide, Staff, Hidden),
        new(Review, Hide, Staff, Hidden),
        new(Visible, Hide, Staff, Hidden),
        new(Checking, Delete, Owner, Removed),
        new(Review, Delete, Owner, Removed),
        new(Visible, Delete, Owner, Removed),
        new(Hidden, Delete, Owner, Removed),
    ]);

    /// <summary>The states that an action leads out of, and the one that it leads to, of two the first.</summary>
    internal static (IReadOnlyList<PhotoStatus> From, PhotoStatus To) Of(PhotoAction action)
    {
        var moves = Table.Moves.Where(move => move.Action == action).ToList();
        return ([.. moves.Select(move => move.From).OfType<PhotoStatus>().Distinct()], moves[0].To);
    }
}
