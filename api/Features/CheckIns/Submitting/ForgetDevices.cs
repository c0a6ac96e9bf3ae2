using LinYuan.Api.Features.CheckIns.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.CheckIns.Submitting;

/// <summary>Forgets the phones of couriers after some weeks: they serve to notice what happens within a day.</summary>
public sealed class ForgetDevices(Db db, CheckInDeviceStore devices, IOptions<CheckInOptions> options) : IJob
{
    private const int Batch = 500;

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation)
    {
        var forgotten = 0;
        int step;
        do
        {
            step = await db.InTransaction(tx => devices.Forget(tx, now - options.Value.DeviceLife, Batch));
            forgotten += step;
        }
        while (step > 0 && !cancellation.IsCancellationRequested);
        return forgotten;
    }
}
