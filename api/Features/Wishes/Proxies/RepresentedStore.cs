using System.Security.Cryptography;
using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Typed;

namespace LinYuan.Api.Features.Wishes.Proxies;

/// <summary>People without a phone, and their cards.</summary>
public sealed class RepresentedStore(FieldCipher cipher)
{
    public const string NamePurpose = "represented.name";
    public const string PhonePurpose = "represented.phone";
    public const string AddressPurpose = "represented.address";
    public const string PrintPurpose = "represented.print";
    private const string ConsentPurpose = "represented.consent";
    private const int Batch = 1000;

    private const string Columns = """
        p.id AS Id, p.district_id AS DistrictId, p.street_id AS StreetId, p.community_id AS CommunityId, p.card_number AS CardNumber,
        p.name_enc AS Name, p.phone_enc AS Phone, p.address_enc AS Address, p.issued_by AS IssuedBy, p.issued_at AS IssuedAt,
        p.printable_until AS PrintableUntil, p.registered_at AS RegisteredAt, p.ended_at AS EndedAt
        """;

    /// <summary>Enters a person with a first code; null when the number is taken or the phone is registered in this community already.</summary>
    public async Task<long?> Insert(Tx tx, NewRepresentedPerson person, NewConsent consent, DateTimeOffset now)
    {
        try
        {
            return await tx.Insert("""
                INSERT INTO represented_people (district_id, street_id, community_id, card_number, name_enc, phone_enc, phone_hash, address_enc,
                                                consent_hash, print_code_enc, printable_until, issued_by, issued_at, registered_at)
                VALUES (@DistrictId, @StreetId, @CommunityId, @CardNumber, @Name, @Phone, @PhoneHash, @Address, @Hash, @Print, @PrintableUntil,
                        @RegisteredBy, @now, @now)
                """, new
                {
                    person.Place.DistrictId,
                    person.Place.StreetId,
                    person.Place.CommunityId,
                    consent.CardNumber,
                    Name = cipher.Encrypt(NamePurpose, person.Name),
                    Phone = cipher.EncryptIfAny(PhonePurpose, person.Phone),
                    PhoneHash = PhoneHash(person.Phone),
                    Address = cipher.Encrypt(AddressPurpose, person.Address),
                    Hash = HashOf(consent.CardNumber, consent.Code),
                    Print = cipher.Encrypt(PrintPurpose, consent.Code),
                    consent.PrintableUntil,
                    person.RegisteredBy,
                    now,
                });
        }
        catch (MySqlException error) when (error.IsDuplicate())
        {
            return null;
        }
    }

    /// <summary>Whom the phone belongs to in this community. Locked, so that a row that was entered a moment ago is seen.</summary>
    public async Task<long?> FindLiveByPhone(Tx tx, long communityId, string? phone) => PhoneHash(phone) is not { } hash ? null
        : await tx.Find<long?>("""
            SELECT id FROM represented_people WHERE community_id = @communityId AND phone_hash = @hash AND live = 1 FOR UPDATE
            """, new { communityId, hash });

    /// <summary>The same among rows that hold the phone in a form that is not written any more: the unique key does not see them.</summary>
    public async Task<long?> FindOlderByPhone(Tx tx, long communityId, string? phone) =>
        string.IsNullOrEmpty(phone) || TypedPhone.AsStored(phone) is not [_, { } older] ? null
        : await tx.Find<long?>("""
            SELECT id FROM represented_people WHERE community_id = @communityId AND phone_hash = @hash AND live = 1
            """, new { communityId, hash = PhoneHash(older) });

    public async Task<RepresentedPerson?> Find(DbSession session, long id) =>
        await session.Find<Row>($"SELECT {Columns} FROM represented_people p WHERE p.id = @id", new { id }) is { } row ? Read(row) : null;

    /// <summary>People of a subtree, oldest first.</summary>
    public async Task<IReadOnlyList<RepresentedPerson>> List(DbSession session, Subtree subtree, long after, int rows) =>
    [
        .. (await session.List<Row>($"""
            SELECT {Columns} FROM represented_people p WHERE p.{subtree.Column} = @AreaId AND p.id > @after ORDER BY p.id LIMIT @rows
            """, new { subtree.AreaId, after, rows })).Select(Read),
    ];

    /// <summary>Locks the person until the transaction ends; false when nobody may act for them any more.</summary>
    public async Task<bool> LockLive(Tx tx, long id) =>
        await tx.Find<long?>("SELECT id FROM represented_people WHERE id = @id AND live = 1 FOR UPDATE", new { id }) is not null;

    public Task Lock(Tx tx, long id) => tx.Find<long?>("SELECT id FROM represented_people WHERE id = @id FOR UPDATE", new { id });

