using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Clues;

/// <param name="Urgency">What it is taken for until staff decide.</param>
/// <param name="IsEmergency">Then nothing is taken before the reporter has said that the emergency numbers were rung.</param>
/// <param name="DeadlineHours">Until when it is to be dealt with, at that urgency.</param>
public sealed record ClueClassView(ClueClass Class, string Name, ClueUrgency Urgency, bool IsEmergency, double DeadlineHours);

/// <summary>For the form, before anything is typed.</summary>
/// <param name="EmergencyNotice">To be shown first.</param>
public sealed record ClueClassesView(string EmergencyNotice, IReadOnlyList<ClueClassView> Items);

public static class ListClueClasses
{
    /// <summary>The classes of clues with their words and deadlines, and the numbers to ring in an emergency.</summary>
    public static ClueClassesView Handle(IOptions<ClueOptions> options) => new(
        ClueWords.Emergency,
        [
            .. Enum.GetValues<ClueClass>().Select(kind =>
            {
                var urgency = options.Value.Urgencies[kind];
                return new ClueClassView(
                    kind, ClueClasses.NameOf(kind), urgency, urgency == ClueUrgency.Emergency, options.Value.Deadlines[urgency].TotalHours);
            }),
        ]);
}

public static class ClueClasses
{
    public static string NameOf(ClueClass kind) => kind switch
    {
        ClueClass.RoadHazard => "道路隐患",
        ClueClass.FacilityBroken => "设施损坏",
        ClueClass.Environment => "环境卫生",
        ClueClass.FireRisk => "消防隐患",
        ClueClass.Disturbance => "噪声扰民",
        ClueClass.PeopleInNeed => "有人需要帮助",
        ClueClass.StationTrouble => "驿站问题",
        _ => "其他线索",
    };
}
