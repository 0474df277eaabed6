// A certified OpenID provider (npm: oidc-provider) on the loopback interface, set up as strictly as it goes: PKCE with S256
// only, rotating refresh tokens, a public native client.
// node openid-provider.mjs MODULE_FOLDER; prints its address as one line and ends with its standard input.
import http from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = process.argv[2];
const { default: Provider } = await import(
    pathToFileURL(path.join(folder, 'node_modules/oidc-provider/lib/index.js')).href);

const server = http.createServer();
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const issuer = `http://127.0.0.1:${server.address().port}`;
const provider = new Provider(issuer, {
    clients: [{
        client_id: 'desktop', token_endpoint_auth_method: 'none', application_type: 'native',
        grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'],
        redirect_uris: ['http://127.0.0.1'],
    }, {
        client_id: 'confidential', client_secret: 'the secret: of this program', application_type: 'native',
        token_endpoint_auth_method: 'client_secret_basic',
        grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'],
        redirect_uris: ['http://127.0.0.1'],
    }, {
        // The mail server, which asks whose a token is (RFC 7662).
        client_id: 'mailserver', client_secret: 'of-the-mail-server', grant_types: [], response_types: [],
        redirect_uris: [],
    }],
    scopes: ['openid', 'offline_access', 'email', 'mail.send', 'mail.read'],
    claims: { openid: ['sub'], email: ['email'] },
    conformIdTokenClaims: false,
    rotateRefreshToken: true,
    pkce: { required: () => true, methods: ['S256'] },
    cookies: { keys: ['of a test'] },
    features: { revocation: { enabled: true }, introspection: { enabled: true } },
    findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id, email: id }) }),
});
server.on('request', provider.callback());
process.stdin.on('end', () => process.exit(0)).resume();
console.log(`ready ${issuer}`);