    /// <summary>The same if the code is still the one that the consent was given with: no card was ended or replaced since.</summary>
    public async Task<bool> LockConsenting(Tx tx, Consent consent) => await tx.Find<long?>("""
        SELECT id FROM represented_people WHERE id = @Id AND live = 1 AND consent_hash = @CodeHash FOR UPDATE
        """, new { consent.Person.Id, consent.CodeHash }) is not null;

    /// <summary>A new code for the same card number: the old one is worthless.</summary>
    public Task Reissue(Tx tx, long id, NewConsent consent, long staffId, DateTimeOffset now) => tx.Execute("""
        UPDATE represented_people SET consent_hash = @hash, print_code_enc = @print, printable_until = @PrintableUntil, issued_by = @staffId,
               issued_at = @now
        WHERE id = @id AND live = 1
        """, new
        {
            id,
            hash = HashOf(consent.CardNumber, consent.Code),
            print = cipher.Encrypt(PrintPurpose, consent.Code),
            consent.PrintableUntil,
            staffId,
            now,
        });

    public Task<int> End(Tx tx, long id, DateTimeOffset now) => tx.Execute("""
        UPDATE represented_people SET ended_at = @now, consent_hash = NULL, print_code_enc = NULL, printable_until = NULL
        WHERE id = @id AND live = 1
        """, new { id, now });

    /// <summary>Erases who it was; the row stays, without a name, for the wishes and acts that point at it.</summary>
    public Task Erase(Tx tx, long id, DateTimeOffset now) => tx.Execute("""
        UPDATE represented_people SET ended_at = COALESCE(ended_at, @now), name_enc = NULL, phone_enc = NULL, phone_hash = NULL,
               address_enc = NULL, consent_hash = NULL, print_code_enc = NULL, printable_until = NULL
        WHERE id = @id
        """, new { id, now });

    /// <summary>The code for the card's printing: while it may be printed, and for who made it alone.</summary>
    public async Task<string?> FindPrintable(DbSession session, long id, long staffId, DateTimeOffset now) =>
        cipher.DecryptIfAny(PrintPurpose, await session.Find<byte[]>("""
            SELECT print_code_enc FROM represented_people WHERE id = @id AND issued_by = @staffId AND live = 1 AND printable_until > @now
            """, new { id, staffId, now }));

    /// <summary>
    /// Whether this is the code of the card. A number that no card has goes the same way through the same statement: neither answer nor
    /// time tells it from a real one.
    /// </summary>
    public async Task<ComparedConsent> Compare(Tx tx, string cardNumber, string code)
    {
        var stored = await tx.Find<CardRow>(
            "SELECT id AS Id, consent_hash AS Hash FROM represented_people WHERE card_number = @cardNumber", new { cardNumber });
        var given = HashOf(cardNumber, code);
        return new ComparedConsent(stored?.Id, CryptographicOperations.FixedTimeEquals(stored?.Hash ?? new byte[given.Length], given), given);
    }

    /// <summary>Forgets codes past their time for printing; a bounded number.</summary>
    public Task<int> ForgetPrintable(Tx tx, DateTimeOffset now) => tx.Execute("""
        UPDATE represented_people SET print_code_enc = NULL, printable_until = NULL WHERE printable_until <= @now
        ORDER BY printable_until LIMIT @Batch
        """, new { now, Batch });

    /// <summary>Bound to its card: a copy of the database shows neither the code nor whether two cards have the same.</summary>
    private byte[] HashOf(string cardNumber, string code) => cipher.LookupHash(ConsentPurpose, $"{cardNumber}:{code}");

    private byte[]? PhoneHash(string? phone) => string.IsNullOrEmpty(phone) ? null : cipher.LookupHash(PhonePurpose, phone);

    private RepresentedPerson Read(Row row) => new(
        row.Id, new Placement(row.DistrictId, row.StreetId, row.CommunityId), row.CardNumber, cipher.DecryptIfAny(NamePurpose, row.Name),
        cipher.DecryptIfAny(PhonePurpose, row.Phone), cipher.DecryptIfAny(AddressPurpose, row.Address), row.IssuedBy, row.IssuedAt,
        row.PrintableUntil, row.RegisteredAt, row.EndedAt);

    private sealed record CardRow(long Id, byte[]? Hash);

    private sealed record Row(
        long Id, long DistrictId, long StreetId, long CommunityId, string CardNumber, byte[]? Name, byte[]? Phone, byte[]? Address,
        long IssuedBy, DateTimeOffset IssuedAt, DateTimeOffset? PrintableUntil, DateTimeOffset RegisteredAt, DateTimeOffset? EndedAt);
}

/// <param name="PersonId">Whose card has this number, whatever the code; null when no card has it.</param>
public sealed record ComparedConsent(long? PersonId, bool IsRight, byte[] CodeHash);
