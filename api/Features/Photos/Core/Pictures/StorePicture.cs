namespace LinYuan.Api.Features.Photos.Core.Pictures;

/// <summary>A file that is on disk and has no row yet.</summary>
public sealed record StoredPicture(string Name, string MediaType, int Bytes, int Width, int Height);

/// <summary>From what somebody sent to a clean file on disk, under a new name.</summary>
public sealed class StorePicture(PictureIntake intake, PhotoFiles files)
{
    public async Task<StoredPicture> Store(ReadOnlyMemory<byte> sent)
    {
        var picture = await intake.Clean(sent);
        var name = PhotoFiles.NewName();
        await files.Write(name, picture);
        return new StoredPicture(name, picture.MediaType, picture.File.Length, picture.Width, picture.Height);
    }

    /// <summary>What got no row goes again.</summary>
    public void Drop(StoredPicture stored) => files.RemovePicture(stored.Name);
}
