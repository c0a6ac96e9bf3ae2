namespace LinYuan.Tests.Wishes;

/// <summary>
/// What each route answers in each state to each kind of caller, written out: the code is compared with this table and not with its
/// own. A row is a route; its cells are the answers to the author, staff of the area, staff of another area, a member, the current
/// claimer, a resident without a registration, and someone without a token. A dash: nobody holds a claim in that state.
/// </summary>
internal static partial class WishPermissionTable
{
    public static readonly string[] Roles = ["author", "staff", "otherStaff", "member", "claimer", "resident", "nobody"];

    public static readonly IReadOnlyDictionary<string, (int Status, string? Code)> Words = new Dictionary<string, (int Status, string? Code)>(StringComparer.Ordinal)
    {
        ["ok"] = (200, null),
        ["made"] = (201, null),
        ["login"] = (401, "session.required"),
        ["denied"] = (403, "access.denied"),
        ["gone"] = (404, "resource.not_found"),
        ["state"] = (409, "wish.wrong_state"),
        ["done"] = (409, "wish.already_done"),
        ["taken"] = (409, "wish.not_claimable"),
        ["yours"] = (409, "wish.already_yours"),
        ["own"] = (403, "wish.own_claim"),
        ["unregistered"] = (403, "registration.required"),
        ["early"] = (409, "wish.not_contacted_yet"),
    };

