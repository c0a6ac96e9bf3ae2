namespace LinYuan.Api.Shared.Data;

/// <summary>The server's error numbers that the code acts on.</summary>
public static class DatabaseErrors
{
    private const int DuplicateColumn = 1060;
    private const int DuplicateIndex = 1061;
    private const int DuplicateEntry = 1062;
    private const int LockWaitTimeout = 1205;
    private const int Deadlock = 1213;
    private const int WriteConflict = 1020;

    public static bool IsDuplicate(this MySqlException error) => error.Number == DuplicateEntry;

    /// <summary>The column or the index that a statement adds exists.</summary>
    public static bool IsAlreadyThere(this MySqlException error) => error.Number is DuplicateColumn or DuplicateIndex;

    /// <summary>Another transaction was in the way; the same work run again from its start may well succeed.</summary>
    public static bool IsConflict(this MySqlException error) => error.Number is LockWaitTimeout or Deadlock or WriteConflict;

    /// <summary>Too many connections, shutdown in progress, read-only replica, statement ended by the server's limit: come back later.</summary>
    public static bool IsBusy(this MySqlException error) =>
        error.IsConflict() || error.Number is 1040 or 1053 or 1203 or 1290 or 1836 or 1969 or 3024;
}
