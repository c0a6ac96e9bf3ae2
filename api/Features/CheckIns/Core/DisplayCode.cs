using System.Buffers.Binary;
using System.Security.Cryptography;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Typed;

namespace LinYuan.Api.Features.CheckIns.Core;

/// <summary>What a display code says: a signal, and the window it was shown in when it is one that may be used.</summary>
public sealed record DisplayCodeReading(ProofSignal Signal, long? Window);

/// <summary>
/// The code on the screen at a station's door. It changes every 30 seconds and is not stored: it holds the low bits of the window's
/// number, so that its age can be told, and a signature over the station and the whole number.
/// </summary>
public static class DisplayCode
{
    public const int Length = 12;

    /// <summary>No 0 and O, no 1, I and L, as in a station's printed code.</summary>
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private const string Purpose = "checkIn.display";
    private const int SignatureBits = 42;

    /// <summary>45 days of windows: a code that is older than that counts as wrong. Together 59 bits, which is what twelve letters hold.</summary>
    private const long Windows = 1 << 17;

    public static readonly TimeSpan Life = TimeSpan.FromSeconds(30);

    public static long WindowAt(DateTimeOffset now) => now.ToUnixTimeSeconds() / (long)Life.TotalSeconds;

    public static DateTimeOffset EndOf(long window) => DateTimeOffset.FromUnixTimeSeconds((window + 1) * (long)Life.TotalSeconds);

    public static string Of(LinkSigner signer, long stationId, long window) =>
        Write((window % Windows << SignatureBits) | Signature(signer, stationId, window));

    /// <summary>Judges a code that a phone sends; the screen's clock and this one may be one window apart.</summary>
    public static DisplayCodeReading Read(LinkSigner signer, long stationId, string typed, DateTimeOffset now, TimeSpan late)
    {
        if (TryRead(typed) is not { } value)
            return new(ProofSignal.DisplayCodeWrong, null);
        var newest = WindowAt(now) + 1;
        var window = newest - (newest - (value >> SignatureBits)) % Windows;
        if (!Fits(Signature(signer, stationId, window), value & ((1L << SignatureBits) - 1)))
            return new(ProofSignal.DisplayCodeWrong, null);
        if (window >= newest - 2)
            return new(ProofSignal.DisplayCode, window);
        return new(now - EndOf(window) <= late ? ProofSignal.DisplayCodeLate : ProofSignal.DisplayCodeOld, null);
    }

    private static long Signature(LinkSigner signer, long stationId, long window) =>
        BinaryPrimitives.ReadInt64BigEndian(signer.Sign(Purpose, $"{stationId}:{window}")) & ((1L << SignatureBits) - 1);

    private static bool Fits(long one, long other)
    {
        Span<byte> left = stackalloc byte[sizeof(long)], right = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(left, one);
        BinaryPrimitives.WriteInt64BigEndian(right, other);
        return CryptographicOperations.FixedTimeEquals(left, right);
    }

    private static string Write(long value) => string.Create(Length, value, static (letters, rest) =>
    {
        for (var index = letters.Length - 1; index >= 0; index--, rest /= Alphabet.Length)
            letters[index] = Alphabet[(int)(rest % Alphabet.Length)];
    });

    private static long? TryRead(string typed)
    {
        var code = TypedCode.Fold(typed).ToUpperInvariant();
        if (code.Length != Length || !code.All(Alphabet.Contains))
            return null;
        var value = code.Aggregate(0L, (sum, letter) => sum * Alphabet.Length + Alphabet.IndexOf(letter, StringComparison.Ordinal));
        return value >> SignatureBits < Windows ? value : null;
    }
}
