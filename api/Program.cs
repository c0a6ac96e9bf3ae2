using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.CheckIns;
using LinYuan.Api.Features.Clues;
using LinYuan.Api.Features.Members;
using LinYuan.Api.Features.Photos;
using LinYuan.Api.Features.Points;
using LinYuan.Api.Features.Registrations;
using LinYuan.Api.Features.Rewards;
using LinYuan.Api.Features.Stations;
using LinYuan.Api.Features.Statistics;
using LinYuan.Api.Features.WeChatPush;
using LinYuan.Api.Features.Wishes;
using LinYuan.Api.Shared.Attempts;
using LinYuan.Api.Shared.Cache;
using LinYuan.Api.Shared.Cases;
using LinYuan.Api.Shared.Contract;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Telemetry;
using LinYuan.Api.Shared.Versions;
using LinYuan.Api.Shared.WeChat;

if (CommandLine.WantsHelp(args))
    return 0;

// Settings stand beside the program, wherever it is started from.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddObservability();
builder.AddHttpConventions();
builder.Services.AddOperations();
builder.Services.AddSingleton(TimeProvider.System).AddSessions().AddContract().AddPrivacy().AddAttempts().AddCases();
builder.Services.AddDatabase(builder.Configuration).AddReadCache(builder.Configuration);
builder.Services.AddWeChat(builder.Configuration).AddBackgroundWork(builder.Configuration);

builder.Services.AddAreas();
builder.Services.AddMembers();
builder.Services.AddRegistrations();
builder.Services.AddPoints().AddRewards();
builder.Services.AddWishes();
builder.Services.AddPhotos();
builder.Services.AddStations().AddCheckIns();
builder.Services.AddClues().AddCaseVersions();
builder.Services.AddStatistics();
builder.Services.AddWeChatPush(builder.Configuration);

var app = builder.Build();
if (await CommandLine.Prepare(app, args) is { } exitCode)
    return exitCode;
app.UseHttpConventions();
app.MapHealth();
app.MapContract();
app.MapPhotos();
app.MapCheckIns();
app.MapOperations();
app.BuildRoutesOnce();

if (await CommandLine.WriteContract(app, args) is { } written)
    return written;
await app.RunAsync();
return 0;
