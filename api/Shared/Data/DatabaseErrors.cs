namespace LinYuan.Api.Shared.Data;

/// <summary>The server's error numbers that the code acts on.</summary>
public static class DatabaseErrors
{
    private const int NodeNotReady = 1047;
    private const int DuplicateColumn = 1060;
    private const int DuplicateIndex = 1061;
    private const int DuplicateEntry = 1062;
    private const int NothingToDrop = 1091;
    private const int CommitFailed = 1180;
    private const int LockWaitTimeout = 1205;
    private const int Deadlock = 1213;
    private const int WriteConflict = 1020;

    public static bool IsDuplicate(this MySqlException error) => error.Number == DuplicateEntry;

    /// <summary>The column or the index that a statement adds exists, or the one that it drops is gone.</summary>
    public static bool IsAlreadyDone(this MySqlException error) => error.Number is DuplicateColumn or DuplicateIndex or NothingToDrop;

    /// <summary>Another transaction was in the way; the same work run again from its start may well succeed.</summary>
    public static bool IsConflict(this MySqlException error) => error.Number is LockWaitTimeout or Deadlock or WriteConflict;

    /// <summary>
    /// The connection leads to a node that has left its cluster or lost the majority: it answers, but serves nothing. Another connection
    /// may lead to one that does.
    /// </summary>
    public static bool IsWrongNode(this MySqlException error) => error.Number is NodeNotReady or CommitFailed;

    /// <summary>The server let the time limit pass without a word; the connection was closed for it.</summary>
    public static bool IsSilence(this Exception error) =>
        error is MySqlException { ErrorCode: MySqlErrorCode.CommandTimeoutExpired } or TimeoutException
        || (error.InnerException is { } inner && inner.IsSilence());

    /// <summary>The database is not to be had at the moment, or busy: the same thing may be tried later.</summary>
    public static bool IsAway(this Exception error) => error is DatabaseUnavailableException || (error is MySqlException busy && busy.IsBusy());

    /// <summary>Too many connections, shutdown in progress, read-only replica, statement ended by the server's limit: come back later.</summary>
    public static bool IsBusy(this MySqlException error) =>
        error.IsConflict() || error.IsWrongNode() || error.Number is 1040 or 1053 or 1203 or 1290 or 1836 or 1969 or 3024;
}