    public static readonly IReadOnlyDictionary<string, string> States = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["draft"] = """
            submit          ok      denied       gone         gone    -       gone         login
            withdraw        ok      denied       gone         gone    -       gone         login
            confirm         state   denied       gone         gone    -       gone         login
            dispute         state   denied       gone         gone    -       gone         login
            claim           own     unregistered gone         gone    -       gone         login
            contacted       denied  denied       gone         gone    -       gone         login
            extend          denied  denied       gone         gone    -       gone         login
            release         denied  denied       gone         gone    -       gone         login
            deliver         denied  denied       gone         gone    -       gone         login
            reveal          denied  denied       gone         gone    -       gone         login
            approve         denied  state        gone         denied  -       denied       login
            ask-changes     denied  state        gone         denied  -       denied       login
            reject          denied  state        gone         denied  -       denied       login
            cannot          denied  state        gone         denied  -       denied       login
            resolve-dispute denied  state        gone         denied  -       denied       login
            GET:wish        ok      ok           gone         gone    -       gone         login
            GET:timeline    ok      ok           gone         gone    -       gone         login
            GET:reveals     ok      denied       gone         gone    -       gone         login
            GET:code        state   denied       gone         gone    -       gone         login
            GET:public      gone    gone         gone         gone    -       gone         gone
            """,
        ["pendingReview"] = """
            submit          done    denied       gone         gone    -       gone         login
            withdraw        ok      denied       gone         gone    -       gone         login
            confirm         state   denied       gone         gone    -       gone         login
            dispute         state   denied       gone         gone    -       gone         login
            claim           own     unregistered gone         gone    -       gone         login
            contacted       denied  denied       gone         gone    -       gone         login
            extend          denied  denied       gone         gone    -       gone         login
            release         denied  denied       gone         gone    -       gone         login
            deliver         denied  denied       gone         gone    -       gone         login
            reveal          denied  denied       gone         gone    -       gone         login
            approve         denied  ok           gone         denied  -       denied       login
            ask-changes     denied  ok           gone         denied  -       denied       login
            reject          denied  ok           gone         denied  -       denied       login
            cannot          denied  state        gone         denied  -       denied       login
            resolve-dispute denied  state        gone         denied  -       denied       login
            GET:wish        ok      ok           gone         gone    -       gone         login
            GET:timeline    ok      ok           gone         gone    -       gone         login
            GET:reveals     ok      denied       gone         gone    -       gone         login
            GET:code        state   denied       gone         gone    -       gone         login
            GET:public      gone    gone         gone         gone    -       gone         gone
            """,
        ["rejected"] = """
            submit          state   denied       gone         gone    -       gone         login
            withdraw        state   denied       gone         gone    -       gone         login
            confirm         state   denied       gone         gone    -       gone         login
            dispute         state   denied       gone         gone    -       gone         login
            claim           own     unregistered gone         gone    -       gone         login
            contacted       denied  denied       gone         gone    -       gone         login
            extend          denied  denied       gone         gone    -       gone         login
            release         denied  denied       gone         gone    -       gone         login
            deliver         denied  denied       gone         gone    -       gone         login
            reveal          denied  denied       gone         gone    -       gone         login
            approve         denied  state        gone         denied  -       denied       login
            ask-changes     denied  state        gone         denied  -       denied       login
            reject          denied  state        gone         denied  -       denied       login
            cannot          denied  state        gone         denied  -       denied       login
            resolve-dispute denied  state        gone         denied  -       denied       login
            GET:wish        ok      ok           gone         gone    -       gone         login
            GET:timeline    ok      ok           gone         gone    -       gone         login
            GET:reveals     ok      denied       gone         gone    -       gone         login
            GET:code        state   denied       gone         gone    -       gone         login
            GET:public      gone    gone         gone         gone    -       gone         gone
            """,
        ["open"] = """
            submit          state   denied       denied       denied  -       denied       login
            withdraw        ok      denied       denied       denied  -       denied       login
            confirm         state   denied       denied       denied  -       denied       login
            dispute         state   denied       denied       denied  -       denied       login
            claim           own     unregistered unregistered ok      -       unregistered login
            contacted       denied  denied       denied       denied  -       denied       login
            extend          denied  denied       denied       denied  -       denied       login
            release         denied  denied       denied       denied  -       denied       login
            deliver         denied  denied       denied       denied  -       denied       login
            reveal          denied  denied       denied       denied  -       denied       login
            approve         denied  state        gone         denied  -       denied       login
            ask-changes     denied  state        gone         denied  -       denied       login
            reject          denied  state        gone         denied  -       denied       login
            cannot          denied  ok           gone         denied  -       denied       login
            resolve-dispute denied  state        gone         denied  -       denied       login
            GET:wish        ok      ok           ok           ok      -       ok           login
            GET:timeline    ok      ok           ok           ok      -       ok           login
            GET:reveals     ok      denied       denied       denied  -       denied       login
            GET:code        state   denied       denied       denied  -       denied       login
            GET:public      ok      ok           ok           ok      -       ok           ok
            """,
        ["claimed"] = """
            submit          state   denied       denied       denied  denied  denied       login
            withdraw        state   denied       denied       denied  denied  denied       login
            confirm         state   denied       denied       denied  denied  denied       login
            dispute         state   denied       denied       denied  denied  denied       login
            claim           own     unregistered unregistered taken   yours   unregistered login
            contacted       denied  denied       denied       denied  ok      denied       login
            extend          denied  denied       denied       denied  ok      denied       login
            release         denied  denied       denied       denied  ok      denied       login
            deliver         denied  denied       denied       denied  early   denied       login
            reveal          denied  denied       denied       denied  made    denied       login
            approve         denied  state        gone         denied  denied  denied       login
            ask-changes     denied  state        gone         denied  denied  denied       login
            reject          denied  state        gone         denied  denied  denied       login
            cannot          denied  state        gone         denied  denied  denied       login
            resolve-dispute denied  state        gone         denied  denied  denied       login
            GET:wish        ok      ok           ok           ok      ok      ok           login
            GET:timeline    ok      ok           ok           ok      ok      ok           login
            GET:reveals     ok      denied       denied       denied  denied  denied       login
            GET:code        ok      denied       denied       denied  denied  denied       login
            GET:public      ok      ok           ok           ok      ok      ok           ok
            """,
        ["inProgress"] = """
            submit          state   denied       denied       denied  denied  denied       login
            withdraw        state   denied       denied       denied  denied  denied       login
            confirm         state   denied       denied       denied  denied  denied       login
            dispute         state   denied       denied       denied  denied  denied       login
            claim           own     unregistered unregistered taken   yours   unregistered login
            contacted       denied  denied       denied       denied  done    denied       login
            extend          denied  denied       denied       denied  ok      denied       login
            release         denied  denied       denied       denied  ok      denied       login
            deliver         denied  denied       denied       denied  ok      denied       login
            reveal          denied  denied       denied       denied  made    denied       login
            approve         denied  state        gone         denied  denied  denied       login
            ask-changes     denied  state        gone         denied  denied  denied       login
            reject          denied  state        gone         denied  denied  denied       login
            cannot          denied  state        gone         denied  denied  denied       login
            resolve-dispute denied  state        gone         denied  denied  denied       login
            GET:wish        ok      ok           ok           ok      ok      ok           login
            GET:timeline    ok      ok           ok           ok      ok      ok           login
            GET:reveals     ok      denied       denied       denied  denied  denied       login
            GET:code        ok      denied       denied       denied  denied  denied       login
            GET:public      ok      ok           ok           ok      ok      ok           ok
            """,
        ["delivered"] = """
            submit          state   denied       denied       denied  denied  denied       login
            withdraw        state   denied       denied       denied  denied  denied       login
            confirm         ok      denied       denied       denied  denied  denied       login
            dispute         ok      denied       denied       denied  denied  denied       login
            claim           own     unregistered unregistered taken   yours   unregistered login
            contacted       denied  denied       denied       denied  state   denied       login
            extend          denied  denied       denied       denied  state   denied       login
            release         denied  denied       denied       denied  state   denied       login
            deliver         denied  denied       denied       denied  done    denied       login
            reveal          denied  denied       denied       denied  state   denied       login
            approve         denied  state        gone         denied  denied  denied       login
            ask-changes     denied  state        gone         denied  denied  denied       login
            reject          denied  state        gone         denied  denied  denied       login
            cannot          denied  state        gone         denied  denied  denied       login
            resolve-dispute denied  state        gone         denied  denied  denied       login
            GET:wish        ok      ok           ok           ok      ok      ok           login
            GET:timeline    ok      ok           ok           ok      ok      ok           login
            GET:reveals     ok      denied       denied       denied  denied  denied       login
            GET:code        state   denied       denied       denied  denied  denied       login
            GET:public      ok      ok           ok           ok      ok      ok           ok
            """,
        ["disputed"] = """
            submit          state   denied       denied       denied  denied  denied       login
            withdraw        state   denied       denied       denied  denied  denied       login
            confirm         state   denied       denied       denied  denied  denied       login
            dispute         done    denied       denied       denied  denied  denied       login
            claim           own     unregistered unregistered taken   yours   unregistered login
            contacted       denied  denied       denied       denied  state   denied       login
            extend          denied  denied       denied       denied  state   denied       login
            release         denied  denied       denied       denied  state   denied       login
            deliver         denied  denied       denied       denied  done    denied       login
            reveal          denied  denied       denied       denied  state   denied       login
            approve         denied  state        gone         denied  denied  denied       login
            ask-changes     denied  state        gone         denied  denied  denied       login
            reject          denied  state        gone         denied  denied  denied       login
            cannot          denied  state        gone         denied  denied  denied       login
            resolve-dispute denied  ok           gone         denied  denied  denied       login
            GET:wish        ok      ok           ok           ok      ok      ok           login
            GET:timeline    ok      ok           ok           ok      ok      ok           login
            GET:reveals     ok      denied       denied       denied  denied  denied       login
            GET:code        state   denied       denied       denied  denied  denied       login
            GET:public      ok      ok           ok           ok      ok      ok           ok
            """,
        ["fulfilled"] = """
            submit          state   denied       denied       denied  denied  denied       login
            withdraw        state   denied       denied       denied  denied  denied       login
            confirm         done    denied       denied       denied  denied  denied       login
            dispute         state   denied       denied       denied  denied  denied       login
            claim           own     unregistered unregistered taken   yours   unregistered login
            contacted       denied  denied       denied       denied  state   denied       login
            extend          denied  denied       denied       denied  state   denied       login
            release         denied  denied       denied       denied  state   denied       login
            deliver         denied  denied       denied       denied  done    denied       login
            reveal          denied  denied       denied       denied  state   denied       login
            approve         denied  state        gone         denied  denied  denied       login
            ask-changes     denied  state        gone         denied  denied  denied       login
            reject          denied  state        gone         denied  denied  denied       login
            cannot          denied  state        gone         denied  denied  denied       login
            resolve-dispute denied  state        gone         denied  denied  denied       login
            GET:wish        ok      ok           ok           ok      ok      ok           login
            GET:timeline    ok      ok           ok           ok      ok      ok           login
            GET:reveals     ok      denied       denied       denied  denied  denied       login
            GET:code        state   denied       denied       denied  denied  denied       login
            GET:public      ok      ok           ok           ok      ok      ok           ok
            """,
        ["fulfilledUnconfirmed"] = """
            submit          state   denied       denied       denied  denied  denied       login
            withdraw        state   denied       denied       denied  denied  denied       login
            confirm         state   denied       denied       denied  denied  denied       login
            dispute         state   denied       denied       denied  denied  denied       login
            claim           own     unregistered unregistered taken   yours   unregistered login
            contacted       denied  denied       denied       denied  state   denied       login
            extend          denied  denied       denied       denied  state   denied       login
            release         denied  denied       denied       denied  state   denied       login
            deliver         denied  denied       denied       denied  done    denied       login
            reveal          denied  denied       denied       denied  state   denied       login
            approve         denied  state        gone         denied  denied  denied       login
            ask-changes     denied  state        gone         denied  denied  denied       login
            reject          denied  state        gone         denied  denied  denied       login
            cannot          denied  state        gone         denied  denied  denied       login
            resolve-dispute denied  state        gone         denied  denied  denied       login
            GET:wish        ok      ok           ok           ok      ok      ok           login
            GET:timeline    ok      ok           ok           ok      ok      ok           login
            GET:reveals     ok      denied       denied       denied  denied  denied       login
            GET:code        state   denied       denied       denied  denied  denied       login
            GET:public      ok      ok           ok           ok      ok      ok           ok
            """,
        ["withdrawn"] = """
            submit          state   denied       gone         gone    -       gone         login
            withdraw        done    denied       gone         gone    -       gone         login
            confirm         state   denied       gone         gone    -       gone         login
            dispute         state   denied       gone         gone    -       gone         login
            claim           own     unregistered gone         gone    -       gone         login
            contacted       denied  denied       gone         gone    -       gone         login
            extend          denied  denied       gone         gone    -       gone         login
            release         denied  denied       gone         gone    -       gone         login
            deliver         denied  denied       gone         gone    -       gone         login
            reveal          denied  denied       gone         gone    -       gone         login
            approve         denied  state        gone         denied  -       denied       login
            ask-changes     denied  state        gone         denied  -       denied       login
            reject          denied  state        gone         denied  -       denied       login
            cannot          denied  state        gone         denied  -       denied       login
            resolve-dispute denied  state        gone         denied  -       denied       login
            GET:wish        ok      ok           gone         gone    -       gone         login
            GET:timeline    ok      ok           gone         gone    -       gone         login
            GET:reveals     ok      denied       gone         gone    -       gone         login
            GET:code        state   denied       gone         gone    -       gone         login
            GET:public      gone    gone         gone         gone    -       gone         gone
            """,
        ["unmet"] = """
            submit          state   denied       denied       denied  -       denied       login
            withdraw        state   denied       denied       denied  -       denied       login
            confirm         state   denied       denied       denied  -       denied       login
            dispute         state   denied       denied       denied  -       denied       login
            claim           own     unregistered unregistered taken   -       unregistered login
            contacted       denied  denied       denied       denied  -       denied       login
            extend          denied  denied       denied       denied  -       denied       login
            release         denied  denied       denied       denied  -       denied       login
            deliver         denied  denied       denied       denied  -       denied       login
            reveal          denied  denied       denied       denied  -       denied       login
            approve         denied  state        gone         denied  -       denied       login
            ask-changes     denied  state        gone         denied  -       denied       login
            reject          denied  state        gone         denied  -       denied       login
            cannot          denied  state        gone         denied  -       denied       login
            resolve-dispute denied  state        gone         denied  -       denied       login
            GET:wish        ok      ok           ok           ok      -       ok           login
            GET:timeline    ok      ok           ok           ok      -       ok           login
            GET:reveals     ok      denied       denied       denied  -       denied       login
            GET:code        state   denied       denied       denied  -       denied       login
            GET:public      ok      ok           ok           ok      -       ok           ok
            """,
    };
}
