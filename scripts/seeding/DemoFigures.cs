namespace LinYuan.Seeding;

/// <summary>How much of everything the demo district holds. The wishes, members and stations are the figures that districts have published.</summary>
internal static class DemoFigures
{
    public const int Units = 53;
    public const int EligibleMembers = 3_290;
    public const int InServiceMembers = 3_008;

    public const int Residents = 2_400;
    public const int Couriers = 420;
    public const int Volunteers = 260;
    public const int FloatingMembers = 87;
    public const int Applicants = 12;

    public const int Stations = 152;

    /// <summary>6,230 were published and 5,870 of them fulfilled; the other 360 are told apart by what really became of them.</summary>
    public const int FulfilledWishes = 5_870;
    public const int OpenWishes = 86;
    public const int ColdWishes = 35;
    public const int ClaimedWishes = 13;
    public const int WishesInProgress = 12;
    public const int UnmetWishes = 138;
    public const int WithdrawnWishes = 76;

    /// <summary>Not published yet, so in no public figure.</summary>
    public const int WishesInReview = 18;

    public const int FulfilledCrowdWishes = 87;
    public const int OpenCrowdWishes = 2;
}
