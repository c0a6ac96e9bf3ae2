namespace LinYuan.Api.Shared.Privacy;

public static class PrivacyRegistration
{
    public static IServiceCollection AddPrivacy(this IServiceCollection services)
    {
        services.AddOptions<PrivacyOptions>().BindConfiguration("Privacy").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<FieldCipher>().AddSingleton<LinkSigner>().AddSingleton<SealStore>().AddSingleton<SealColumns>();
        return services;
    }
}
