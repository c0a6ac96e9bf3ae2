namespace LinYuan.Api.Shared.Data;

/// <summary>
/// What a transaction writes at its very end, gathered while it went on: rows that many transactions want are held for as short as can
/// be, and whoever waits for one holds nothing that its holder still wants.
/// </summary>
public interface IEndOfTransaction
{
    Task Write(Tx tx);
}
