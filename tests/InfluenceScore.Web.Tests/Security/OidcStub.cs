using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace InfluenceScore.Web.Tests.Security;

/// <summary>An OpenID Connect provider on loopback: discovery, keys, token and user info; tells the truth unless a test bends what it signs.</summary>
internal sealed class OidcStub : IAsyncDisposable
{
    public const string ClientId = "influence", Secret = "a secret of the provider";

    private readonly RSA _key = RSA.Create(2048), _otherKey = RSA.Create(2048);
    private readonly WebApplication _app;
    private string? _code, _challenge, _nonce;

    private OidcStub(WebApplication app) => _app = app;

    public string Address { get; private set; } = "";

    /// <summary>Who the provider says somebody is.</summary>
    public string Subject { get; set; } = "subject-1";
    public string? Email { get; set; }

    /// <summary>As JSON: true, false, "false"; null: the provider says nothing.</summary>
    public object? EmailVerified { get; set; } = true;

    /// <summary>What stands in the token other than it should.</summary>
    public Dictionary<string, object?> Bent { get; } = [];

    /// <summary>RS256 as it should be; none, HS256 (with the public key as the secret), other-key, or cut (a good token without its signature).</summary>
    public string Signed { get; set; } = "RS256";

    /// <summary>Null: the same as in the token.</summary>
    public string? UserInfoSubject { get; set; }

    /// <summary>What the token endpoint was sent last.</summary>
    public IFormCollection? TokenRequest { get; private set; }

    public static async Task<OidcStub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var stub = new OidcStub(app);
        app.MapGet("/.well-known/openid-configuration", () => new Dictionary<string, object>
        {
            ["issuer"] = stub.Address,
            ["authorization_endpoint"] = stub.Address + "/authorize",
            ["token_endpoint"] = stub.Address + "/token",
            ["userinfo_endpoint"] = stub.Address + "/userinfo",
            ["jwks_uri"] = stub.Address + "/keys",
            ["response_types_supported"] = new[] { "code" },
            ["subject_types_supported"] = new[] { "public" },
            ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
        });
        app.MapGet("/keys", () => new { keys = new[] { stub.PublicKey() } });
        app.MapPost("/token", stub.TokenAsync);
        app.MapGet("/userinfo", () => stub.About(stub.UserInfoSubject ?? stub.Subject));
        await app.StartAsync();
        stub.Address = app.Urls.Single();
        return stub;
    }

    /// <summary>Somebody has signed in there and agreed: the code with which their browser comes back.</summary>
    public string Authorize(string nonce, string challenge)
    {
        (_nonce, _challenge, _code) = (nonce, challenge, Guid.NewGuid().ToString("N"));
        return _code;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
        _otherKey.Dispose();
    }

    private async Task TokenAsync(HttpContext context)
    {
        TokenRequest = await context.Request.ReadFormAsync();
        var verifier = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(TokenRequest["code_verifier"].ToString())));
        if (TokenRequest["code"] != _code || TokenRequest["client_id"] != ClientId || TokenRequest["client_secret"] != Secret || verifier != _challenge)
        {
            await Results.Json(new { error = "invalid_grant" }, statusCode: 400).ExecuteAsync(context);
            return;
        }
        _code = null;
        await Results.Json(new { access_token = "access", token_type = "Bearer", expires_in = 300, id_token = Token() }).ExecuteAsync(context);
    }

    private Dictionary<string, object?> About(string subject)
    {
        var about = new Dictionary<string, object?> { ["sub"] = subject };
        if (Email is not null)
            about["email"] = Email;
        if (EmailVerified is not null)
            about["email_verified"] = EmailVerified;
        return about;
    }

    private string Token()
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var claims = About(Subject);
        (claims["iss"], claims["aud"], claims["nonce"], claims["iat"], claims["nbf"], claims["exp"]) = (Address, ClientId, _nonce, now, now, now + 300);
        foreach (var (name, value) in Bent)
        {
            if (value is null)
                claims.Remove(name);
            else
                claims[name] = value;
        }
        var algorithm = Signed is "none" or "HS256" ? Signed : "RS256";
        var signed = $"{Part(new { alg = algorithm, typ = "JWT", kid = "the-key" })}.{Part(claims)}";
        var bytes = Encoding.ASCII.GetBytes(signed);
        return signed + "." + Signed switch
        {
            "none" or "cut" => "",
            // The old trick: a verifier that takes the algorithm from the token checks an HMAC with what everybody knows.
            "HS256" => Base64UrlEncoder.Encode(HMACSHA256.HashData(Encoding.ASCII.GetBytes(_key.ExportSubjectPublicKeyInfoPem()), bytes)),
            "other-key" => Base64UrlEncoder.Encode(_otherKey.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
            _ => Base64UrlEncoder.Encode(_key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
        };
    }

    private object PublicKey()
    {
        var key = _key.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", use = "sig", alg = "RS256", kid = "the-key", n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) };
    }

    private static string Part(object json) => Base64UrlEncoder.Encode(JsonSerializer.SerializeToUtf8Bytes(json));
}
