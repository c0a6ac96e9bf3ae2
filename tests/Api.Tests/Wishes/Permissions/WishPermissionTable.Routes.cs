namespace LinYuan.Tests.Wishes;

/// <summary>The routes that came later, route by route: a row is a role, its cells are the answers in each state.</summary>
internal static partial class WishPermissionTable
{
    public static readonly IReadOnlyDictionary<string, string> Routes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["appeal"] = """
            state      draft  pendingReview rejected open   claimed inProgress delivered disputed fulfilled fulfilledUnconfirmed withdrawn unmet
            author     state  state         ok       state  state   state      state     state    state     state                state     state
            staff      denied denied        denied   denied denied  denied     denied    denied   denied    denied               denied    denied
            otherStaff gone   gone          gone     denied denied  denied     denied    denied   denied    denied               gone      denied
            member     gone   gone          gone     denied denied  denied     denied    denied   denied    denied               gone      denied
            claimer    -      -             -        -      denied  denied     denied    denied   denied    denied               -         -
            resident   gone   gone          gone     denied denied  denied     denied    denied   denied    denied               gone      denied
            nobody     login  login         login    login  login   login      login     login    login     login                login     login
            """,
        ["follow"] = """
            state      draft pendingReview rejected open  claimed inProgress delivered disputed fulfilled fulfilledUnconfirmed withdrawn unmet
            author     own   own           own      own   own     own        own       own      own       own                  own       own
            staff      ok    ok            ok       ok    ok      ok         ok        ok       ok        ok                   ok        ok
            otherStaff gone  gone          gone     ok    ok      ok         ok        ok       ok        ok                   gone      ok
            member     gone  gone          gone     ok    ok      ok         ok        ok       ok        ok                   gone      ok
            claimer    -     -             -        -     ok      ok         ok        ok       ok        ok                   -         -
            resident   gone  gone          gone     ok    ok      ok         ok        ok       ok        ok                   gone      ok
            nobody     login login         login    login login   login      login     login    login     login                login     login
            """,
        ["mute"] = """
            state      draft pendingReview rejected open  claimed inProgress delivered disputed fulfilled fulfilledUnconfirmed withdrawn unmet
            author     ok    ok            ok       ok    ok      ok         ok        ok       ok        ok                   ok        ok
            staff      ok    ok            ok       ok    ok      ok         ok        ok       ok        ok                   ok        ok
            otherStaff gone  gone          gone     ok    ok      ok         ok        ok       ok        ok                   gone      ok
            member     gone  gone          gone     ok    ok      ok         ok        ok       ok        ok                   gone      ok
            claimer    -     -             -        -     ok      ok         ok        ok       ok        ok                   -         -
            resident   gone  gone          gone     ok    ok      ok         ok        ok       ok        ok                   gone      ok
            nobody     login login         login    login login   login      login     login    login     login                login     login
            """,
        ["stand-by"] = """
            state      draft        pendingReview rejected     open         claimed      inProgress   delivered    disputed     fulfilled    fulfilledUnconfirmed withdrawn    unmet
            author     own          own           own          own          own          own          own          own          own          own                  own          own
            staff      unregistered unregistered  unregistered unregistered unregistered unregistered unregistered unregistered unregistered unregistered         unregistered unregistered
            otherStaff gone         gone          gone         unregistered unregistered unregistered unregistered unregistered unregistered unregistered         gone         unregistered
            member     gone         gone          gone         state        ok           ok           state        state        state        state                gone         state
            claimer    -            -             -            -            yours        yours        yours        yours        yours        yours                -            -
            resident   gone         gone          gone         unregistered unregistered unregistered unregistered unregistered unregistered unregistered         gone         unregistered
            nobody     login        login         login        login        login        login        login        login        login        login                login        login
            """,
        ["name-member"] = """
            state      draft  pendingReview rejected open   claimed inProgress delivered disputed fulfilled fulfilledUnconfirmed withdrawn unmet
            author     denied denied        denied   denied denied  denied     denied    denied   denied    denied               denied    denied
            staff      denied denied        denied   denied denied  denied     denied    denied   denied    denied               denied    denied
            otherStaff gone   gone          gone     denied denied  denied     denied    denied   denied    denied               gone      denied
            member     gone   gone          gone     denied denied  denied     denied    denied   denied    denied               gone      denied
            claimer    -      -             -        -      state   state      state     state    state     state                -         -
            resident   gone   gone          gone     denied denied  denied     denied    denied   denied    denied               gone      denied
            nobody     login  login         login    login  login   login      login     login    login     login                login     login
            """,
        ["story-consent"] = """
            state      draft  pendingReview rejected open   claimed inProgress delivered disputed fulfilled fulfilledUnconfirmed withdrawn unmet
            author     state  state         state    state  state   state      state     state    ok        state                state     state
            staff      denied denied        denied   denied denied  denied     denied    denied   denied    denied               denied    denied
            otherStaff gone   gone          gone     denied denied  denied     denied    denied   denied    denied               gone      denied
            member     gone   gone          gone     denied denied  denied     denied    denied   denied    denied               gone      denied
            claimer    -      -             -        -      state   state      state     state    ok        state                -         -
            resident   gone   gone          gone     denied denied  denied     denied    denied   denied    denied               gone      denied
            nobody     login  login         login    login  login   login      login     login    login     login                login     login
            """,
        ["extend-claim"] = """
            state      draft  pendingReview rejected open   claimed inProgress delivered disputed fulfilled fulfilledUnconfirmed withdrawn unmet
            author     denied denied        denied   denied denied  denied     denied    denied   denied    denied               denied    denied
            staff      state  state         state    state  ok      ok         state     state    state     state                state     state
            otherStaff gone   gone          gone     gone   gone    gone       gone      gone     gone      gone                 gone      gone
            member     denied denied        denied   denied denied  denied     denied    denied   denied    denied               denied    denied
            claimer    -      -             -        -      denied  denied     denied    denied   denied    denied               -         -
            resident   denied denied        denied   denied denied  denied     denied    denied   denied    denied               denied    denied
            nobody     login  login         login    login  login   login      login     login    login     login                login     login
            """,
        ["release-claim"] = """
            state      draft  pendingReview rejected open   claimed inProgress delivered disputed fulfilled fulfilledUnconfirmed withdrawn unmet
            author     denied denied        denied   denied denied  denied     denied    denied   denied    denied               denied    denied
            staff      state  state         state    state  ok      ok         state     state    state     state                state     state
            otherStaff gone   gone          gone     gone   gone    gone       gone      gone     gone      gone                 gone      gone
            member     denied denied        denied   denied denied  denied     denied    denied   denied    denied               denied    denied
            claimer    -      -             -        -      denied  denied     denied    denied   denied    denied               -         -
            resident   denied denied        denied   denied denied  denied     denied    denied   denied    denied               denied    denied
            nobody     login  login         login    login  login   login      login     login    login     login                login     login
            """,
        ["handover-code/renew"] = """
            state      draft  pendingReview rejected open   claimed inProgress delivered disputed fulfilled fulfilledUnconfirmed withdrawn unmet
            author     denied denied        denied   denied denied  denied     denied    denied   denied    denied               denied    denied
            staff      state  state         state    state  ok      ok         state     state    state     state                state     state
            otherStaff gone   gone          gone     gone   gone    gone       gone      gone     gone      gone                 gone      gone
            member     denied denied        denied   denied denied  denied     denied    denied   denied    denied               denied    denied
            claimer    -      -             -        -      denied  denied     denied    denied   denied    denied               -         -
            resident   denied denied        denied   denied denied  denied     denied    denied   denied    denied               denied    denied
            nobody     login  login         login    login  login   login      login     login    login     login                login     login
            """,
        ["edit-public-text"] = """
            state      draft  pendingReview rejected open   claimed inProgress delivered disputed fulfilled fulfilledUnconfirmed withdrawn unmet
            author     denied denied        denied   denied denied  denied     denied    denied   denied    denied               denied    denied
            staff      state  state         state    ok     ok      ok         ok        ok       ok        ok                   state     ok
            otherStaff gone   gone          gone     gone   gone    gone       gone      gone     gone      gone                 gone      gone
            member     denied denied        denied   denied denied  denied     denied    denied   denied    denied               denied    denied
            claimer    -      -             -        -      denied  denied     denied    denied   denied    denied               -         -
            resident   denied denied        denied   denied denied  denied     denied    denied   denied    denied               denied    denied
            nobody     login  login         login    login  login   login      login     login    login     login                login     login
            """,
        ["merge"] = """
            state      draft  pendingReview rejected open   claimed inProgress delivered disputed fulfilled fulfilledUnconfirmed withdrawn unmet
            author     denied denied        denied   denied denied  denied     denied    denied   denied    denied               denied    denied
            staff      state  ok            state    ok     state   state      state     state    state     state                state     state
            otherStaff gone   gone          gone     gone   gone    gone       gone      gone     gone      gone                 gone      gone
            member     denied denied        denied   denied denied  denied     denied    denied   denied    denied               denied    denied
            claimer    -      -             -        -      denied  denied     denied    denied   denied    denied               -         -
            resident   denied denied        denied   denied denied  denied     denied    denied   denied    denied               denied    denied
            nobody     login  login         login    login  login   login      login     login    login     login                login     login
            """,
        ["print-card"] = """
            state      draft  pendingReview rejected open   claimed inProgress delivered disputed fulfilled fulfilledUnconfirmed withdrawn unmet
            author     denied denied        denied   denied denied  denied     denied    denied   denied    denied               denied    denied
            staff      state  state         state    state  ok      ok         state     state    state     state                state     state
            otherStaff gone   gone          gone     gone   gone    gone       gone      gone     gone      gone                 gone      gone
            member     denied denied        denied   denied denied  denied     denied    denied   denied    denied               denied    denied
            claimer    -      -             -        -      denied  denied     denied    denied   denied    denied               -         -
            resident   denied denied        denied   denied denied  denied     denied    denied   denied    denied               denied    denied
            nobody     login  login         login    login  login   login      login     login    login     login                login     login
            """,
    };

    /// <summary>Every route with the word for what it answers to that role in that state.</summary>
    public static IEnumerable<(string Route, string Word)> Of(string state, string role) =>
    [
        .. Rows(States[state]).Select(row => (row[0], row[1 + Array.IndexOf(Roles, role)])),
        .. Routes.Select(route => (route.Key, Rows(route.Value).Single(row => row[0] == role)[1 + States.Keys.ToList().IndexOf(state)])),
    ];

    public static IReadOnlyList<string[]> Rows(string rows) =>
        [.. rows.Split('\n').Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
}
