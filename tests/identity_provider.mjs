// A real OpenID provider (panva's oidc-provider, certified) with keys of its own, on loopback, for tests.
// Whoever signs in types any name: `pat` is pat at the domain below, `pat!` has an address that is not verified.
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { once } from "node:events";
import Provider from "oidc-provider";

const [domain = "example.org", mfa = ""] = process.argv.slice(2);
const server = createServer();
server.listen(0, "127.0.0.1");
await once(server, "listening");
const issuer = `http://127.0.0.1:${server.address().port}`;

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const key = { ...privateKey.export({ format: "jwk" }), alg: "RS256", use: "sig", kid: "test" };

const provider = new Provider(issuer, {
  jwks: { keys: [key] },
  features: { devInteractions: { enabled: false }, registration: { enabled: true } },
  claims: { openid: ["sub"], email: ["email", "email_verified"], acr: null, amr: null, auth_time: null },
  scopes: ["openid", "email"],
  acrValues: ["mfa"],
  pkce: { required: () => true },
  ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
  cookies: { keys: ["only-for-tests"] },
  interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (ctx, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: `${id.replace("!", "")}@${domain}`, email_verified: !id.endsWith("!") }),
  }),
  async loadExistingGrant(ctx) {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope("openid email");
    await grant.save();
    return grant;
  },
});

const page = (uid) => `<!doctype html><html lang="en"><title>Test directory</title><main><h1>Test directory</h1>
<form method="post" action="/interaction/${uid}"><label>Name <input name="login"></label>
<button>Sign in at work</button></form></main></html>`;

const answer = provider.callback();
server.on("request", async (request, response) => {
  const found = /^\/interaction\/([\w-]+)$/.exec(request.url);
  if (!found) return answer(request, response);
  if (request.method === "GET") {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    return response.end(page(found[1]));
  }
  let body = "";
  for await (const piece of request) body += piece;
  const login = { accountId: new URLSearchParams(body).get("login") };
  if (mfa) login.acr = mfa;
  return provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
});
console.log(issuer);
