using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Shared.Sessions;

/// <summary>
/// Locks the caller's row, and the rows of others whom a change begins something for, until the transaction ends. Refuses a caller whose
/// account or session is gone or who has lost a role. Others may be gone: whoever names them judges that for itself.
/// </summary>
public delegate Task HoldPeople(Tx tx, Caller caller, IReadOnlyCollection<long> others);
