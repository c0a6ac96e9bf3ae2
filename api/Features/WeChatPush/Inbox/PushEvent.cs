using System.Text.Json.Nodes;
using LinYuan.Api.Features.WeChatPush.Envelopes;
using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Features.WeChatPush.Inbox;

/// <summary>One event out of the inbox.</summary>
/// <param name="OpenId">Null when the person deleted the account meanwhile.</param>
/// <param name="UserId">Null when nobody with an account has, or had, that openid.</param>
/// <param name="SentAt">When WeChat says that it happened.</param>
/// <param name="Body">Every value is a string; <c>List</c> and <c>detail</c> are lists also where WeChat sent a single item.</param>
public sealed record PushEvent(long Id, string Event, string? OpenId, long? UserId, DateTimeOffset SentAt, JsonObject Body)
{
    /// <summary>The items of a subscription event.</summary>
    public IEnumerable<JsonObject> Items => ItemsOf(Body);

    /// <summary>A field's text; null when there is none.</summary>
    public string? Text(string field) => PushBody.Text(Body, field);

    internal static IEnumerable<JsonObject> ItemsOf(JsonObject body) => body["List"] is JsonArray items ? items.OfType<JsonObject>() : [];
}

/// <summary>
/// What an area does about an event of WeChat's, inside the transaction that marks the event as done: it happens once or not at all.
/// It touches nothing but the database. A thrown <see cref="Shared.Http.Refusal"/> leaves the event to staff, with its code as the
/// reason; anything else that is thrown is tried again a few times first.
/// </summary>
/// <param name="Event">WeChat's name, such as <c>wxa_media_check</c>. Several areas may handle the same.</param>
#pragma warning disable CA1711 // It handles a push event; that is no event of .NET's.
public sealed record PushEventHandler(string Event, Func<IServiceProvider, Tx, PushEvent, Task> Handle);
#pragma warning restore CA1711
