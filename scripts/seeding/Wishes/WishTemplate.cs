namespace LinYuan.Seeding.Wishes;

/// <summary>A kind of wish. {a}, {b} and {c} stand for one of the words of each list, which are separated by "|".</summary>
internal sealed record WishTemplate(string Title, string Story, string A, string B, string C)
{
    public (string Title, string Story) Draw(Dice dice)
    {
        var (a, b, c) = (dice.Of(A.Split('|')), dice.Of(B.Split('|')), dice.Of(C.Split('|')));
        return (Fill(Title), Fill(Story));

        string Fill(string text) => text
            .Replace("{a}", a, StringComparison.Ordinal).Replace("{b}", b, StringComparison.Ordinal).Replace("{c}", c, StringComparison.Ordinal);
    }
}
