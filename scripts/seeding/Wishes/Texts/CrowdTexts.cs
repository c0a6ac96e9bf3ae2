using LinYuan.Api.Features.Registrations.Offers.Core;

namespace LinYuan.Seeding.Wishes.Texts;

/// <summary>众筹微心愿: what many give a little of, in things and hours, never in money.</summary>
internal static class CrowdTexts
{
    public static readonly IReadOnlyList<(WishCategory Category, IReadOnlyList<WishTemplate> Templates)> All =
    [
        (WishCategory.MicroCulture,
        [
            new(
                "给{a}凑{b}", "{a}就要开门了，书架还空着，{c}。想请大家每人拿一两本，凑齐{b}，扉页上可以写一句寄语。",
                "儿童书屋|社区图书角|四点半课堂|老年书屋", "一百本课外书|两百本旧书|八十本绘本", "孩子们天天来问|位置已经收拾好了|管理员也排好了班"),
            new(
                "一起办一场{a}", "{b}想办一场{a}，{c}。缺的都是小东西：桌布、灯笼、音箱和几双手，每家认一样就齐了。",
                "百家宴|邻里音乐会|迎新晚会|重阳茶会", "我们楼院|整条巷子|三个网格一起", "节目单已经排满|好多年没这么热闹了|老人们盼了很久"),
        ]),
        (WishCategory.MicroCharity,
        [
            new(
                "给{a}凑过冬的{b}", "天冷了，{a}还缺{b}，{c}。按件认领，洗净晒干送到活动室，发放的数目会贴出来。",
                "环卫工人|外来务工家庭|留守老人|夜班保洁员", "棉衣和手套|棉被|暖水袋和围巾", "名单社区已经核过|去年不够分|第一场雪就要来了"),
            new(
                "为{a}准备{b}", "{a}马上开学，想为每个孩子备一份{b}，{c}。一份一份地认，认满就不再收。",
                "困难家庭的孩子|残疾人家庭的孩子|刚转学来的孩子", "文具礼包|新书包|护眼台灯", "一共三十多份|尺寸和年级都登记了|老师帮着包装"),
        ]),
        (WishCategory.MicroSpace,
        [
            new(
                "合力把{a}变成{b}", "{a}空着可惜，大家商量好改成{b}，{c}。按木板、油漆、花苗和工时认领，周末一起动手。",
                "楼后空地|旧车棚|闲置门房", "共享花园|邻里客厅|儿童乐园", "图纸已经画好|物业同意了|二十多户报了名"),
        ]),
        (WishCategory.MicroFacility,
        [
            new(
                "给{a}添{b}", "{a}每天人来人往，想添{b}，{c}。每样东西单独认领，谁认的都会写在牌子上。",
                "小广场|社区门前|河边步道|活动室", "一排长椅|一组健身器材|几盏太阳能灯|一套桌椅", "位置都量过了|安装的师傅愿意白出力|老人们最需要"),
        ]),
        (WishCategory.MicroEnvironment,
        [
            new(
                "一起给{a}种上{b}", "{a}光秃秃的，想种上{b}，{c}。花苗、肥料、铁锹和半天工夫都可以认领。",
                "小区主路两旁|学校围墙外|活动室门前|停车场四周", "月季|桂花树苗|三角梅|向日葵", "孩子们想挂上自己的名牌|浇水已经排好班|春天正是时候"),
        ]),
    ];
}
