namespace LinYuan.Tests.Clues;

/// <summary>
/// What each route answers in each state to each kind of caller, written out: the code is compared with this table and not with its
/// own. A row is a route; its cells are the answers to the reporter, staff of the community, staff of another community, the owner (a
/// grid worker, who is a stranger until the clue is dispatched), staff of the street, staff of the district, a resident, and someone
/// without a token.
/// </summary>
internal static class CluePermissionTable
{
    public static readonly string[] Roles = ["reporter", "desk", "otherStaff", "owner", "street", "district", "resident", "nobody"];

    public static readonly IReadOnlyDictionary<string, (int Status, string? Code)> Words = new Dictionary<string, (int Status, string? Code)>(StringComparer.Ordinal)
    {
        ["ok"] = (200, null),
        ["login"] = (401, "session.required"),
        ["denied"] = (403, "access.denied"),
        ["gone"] = (404, "resource.not_found"),
        ["state"] = (409, "clue.wrong_state"),
        ["done"] = (409, "clue.already_done"),
        ["own"] = (409, "clue.own_follow"),
        ["noCall"] = (409, "clue.call_not_due"),
        ["noask"] = (409, "clue.no_extension"),
    };

    public static readonly IReadOnlyDictionary<string, string> States = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["submitted"] = """
            answer               state    denied   gone     gone     denied   denied   gone     login
            appeal               state    denied   gone     gone     denied   denied   gone     login
            call-back            state    denied   gone     gone     denied   denied   gone     login
            appeal-unreasonable  state    denied   gone     gone     denied   denied   gone     login
            follow               own      ok       gone     gone     ok       ok       gone     login
            mute                 ok       ok       gone     gone     ok       ok       gone     login
            accept               denied   ok       gone     gone     ok       ok       denied   login
            refuse               denied   ok       gone     gone     ok       ok       denied   login
            merge                denied   ok       gone     gone     ok       ok       denied   login
            mark-false           denied   ok       gone     gone     ok       ok       denied   login
            dispatch             denied   state    gone     gone     state    state    denied   login
            sign                 denied   denied   gone     gone     denied   denied   denied   login
            return               denied   denied   gone     gone     denied   denied   denied   login
            ask-reporter         denied   denied   gone     gone     denied   denied   denied   login
            extend               denied   denied   gone     gone     denied   denied   denied   login
            resolve              denied   denied   gone     gone     denied   denied   denied   login
            decide-extension     denied   denied   gone     gone     state    state    denied   login
            close                denied   denied   gone     gone     state    state    denied   login
            propose-unreasonable denied   denied   gone     gone     state    state    denied   login
            confirm-unreasonable denied   denied   gone     gone     state    state    denied   login
            decide-unreasonable  denied   denied   gone     gone     denied   state    denied   login
            desk-call-back       denied   state    gone     gone     state    state    denied   login
            contact-reveals      denied   noCall   gone     gone     noCall   noCall   denied   login
            GET:owners           denied   ok       gone     gone     ok       ok       denied   login
            GET:clue             ok       ok       gone     gone     ok       ok       gone     login
            GET:timeline         ok       ok       gone     gone     ok       ok       gone     login
            GET:reveals          ok       denied   gone     gone     denied   denied   gone     login
            GET:public           gone     gone     gone     gone     gone     gone     gone     gone
            """,
        ["accepted"] = """
            answer               state    denied   denied   denied   denied   denied   denied   login
            appeal               state    denied   denied   denied   denied   denied   denied   login
            call-back            state    denied   denied   denied   denied   denied   denied   login
            appeal-unreasonable  state    denied   denied   denied   denied   denied   denied   login
            follow               own      ok       ok       ok       ok       ok       ok       login
            mute                 ok       ok       ok       ok       ok       ok       ok       login
            accept               denied   done     gone     gone     state    state    denied   login
            refuse               denied   state    gone     gone     state    state    denied   login
            merge                denied   state    gone     gone     state    state    denied   login
            mark-false           denied   ok       gone     gone     ok       ok       denied   login
            dispatch             denied   ok       gone     gone     ok       ok       denied   login
            sign                 denied   denied   gone     gone     denied   denied   denied   login
            return               denied   denied   gone     gone     denied   denied   denied   login
            ask-reporter         denied   denied   gone     gone     denied   denied   denied   login
            extend               denied   denied   gone     gone     denied   denied   denied   login
            resolve              denied   denied   gone     gone     denied   denied   denied   login
            decide-extension     denied   denied   gone     gone     state    state    denied   login
            close                denied   denied   gone     gone     state    state    denied   login
            propose-unreasonable denied   denied   gone     gone     state    state    denied   login
            confirm-unreasonable denied   denied   gone     gone     state    state    denied   login
            decide-unreasonable  denied   denied   gone     gone     denied   state    denied   login
            desk-call-back       denied   state    gone     gone     state    state    denied   login
            contact-reveals      denied   noCall   gone     gone     noCall   noCall   denied   login
            GET:owners           denied   ok       gone     gone     ok       ok       denied   login
            GET:clue             ok       ok       ok       ok       ok       ok       ok       login
            GET:timeline         ok       ok       ok       ok       ok       ok       ok       login
            GET:reveals          ok       denied   denied   denied   denied   denied   denied   login
            GET:public           ok       ok       ok       ok       ok       ok       ok       ok
            """,
        ["merged"] = """
            answer               state    denied   gone     gone     denied   denied   gone     login
            appeal               state    denied   gone     gone     denied   denied   gone     login
            call-back            state    denied   gone     gone     denied   denied   gone     login
            appeal-unreasonable  state    denied   gone     gone     denied   denied   gone     login
            follow               own      ok       gone     gone     ok       ok       gone     login
            mute                 ok       ok       gone     gone     ok       ok       gone     login
            accept               denied   state    gone     gone     state    state    denied   login
            refuse               denied   state    gone     gone     state    state    denied   login
            merge                denied   state    gone     gone     state    state    denied   login
            mark-false           denied   state    gone     gone     state    state    denied   login
            dispatch             denied   state    gone     gone     state    state    denied   login
            sign                 denied   denied   gone     gone     denied   denied   denied   login
            return               denied   denied   gone     gone     denied   denied   denied   login
            ask-reporter         denied   denied   gone     gone     denied   denied   denied   login
            extend               denied   denied   gone     gone     denied   denied   denied   login
            resolve              denied   denied   gone     gone     denied   denied   denied   login
            decide-extension     denied   denied   gone     gone     state    state    denied   login
            close                denied   denied   gone     gone     state    state    denied   login
            propose-unreasonable denied   denied   gone     gone     state    state    denied   login
            confirm-unreasonable denied   denied   gone     gone     state    state    denied   login
            decide-unreasonable  denied   denied   gone     gone     denied   state    denied   login
            desk-call-back       denied   state    gone     gone     state    state    denied   login
            contact-reveals      denied   noCall   gone     gone     noCall   noCall   denied   login
            GET:owners           denied   ok       gone     gone     ok       ok       denied   login
            GET:clue             ok       ok       gone     gone     ok       ok       gone     login
            GET:timeline         ok       ok       gone     gone     ok       ok       gone     login
            GET:reveals          ok       denied   gone     gone     denied   denied   gone     login
            GET:public           gone     gone     gone     gone     gone     gone     gone     gone
            """,
        ["notAccepted"] = """
            answer               state    denied   gone     gone     denied   denied   gone     login
            appeal               ok       denied   gone     gone     denied   denied   gone     login
            call-back            state    denied   gone     gone     denied   denied   gone     login
            appeal-unreasonable  state    denied   gone     gone     denied   denied   gone     login
            follow               own      ok       gone     gone     ok       ok       gone     login
            mute                 ok       ok       gone     gone     ok       ok       gone     login
            accept               denied   state    gone     gone     state    state    denied   login
            refuse               denied   done     gone     gone     state    state    denied   login
            merge                denied   state    gone     gone     state    state    denied   login
            mark-false           denied   state    gone     gone     state    state    denied   login
            dispatch             denied   state    gone     gone     state    state    denied   login
            sign                 denied   denied   gone     gone     denied   denied   denied   login
            return               denied   denied   gone     gone     denied   denied   denied   login
            ask-reporter         denied   denied   gone     gone     denied   denied   denied   login
            extend               denied   denied   gone     gone     denied   denied   denied   login
            resolve              denied   denied   gone     gone     denied   denied   denied   login
            decide-extension     denied   denied   gone     gone     state    state    denied   login
            close                denied   denied   gone     gone     state    state    denied   login
            propose-unreasonable denied   denied   gone     gone     state    state    denied   login
            confirm-unreasonable denied   denied   gone     gone     state    state    denied   login
            decide-unreasonable  denied   denied   gone     gone     denied   state    denied   login
            desk-call-back       denied   state    gone     gone     state    state    denied   login
            contact-reveals      denied   noCall   gone     gone     noCall   noCall   denied   login
            GET:owners           denied   ok       gone     gone     ok       ok       denied   login
            GET:clue             ok       ok       gone     gone     ok       ok       gone     login
            GET:timeline         ok       ok       gone     gone     ok       ok       gone     login
            GET:reveals          ok       denied   gone     gone     denied   denied   gone     login
            GET:public           gone     gone     gone     gone     gone     gone     gone     gone
            """,
        ["dispatched"] = """
            answer               state    denied   denied   denied   denied   denied   denied   login
            appeal               state    denied   denied   denied   denied   denied   denied   login
            call-back            state    denied   denied   denied   denied   denied   denied   login
            appeal-unreasonable  state    denied   denied   denied   denied   denied   denied   login
            follow               own      ok       ok       ok       ok       ok       ok       login
            mute                 ok       ok       ok       ok       ok       ok       ok       login
            accept               denied   state    gone     denied   state    state    denied   login
            refuse               denied   state    gone     denied   state    state    denied   login
            merge                denied   state    gone     denied   state    state    denied   login
            mark-false           denied   state    gone     denied   state    state    denied   login
            dispatch             denied   state    gone     denied   state    state    denied   login
            sign                 denied   denied   gone     ok       denied   denied   denied   login
            return               denied   denied   gone     ok       denied   denied   denied   login
            ask-reporter         denied   denied   gone     state    denied   denied   denied   login
            extend               denied   denied   gone     state    denied   denied   denied   login
            resolve              denied   denied   gone     state    denied   denied   denied   login
            decide-extension     denied   denied   gone     denied   state    state    denied   login
            close                denied   denied   gone     denied   state    state    denied   login
            propose-unreasonable denied   denied   gone     denied   state    state    denied   login
            confirm-unreasonable denied   denied   gone     denied   state    state    denied   login
            decide-unreasonable  denied   denied   gone     denied   denied   state    denied   login
            desk-call-back       denied   state    gone     denied   state    state    denied   login
            contact-reveals      denied   noCall   gone     denied   noCall   noCall   denied   login
            GET:owners           denied   ok       gone     denied   ok       ok       denied   login
            GET:clue             ok       ok       ok       ok       ok       ok       ok       login
            GET:timeline         ok       ok       ok       ok       ok       ok       ok       login
            GET:reveals          ok       denied   denied   denied   denied   denied   denied   login
            GET:public           ok       ok       ok       ok       ok       ok       ok       ok
            """,
        ["inProgress"] = """
            answer               state    denied   denied   denied   denied   denied   denied   login
            appeal               state    denied   denied   denied   denied   denied   denied   login
            call-back            state    denied   denied   denied   denied   denied   denied   login
            appeal-unreasonable  state    denied   denied   denied   denied   denied   denied   login
            follow               own      ok       ok       ok       ok       ok       ok       login
            mute                 ok       ok       ok       ok       ok       ok       ok       login
            accept               denied   state    gone     denied   state    state    denied   login
            refuse               denied   state    gone     denied   state    state    denied   login
            merge                denied   state    gone     denied   state    state    denied   login
            mark-false           denied   state    gone     denied   state    state    denied   login
            dispatch             denied   state    gone     denied   state    state    denied   login
            sign                 denied   denied   gone     done     denied   denied   denied   login
            return               denied   denied   gone     state    denied   denied   denied   login
            ask-reporter         denied   denied   gone     ok       denied   denied   denied   login
            extend               denied   denied   gone     ok       denied   denied   denied   login
            resolve              denied   denied   gone     ok       denied   denied   denied   login
            decide-extension     denied   denied   gone     denied   noask    noask    denied   login
            close                denied   denied   gone     denied   state    state    denied   login
            propose-unreasonable denied   denied   gone     denied   state    state    denied   login
            confirm-unreasonable denied   denied   gone     denied   state    state    denied   login
            decide-unreasonable  denied   denied   gone     denied   denied   state    denied   login
            desk-call-back       denied   state    gone     denied   state    state    denied   login
            contact-reveals      denied   noCall   gone     denied   noCall   noCall   denied   login
            GET:owners           denied   ok       gone     denied   ok       ok       denied   login
            GET:clue             ok       ok       ok       ok       ok       ok       ok       login
            GET:timeline         ok       ok       ok       ok       ok       ok       ok       login
            GET:reveals          ok       denied   denied   denied   denied   denied   denied   login
            GET:public           ok       ok       ok       ok       ok       ok       ok       ok
            """,
        ["waitingReporter"] = """
            answer               ok       denied   denied   denied   denied   denied   denied   login
            appeal               state    denied   denied   denied   denied   denied   denied   login
            call-back            state    denied   denied   denied   denied   denied   denied   login
            appeal-unreasonable  state    denied   denied   denied   denied   denied   denied   login
            follow               own      ok       ok       ok       ok       ok       ok       login
            mute                 ok       ok       ok       ok       ok       ok       ok       login
            accept               denied   state    gone     denied   state    state    denied   login
            refuse               denied   state    gone     denied   state    state    denied   login
            merge                denied   state    gone     denied   state    state    denied   login
            mark-false           denied   state    gone     denied   state    state    denied   login
            dispatch             denied   state    gone     denied   state    state    denied   login
            sign                 denied   denied   gone     state    denied   denied   denied   login
            return               denied   denied   gone     state    denied   denied   denied   login
            ask-reporter         denied   denied   gone     done     denied   denied   denied   login
            extend               denied   denied   gone     state    denied   denied   denied   login
            resolve              denied   denied   gone     state    denied   denied   denied   login
            decide-extension     denied   denied   gone     denied   state    state    denied   login
            close                denied   denied   gone     denied   state    state    denied   login
            propose-unreasonable denied   denied   gone     denied   state    state    denied   login
            confirm-unreasonable denied   denied   gone     denied   state    state    denied   login
            decide-unreasonable  denied   denied   gone     denied   denied   state    denied   login
            desk-call-back       denied   state    gone     denied   state    state    denied   login
            contact-reveals      denied   noCall   gone     denied   noCall   noCall   denied   login
            GET:owners           denied   ok       gone     denied   ok       ok       denied   login
            GET:clue             ok       ok       ok       ok       ok       ok       ok       login
            GET:timeline         ok       ok       ok       ok       ok       ok       ok       login
            GET:reveals          ok       denied   denied   denied   denied   denied   denied   login
            GET:public           ok       ok       ok       ok       ok       ok       ok       ok
            """,
        ["resolved"] = """
            answer               state    denied   denied   denied   denied   denied   denied   login
            appeal               state    denied   denied   denied   denied   denied   denied   login
            call-back            ok       denied   denied   denied   denied   denied   denied   login
            appeal-unreasonable  state    denied   denied   denied   denied   denied   denied   login
            follow               own      ok       ok       ok       ok       ok       ok       login
            mute                 ok       ok       ok       ok       ok       ok       ok       login
            accept               denied   state    gone     denied   state    state    denied   login
            refuse               denied   state    gone     denied   state    state    denied   login
            merge                denied   state    gone     denied   state    state    denied   login
            mark-false           denied   state    gone     denied   state    state    denied   login
            dispatch             denied   state    gone     denied   state    state    denied   login
            sign                 denied   denied   gone     state    denied   denied   denied   login
            return               denied   denied   gone     state    denied   denied   denied   login
            ask-reporter         denied   denied   gone     state    denied   denied   denied   login
            extend               denied   denied   gone     state    denied   denied   denied   login
            resolve              denied   denied   gone     done     denied   denied   denied   login
            decide-extension     denied   denied   gone     denied   state    state    denied   login
            close                denied   denied   gone     denied   state    state    denied   login
            propose-unreasonable denied   denied   gone     denied   state    state    denied   login
            confirm-unreasonable denied   denied   gone     denied   state    state    denied   login
            decide-unreasonable  denied   denied   gone     denied   denied   state    denied   login
            desk-call-back       denied   noCall   gone     denied   noCall   noCall   denied   login
            contact-reveals      denied   noCall   gone     denied   noCall   noCall   denied   login
            GET:owners           denied   ok       gone     denied   ok       ok       denied   login
            GET:clue             ok       ok       ok       ok       ok       ok       ok       login
            GET:timeline         ok       ok       ok       ok       ok       ok       ok       login
            GET:reveals          ok       denied   denied   denied   denied   denied   denied   login
            GET:public           ok       ok       ok       ok       ok       ok       ok       ok
            """,
        ["reopened"] = """
            answer               state    denied   denied   denied   denied   denied   denied   login
            appeal               state    denied   denied   denied   denied   denied   denied   login
            call-back            done     denied   denied   denied   denied   denied   denied   login
            appeal-unreasonable  state    denied   denied   denied   denied   denied   denied   login
            follow               own      ok       ok       ok       ok       ok       ok       login
            mute                 ok       ok       ok       ok       ok       ok       ok       login
            accept               denied   state    gone     denied   state    state    denied   login
            refuse               denied   state    gone     denied   state    state    denied   login
            merge                denied   state    gone     denied   state    state    denied   login
            mark-false           denied   state    gone     denied   state    state    denied   login
            dispatch             denied   state    gone     denied   state    state    denied   login
            sign                 denied   denied   gone     ok       denied   denied   denied   login
            return               denied   denied   gone     state    denied   denied   denied   login
            ask-reporter         denied   denied   gone     state    denied   denied   denied   login
            extend               denied   denied   gone     state    denied   denied   denied   login
            resolve              denied   denied   gone     state    denied   denied   denied   login
            decide-extension     denied   denied   gone     denied   state    state    denied   login
            close                denied   denied   gone     denied   state    state    denied   login
            propose-unreasonable denied   denied   gone     denied   state    state    denied   login
            confirm-unreasonable denied   denied   gone     denied   state    state    denied   login
            decide-unreasonable  denied   denied   gone     denied   denied   state    denied   login
            desk-call-back       denied   state    gone     denied   state    state    denied   login
            contact-reveals      denied   noCall   gone     denied   noCall   noCall   denied   login
            GET:owners           denied   ok       gone     denied   ok       ok       denied   login
            GET:clue             ok       ok       ok       ok       ok       ok       ok       login
            GET:timeline         ok       ok       ok       ok       ok       ok       ok       login
            GET:reveals          ok       denied   denied   denied   denied   denied   denied   login
            GET:public           ok       ok       ok       ok       ok       ok       ok       ok
            """,
        ["closed"] = """
            answer               state    denied   denied   denied   denied   denied   denied   login
            appeal               state    denied   denied   denied   denied   denied   denied   login
            call-back            done     denied   denied   denied   denied   denied   denied   login
            appeal-unreasonable  state    denied   denied   denied   denied   denied   denied   login
            follow               own      ok       ok       ok       ok       ok       ok       login
            mute                 ok       ok       ok       ok       ok       ok       ok       login
            accept               denied   state    gone     denied   state    state    denied   login
            refuse               denied   state    gone     denied   state    state    denied   login
            merge                denied   state    gone     denied   state    state    denied   login
            mark-false           denied   state    gone     denied   state    state    denied   login
            dispatch             denied   state    gone     denied   state    state    denied   login
            sign                 denied   denied   gone     state    denied   denied   denied   login
            return               denied   denied   gone     state    denied   denied   denied   login
            ask-reporter         denied   denied   gone     state    denied   denied   denied   login
            extend               denied   denied   gone     state    denied   denied   denied   login
            resolve              denied   denied   gone     state    denied   denied   denied   login
            decide-extension     denied   denied   gone     denied   state    state    denied   login
            close                denied   denied   gone     denied   state    state    denied   login
            propose-unreasonable denied   denied   gone     denied   ok       ok       denied   login
            confirm-unreasonable denied   denied   gone     denied   state    state    denied   login
            decide-unreasonable  denied   denied   gone     denied   denied   state    denied   login
            desk-call-back       denied   state    gone     denied   state    state    denied   login
            contact-reveals      denied   noCall   gone     denied   noCall   noCall   denied   login
            GET:owners           denied   ok       gone     denied   ok       ok       denied   login
            GET:clue             ok       ok       ok       ok       ok       ok       ok       login
            GET:timeline         ok       ok       ok       ok       ok       ok       ok       login
            GET:reveals          ok       denied   denied   denied   denied   denied   denied   login
            GET:public           ok       ok       ok       ok       ok       ok       ok       ok
            """,
        ["closedNoAnswer"] = """
            answer               state    denied   denied   denied   denied   denied   denied   login
            appeal               state    denied   denied   denied   denied   denied   denied   login
            call-back            state    denied   denied   denied   denied   denied   denied   login
            appeal-unreasonable  state    denied   denied   denied   denied   denied   denied   login
            follow               own      ok       ok       ok       ok       ok       ok       login
            mute                 ok       ok       ok       ok       ok       ok       ok       login
            accept               denied   state    gone     denied   state    state    denied   login
            refuse               denied   state    gone     denied   state    state    denied   login
            merge                denied   state    gone     denied   state    state    denied   login
            mark-false           denied   state    gone     denied   state    state    denied   login
            dispatch             denied   state    gone     denied   state    state    denied   login
            sign                 denied   denied   gone     state    denied   denied   denied   login
            return               denied   denied   gone     state    denied   denied   denied   login
            ask-reporter         denied   denied   gone     state    denied   denied   denied   login
            extend               denied   denied   gone     state    denied   denied   denied   login
            resolve              denied   denied   gone     state    denied   denied   denied   login
            decide-extension     denied   denied   gone     denied   state    state    denied   login
            close                denied   denied   gone     denied   state    state    denied   login
            propose-unreasonable denied   denied   gone     denied   state    state    denied   login
            confirm-unreasonable denied   denied   gone     denied   state    state    denied   login
            decide-unreasonable  denied   denied   gone     denied   denied   state    denied   login
            desk-call-back       denied   state    gone     denied   state    state    denied   login
            contact-reveals      denied   noCall   gone     denied   noCall   noCall   denied   login
            GET:owners           denied   ok       gone     denied   ok       ok       denied   login
            GET:clue             ok       ok       ok       ok       ok       ok       ok       login
            GET:timeline         ok       ok       ok       ok       ok       ok       ok       login
            GET:reveals          ok       denied   denied   denied   denied   denied   denied   login
            GET:public           ok       ok       ok       ok       ok       ok       ok       ok
            """,
        ["supervised"] = """
            answer               state    denied   denied   denied   denied   denied   denied   login
            appeal               state    denied   denied   denied   denied   denied   denied   login
            call-back            state    denied   denied   denied   denied   denied   denied   login
            appeal-unreasonable  state    denied   denied   denied   denied   denied   denied   login
            follow               own      ok       ok       ok       ok       ok       ok       login
            mute                 ok       ok       ok       ok       ok       ok       ok       login
            accept               denied   state    gone     denied   state    state    denied   login
            refuse               denied   state    gone     denied   state    state    denied   login
            merge                denied   state    gone     denied   state    state    denied   login
            mark-false           denied   state    gone     denied   state    state    denied   login
            dispatch             denied   state    gone     denied   state    state    denied   login
            sign                 denied   denied   gone     state    denied   denied   denied   login
            return               denied   denied   gone     state    denied   denied   denied   login
            ask-reporter         denied   denied   gone     state    denied   denied   denied   login
            extend               denied   denied   gone     state    denied   denied   denied   login
            resolve              denied   denied   gone     state    denied   denied   denied   login
            decide-extension     denied   denied   gone     denied   state    state    denied   login
            close                denied   denied   gone     denied   ok       ok       denied   login
            propose-unreasonable denied   denied   gone     denied   state    state    denied   login
            confirm-unreasonable denied   denied   gone     denied   state    state    denied   login
            decide-unreasonable  denied   denied   gone     denied   denied   state    denied   login
            desk-call-back       denied   state    gone     denied   state    state    denied   login
            contact-reveals      denied   noCall   gone     denied   noCall   noCall   denied   login
            GET:owners           denied   ok       gone     denied   ok       ok       denied   login
            GET:clue             ok       ok       ok       ok       ok       ok       ok       login
            GET:timeline         ok       ok       ok       ok       ok       ok       ok       login
            GET:reveals          ok       denied   denied   denied   denied   denied   denied   login
            GET:public           ok       ok       ok       ok       ok       ok       ok       ok
            """,
    };
}
