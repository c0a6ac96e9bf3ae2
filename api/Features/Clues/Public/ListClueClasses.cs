using FastEndpoints;
using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Clues.Public;

/// <param name="Urgency">What it is taken for until staff decide.</param>
/// <param name="IsEmergency">Then nothing is taken before the reporter has said that the emergency numbers were rung.</param>
/// <param name="DeadlineHours">Until when it is to be dealt with, at that urgency.</param>
public sealed record ClueClassView(ClueClass Class, string Name, ClueUrgency Urgency, bool IsEmergency, double DeadlineHours);

/// <summary>For the form, before anything is typed.</summary>
/// <param name="EmergencyNotice">To be shown first.</param>
public sealed record ClueClassesView(string EmergencyNotice, IReadOnlyList<ClueClassView> Items);

/// <summary>Anyone reads the classes of clues with their words and deadlines, and the numbers to ring in an emergency.</summary>
public sealed class ListClueClasses(IOptions<ClueOptions> options) : ReadOperation<EmptyRequest, ClueClassesView>
{
    public override void Configure()
    {
        Get("/clue-classes");
        Group<Open>();
        Reads();
    }

    protected override Task<ClueClassesView> Read(EmptyRequest request, CancellationToken ct) => Task.FromResult(
        new ClueClassesView(ClueWords.Emergency, [.. Enum.GetValues<ClueClass>().Select(Described)]));

    private ClueClassView Described(ClueClass kind)
    {
        var urgency = options.Value.Urgencies[kind];
        return new ClueClassView(
            kind, ClueNews.NameOf(kind), urgency, urgency == ClueUrgency.Emergency, options.Value.Deadlines[urgency].TotalHours);
    }
}
