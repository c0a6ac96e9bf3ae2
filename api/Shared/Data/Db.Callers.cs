using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Shared.Data;

/// <summary>
/// The one way to write in a person's name. What is asked before a transaction, by a cache, a read or WeChat, may be past when it
/// begins; so it begins with the caller's own row, and the account, the session and the roles count as they are at that moment.
/// </summary>
/// <remarks>
/// The row is locked for writing. A shared lock would do against a deletion, but most operations count something per person and would
/// have to raise it, and two that raise a shared lock at once deadlock. So the writes of one person run one after the other, a few
/// milliseconds each; those of different people do not meet. Locks are taken in one order everywhere: people by their ids, then the
/// case, then what cases share.
/// </remarks>
public sealed partial class Db
{
    /// <param name="others">People for whom the work begins or ends something, held as well; their accounts may be gone.</param>
    public Task<T> InTransaction<T>(Caller caller, Func<Tx, Task<T>> work, params IReadOnlyCollection<long> others) => InTransaction(async tx =>
    {
        await hold(tx, caller, others);
        return await work(tx);
    });

    public Task InTransaction(Caller caller, Func<Tx, Task> work, params IReadOnlyCollection<long> others) => InTransaction(async tx =>
    {
        await hold(tx, caller, others);
        await work(tx);
    });
}
