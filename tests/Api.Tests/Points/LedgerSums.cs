namespace LinYuan.Tests.Points;

/// <summary>What must hold of the ledger at every moment, each looked at in one statement and so at one moment.</summary>
public static class LedgerSums
{
    /// <summary>People whose balance is not the sum of their entries, and people with entries but without a balance.</summary>
    public static Task<long> UnequalBalances(this Lane lane) => lane.Sql.Count(
        """
        (SELECT account_id FROM
           (SELECT account_id, amount AS entered, 0 AS balance FROM point_entries
            WHERE account_kind IN ('user', 'userProvisional', 'userReserved')
            UNION ALL SELECT user_id, 0, balance FROM point_balances) AS both_sides
         GROUP BY account_id HAVING SUM(entered) <> SUM(balance)) AS unequal
        """);

    /// <summary>0 always: what one account gains another gives.</summary>
    public static Task<decimal> SumOfAllEntries(this Lane lane) => lane.Sql.Value<decimal>("SELECT COALESCE(SUM(amount), 0) FROM point_entries");
}
