using System.Security.Cryptography;
using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Wishes;

/// <summary>People without a phone, their cards, and the wrong codes that were given with card numbers.</summary>
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
        p.printable_until AS PrintableUntil, p.registered_at AS RegisteredAt, p.ended_at AS EndedAt, t.tries AS Tries
        """;

    private const string People = "represented_people p LEFT JOIN proxy_card_tries t ON t.card_number = p.card_number";

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

    public async Task<RepresentedPerson?> Find(DbSession session, long id, int mostTries) =>
        await session.Find<Row>($"SELECT {Columns} FROM {People} WHERE p.id = @id", new { id }) is { } row ? Read(row, mostTries) : null;

    /// <summary>People of a subtree, oldest first.</summary>
    public async Task<IReadOnlyList<RepresentedPerson>> List(DbSession session, Subtree subtree, int mostTries, long after, int rows) =>
    [
        .. (await session.List<Row>($"""
            SELECT {Columns} FROM {People} WHERE p.{subtree.Column} = @AreaId AND p.id > @after ORDER BY p.id LIMIT @rows
            """, new { subtree.AreaId, after, rows })).Select(row => Read(row, mostTries)),
    ];

    /// <summary>Locks the person until the transaction ends; false when nobody may act for them any more.</summary>
    public async Task<bool> LockLive(Tx tx, long id) =>
        await tx.Find<long?>("SELECT id FROM represented_people WHERE id = @id AND live = 1 FOR UPDATE", new { id }) is not null;

    public Task Lock(Tx tx, long id) => tx.Find<long?>("SELECT id FROM represented_people WHERE id = @id FOR UPDATE", new { id });

    /// <summary>The same if the code is still the one that the consent was given with: no card was ended or replaced since.</summary>
    public async Task<bool> LockConsenting(Tx tx, Consent consent) => await tx.Find<long?>("""
        SELECT id FROM represented_people WHERE id = @Id AND live = 1 AND consent_hash = @CodeHash FOR UPDATE
        """, new { consent.Person.Id, consent.CodeHash }) is not null;

    /// <summary>A new code for the same card number: the old one is worthless, and a locked card is open again.</summary>
    public async Task Reissue(Tx tx, long id, NewConsent consent, long staffId, DateTimeOffset now)
    {
        await tx.Execute("""
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
        await tx.Execute("DELETE FROM proxy_card_tries WHERE card_number = @CardNumber", new { consent.CardNumber });
    }

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
    /// Tries a consent code. The number's row is locked first, so that guesses made at once are counted one by one; the right code is no
    /// try. A number that no card has goes the same way through the same statements: neither answer nor time tells it from a real one.
    /// </summary>
    public async Task<ConsentTry> TryCode(Tx tx, string cardNumber, string code, int most, DateTimeOffset now)
    {
        // Not INSERT IGNORE: its shared lock on a row that is there already would make two guesses at once a deadlock.
        await tx.Execute("""
            INSERT INTO proxy_card_tries (card_number, tries, tried_at) VALUES (@cardNumber, 0, @now) ON DUPLICATE KEY UPDATE tried_at = tried_at
            """, new { cardNumber, now });
        var tries = await tx.Scalar<int>("SELECT tries FROM proxy_card_tries WHERE card_number = @cardNumber FOR UPDATE", new { cardNumber });
        var stored = await tx.Find<CardRow>(
            "SELECT id AS Id, consent_hash AS Hash FROM represented_people WHERE card_number = @cardNumber", new { cardNumber });
        var given = HashOf(cardNumber, code);
        var isRight = CryptographicOperations.FixedTimeEquals(stored?.Hash ?? new byte[given.Length], given);
        if (tries >= most)
            return new ConsentTry(CodeTry.Locked, null, given);
        if (isRight)
            return new ConsentTry(CodeTry.Right, stored!.Id, given);
        await tx.Execute("UPDATE proxy_card_tries SET tries = tries + 1, tried_at = @now WHERE card_number = @cardNumber", new { cardNumber, now });
        return new ConsentTry(CodeTry.Wrong, null, given);
    }

    /// <summary>Codes past their time for printing, and old slips that locked nothing; a bounded number.</summary>
    public async Task<int> Forget(Tx tx, DateTimeOffset now, DateTimeOffset triedBefore, int most) =>
        await tx.Execute("""
            UPDATE represented_people SET print_code_enc = NULL, printable_until = NULL WHERE printable_until <= @now
            ORDER BY printable_until LIMIT @Batch
            """, new { now, Batch })
        + await tx.Execute("""
            DELETE FROM proxy_card_tries WHERE tried_at < @triedBefore AND tries < @most ORDER BY tried_at LIMIT @Batch
            """, new { triedBefore, most, Batch });

    /// <summary>Bound to its card: a copy of the database shows neither the code nor whether two cards have the same.</summary>
    private byte[] HashOf(string cardNumber, string code) => cipher.LookupHash(ConsentPurpose, $"{cardNumber}:{code}");

    private byte[]? PhoneHash(string? phone) => string.IsNullOrEmpty(phone) ? null : cipher.LookupHash(PhonePurpose, phone);

    private RepresentedPerson Read(Row row, int mostTries) => new(
        row.Id, new Placement(row.DistrictId, row.StreetId, row.CommunityId), row.CardNumber, cipher.DecryptIfAny(NamePurpose, row.Name),
        cipher.DecryptIfAny(PhonePurpose, row.Phone), cipher.DecryptIfAny(AddressPurpose, row.Address), row.IssuedBy, row.IssuedAt,
        row.PrintableUntil, row.RegisteredAt, row.EndedAt, row.Tries >= mostTries);

    private sealed record CardRow(long Id, byte[]? Hash);

    private sealed record Row(
        long Id, long DistrictId, long StreetId, long CommunityId, string CardNumber, byte[]? Name, byte[]? Phone, byte[]? Address,
        long IssuedBy, DateTimeOffset IssuedAt, DateTimeOffset? PrintableUntil, DateTimeOffset RegisteredAt, DateTimeOffset? EndedAt, int? Tries);
}

/// <param name="PersonId">Whose card it is, when the code is right.</param>
public sealed record ConsentTry(CodeTry Outcome, long? PersonId, byte[] CodeHash);
