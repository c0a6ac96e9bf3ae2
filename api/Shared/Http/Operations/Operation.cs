using FastEndpoints;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using Microsoft.AspNetCore.Http.Metadata;

namespace LinYuan.Api.Shared.Http;

/// <summary>
/// One operation of the API, in one class and one file that bear its name: the route, who may call it, what it may refuse, and what it
/// does. In <c>Configure</c> it says its verb and path, its group, and then one of the words below.
/// </summary>
/// <typeparam name="TRequest">
/// What the client sends: the body of a POST, PATCH or DELETE, the words of the query of a GET; <see cref="EmptyRequest"/> where there is
/// neither. Its rules are checked before <see cref="Handle"/> runs.
/// </typeparam>
/// <typeparam name="TView">What a successful answer holds.</typeparam>
public abstract class Operation<TRequest, TView> : Endpoint<TRequest, TView>
    where TRequest : notnull
{
    /// <summary>Who calls; only for the groups whose routes need a session.</summary>
    protected Caller Caller => HttpContext.Features.Get<Caller>() ?? throw new InvalidOperationException("The route takes no session.");

    /// <summary>The transaction in which one key has one effect; only for operations that move or create.</summary>
    protected IdempotentCall Call => field ??= IdempotentCall.Of(HttpContext);

    /// <summary>The <c>{id}</c> of the path.</summary>
    protected EntityId Id => IdIn("id");

    /// <summary>Whether the body may be missing altogether; it then reads as an empty object.</summary>
    protected virtual bool IsBodyOptional => false;

    /// <summary>Under which heading the contract lists the operation: that of its area.</summary>
    protected virtual string Tag => OperationNames.AreaOf(GetType());

    /// <summary>The file that was sent; only for operations that say <see cref="Uploads"/>.</summary>
    protected UploadedFile File => HttpContext.Features.Get<UploadedFile>() ?? throw new InvalidOperationException("The route takes no file.");

    /// <summary>An id that stands in the path under another name.</summary>
    protected EntityId IdIn(string name) => EntityId.Parse(WordIn(name), null);

    /// <summary>A word of the path that is no id.</summary>
    protected string WordIn(string name) => HttpContext.GetRouteValue(name)?.ToString() ?? "";

    /// <summary>Does what the operation is for; refusals are thrown.</summary>
    protected abstract Task<IResult> Handle(TRequest request, CancellationToken ct);

    public sealed override async Task HandleAsync(TRequest req, CancellationToken ct) => await Send.ResultAsync(await Handle(req, ct));

    public sealed override async Task OnBeforeValidateAsync(TRequest req, CancellationToken ct)
    {
        var problems = await RequestRules.Check(req, HttpContext, ct);
        if (problems is not null)
            throw new Refusal(RequestErrors.Invalid, fields: problems);
    }

    /// <summary>A GET that answers 200.</summary>
    protected void Reads(params ErrorCode[] refusals) => Says<TView>(StatusCodes.Status200OK, refusals);

    /// <summary>A GET that answers something else than JSON.</summary>
    protected void Serves(string mediaType, params ErrorCode[] refusals) =>
        Says(refusals, route => route.Produces<TView>(StatusCodes.Status200OK, mediaType));

    /// <summary>The same answer in a second form, for whoever accepts that rather.</summary>
    protected void AlsoServes(string mediaType) => Options(route => route.WithMetadata(new SecondForm(mediaType)));

    /// <summary>A POST that moves a thing and answers 200 with its new view.</summary>
    protected void Moves(params ErrorCode[] refusals) => Says<TView>(StatusCodes.Status200OK, refusals, new NeedsIdempotencyKey());

    /// <summary>A POST that makes a thing and answers 201 with it.</summary>
    protected void Creates(params ErrorCode[] refusals) => Says<TView>(StatusCodes.Status201Created, refusals, new NeedsIdempotencyKey());

    /// <summary>A POST of one file that makes a thing and answers 201 with it.</summary>
    protected void Uploads(TakesFile file, params ErrorCode[] refusals) =>
        Says<TView>(StatusCodes.Status201Created, refusals, new NeedsIdempotencyKey(), file);

    /// <summary>A POST that only answers what its body asks: it makes, moves and keeps nothing, and so needs no key.</summary>
    protected void Computes(params ErrorCode[] refusals) => Says<TView>(StatusCodes.Status200OK, refusals, new OnlyComputes());

    /// <summary>
    /// A PATCH, which is served <see cref="ByPut">by PUT</see> as well, or a POST that needs no key because it carries something one-time itself.
    /// </summary>
    protected void Changes(params ErrorCode[] refusals) => Says<TView>(StatusCodes.Status200OK, refusals);

    /// <summary>The same, where it makes a thing and answers 201.</summary>
    protected void Begins(params ErrorCode[] refusals) => Says<TView>(StatusCodes.Status201Created, refusals);

    /// <summary>A DELETE that answers 204 without a body.</summary>
    protected void Removes(params ErrorCode[] refusals) => Says(refusals, route => route.Produces(StatusCodes.Status204NoContent));

    /// <summary>A route that is no part of the contract that programs build on.</summary>
    protected void IsUnlisted(params ErrorCode[] refusals) => Says(refusals, route => route.ExcludeFromDescription());

    private void Says<T>(int status, ErrorCode[] refusals, params object[] marks) =>
        Says(refusals, route => route.Produces<T>(status).WithMetadata(marks));

    private void Says(ErrorCode[] refusals, Action<RouteHandlerBuilder> more)
    {
        Description(
            route =>
            {
                route.WithTags(Tag).WithMetadata(new MayRefuse(refusals));
                // The framework would refuse a missing Content-Type by itself; the binder does it where there is a body.
                if (OperationBinder.TakesBody(typeof(TRequest), Definition.Verbs))
                    route.WithMetadata(new AcceptsMetadata(["application/json", "*/*"], typeof(TRequest), IsBodyOptional));
                more(route);
            },
            clearDefaults: true);
        RequestBinder(new OperationBinder<TRequest>(IsBodyOptional));
        DontAutoTag();
        DontCatchExceptions();
    }
}

/// <summary>An operation that changes nothing and answers 200 with a view.</summary>
public abstract class ReadOperation<TRequest, TView> : Operation<TRequest, TView>
    where TRequest : notnull
{
    /// <summary>Reads what the answer holds; refusals are thrown.</summary>
    protected abstract Task<TView> Read(TRequest request, CancellationToken ct);

    /// <summary>The finished answers are kept on this shelf until one of its tables changes; for public reads alone.</summary>
    protected void Keeps(string shelf) => Options(route => route.WithMetadata(new KeptAnswer(shelf)));

    protected sealed override async Task<IResult> Handle(TRequest request, CancellationToken ct) => TypedResults.Ok(await Read(request, ct));
}
