using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Shared.Cases;

/// <summary>What every kind shares: the database, the events, the people beside a case, the news, what is personal, and the clock.</summary>
public sealed record CaseKit(
    Db Db, CaseEventStore Events, CasePeopleStore People, CasePersonalStore Personal, CaseNews News, TimeProvider Time);
