using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Photos.Core;

public static class PhotoErrors
{
    public static readonly ErrorCode TooLarge = new("photo.too_large", 413, "照片太大了，请选 10 MB 以内的照片");
    public static readonly ErrorCode Unreadable = new("photo.unreadable", 422, "这张照片打不开，请换一张 JPEG、PNG 或 WebP 格式的照片");
    public static readonly ErrorCode TooManyPixels = new("photo.too_many_pixels", 422, "这张照片的尺寸太大了，请选“压缩”后再上传，或换一张");
    public static readonly ErrorCode UnknownHeif = new("photo.heic_unreadable", 422, "这张 HEIC 格式的照片打不开。请在手机的相机设置里选“兼容性最好”再拍一张，或截屏后上传");
    public static readonly ErrorCode Limit = new("photo.limit", 409, "最多放 6 张照片，删掉一张再添加");
    public static readonly ErrorCode LinkExpired = new("photo.link_expired", 403, "照片链接已过期，请刷新页面再看");
    public static readonly ErrorCode OwnCase = new("photo.own_case", 403, "不能审核自己的照片，请由其他工作人员处理");
    public static readonly ErrorCode WrongState = new("photo.wrong_state", 409, "这张照片刚刚已有人处理，请刷新看看");
    public static readonly ErrorCode StillChecking = new("photo.still_checking", 409, "微信还在检查这张照片，请过几分钟再来");
}
