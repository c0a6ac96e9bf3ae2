namespace LinYuan.Api.Shared.Data;

/// <summary>No connection could be had, or the one in use broke: the caller is told to come back, nothing was half done.</summary>
public sealed class DatabaseUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
