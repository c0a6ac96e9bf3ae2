using LinYuan.Api.Features.Areas;

namespace LinYuan.Api.Features.Wishes.Lists;

/// <summary>
/// A level of the area tree at which wishes are listed, with the keys that were made for it. They are named in the statements because an
/// optimizer that may choose leaves out the position where a filter fits many rows, and a page deep in the list then reads every row before it.
/// </summary>
internal sealed record WishLevel(string Column, string Listed, string ListedCategory, string Status)
{
    public static readonly WishLevel District = Named("district");

    private static readonly WishLevel[] All = [District, Named("street"), Named("community")];

    /// <summary>The level of a subtree; null for a grid, in which no wish lies.</summary>
    public static WishLevel? Of(Subtree subtree) => Array.Find(All, level => level.Column == subtree.Column);

    private static WishLevel Named(string name) => new($"{name}_id", $"{name}_listed", $"{name}_listed_category", $"{name}_status");
}
