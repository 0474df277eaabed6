// Sends through the sandbox's Microsoft Graph and Gmail with the services' own clients, which would not accept a wrong wire
// format. node official-clients.mjs graph|gmail URL TOKEN MODULE_FOLDER; prints "ok" as its last line, or throws.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';

const [service, url, token, folder] = process.argv.slice(2);
const require = createRequire(path.join(folder, 'package.json'));

const mail = (id, more = '') => [
    'From: Clara Jensen <clara@harbourline.example>', 'To: Anna <anna@baltway.example>', `Message-ID: <${id}@harbourline.example>`,
    'Date: Wed, 25 Nov 2026 10:00:00 +0000', `${more}Subject: Load plans`, 'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8', 'Content-Transfer-Encoding: 8bit', '', 'Hello Anna, zażółć ÿþ?>', ''].join('\r\n');

async function graph() {
    const { Client, GraphError } = require('@microsoft/microsoft-graph-client');
    const at = new URL(url); // …/v1.0
    const clientFor = (accessToken) => Client.init({
        baseUrl: at.origin, defaultVersion: 'v1.0', authProvider: (done) => done(null, accessToken),
        fetchOptions: { headers: { authorization: `Bearer ${accessToken}` } }, // by itself it gives the token to https only
    });
    const client = clientFor(token);
    const immutable = { Prefer: 'IdType="ImmutableId"' };
    const raw = Buffer.from(mail('official'));
    // The client puts the text on the wire as it is when its type is not JSON.
    const draft = await client.api('/me/messages').headers({ ...immutable, 'Content-Type': 'text/plain' }).post(raw.toString('base64'));
    assert.equal(draft.isDraft, true);
    assert.equal(draft.internetMessageId, '<official@harbourline.example>');
    assert.ok(draft.conversationId && draft.subject === 'Load plans');
    const found = await client.api('/me/messages').headers(immutable)
        .filter("internetMessageId eq '<official@harbourline.example>'").select(['id', 'isDraft']).top(5).get();
    assert.deepEqual(found.value.map((one) => [one.id, one.isDraft]), [[draft.id, true]]);
    await client.api(`/me/messages/${draft.id}/send`).headers(immutable).post();
    const sent = await client.api(`/me/messages/${draft.id}`).headers(immutable).select('isDraft').get();
    assert.equal(sent.isDraft, false);
    assert.equal(sent.id, draft.id);
    assert.equal((await client.api('/me/mailFolders/sentitems').get()).totalItemCount, 1);
    const other = await client.api('/me/messages').headers({ ...immutable, 'Content-Type': 'text/plain' }).post(raw.toString('base64'));
    await client.api(`/me/messages/${other.id}`).headers(immutable).delete();

    const refused = (status, code) => (error) => {
        assert.ok(error instanceof GraphError);
        assert.equal(error.statusCode, status);
        assert.equal(error.code, code);
        return true;
    };
    await assert.rejects(client.api(`/me/messages/${draft.id}/send`).headers(immutable).post(), refused(400, 'ErrorInvalidOperation'));
    await assert.rejects(client.api('/me/messages/nothing').headers(immutable).get(), refused(404, 'ErrorItemNotFound'));
    await assert.rejects(client.api('/me/messages').headers({ 'Content-Type': 'text/plain' }).post('no base64!'),
        refused(400, 'ErrorMimeContentInvalidBase64String'));
    await assert.rejects(clientFor('another').api('/me/messages/x').get(), refused(401, 'InvalidAuthenticationToken'));
}

async function gmail() {
    const { gmail: gmailApi } = require('@googleapis/gmail');
    const { OAuth2Client } = require('google-auth-library');
    const clientFor = (accessToken) => {
        const auth = new OAuth2Client();
        auth.setCredentials({ access_token: accessToken });
        return gmailApi({ version: 'v1', auth, rootUrl: `${url}/`, retry: false });
    };
    const client = clientFor(token);
    const base64url = (text) => Buffer.from(text).toString('base64url');
    const first = await client.users.messages.send({ userId: 'me', requestBody: { raw: base64url(mail('official')) } });
    assert.ok(first.data.id && first.data.threadId);
    assert.deepEqual(first.data.labelIds, ['SENT']);
    const references = 'In-Reply-To: <official@harbourline.example>\r\nReferences: <official@harbourline.example>\r\n';
    const second = await client.users.messages.send(
        { userId: 'me', requestBody: { raw: base64url(mail('second', references)), threadId: first.data.threadId } });
    assert.equal(second.data.threadId, first.data.threadId);
    const list = await client.users.messages.list(
        { userId: 'me', labelIds: ['SENT'], maxResults: 10, q: 'rfc822msgid:official@harbourline.example' });
    assert.deepEqual(list.data.messages, [{ id: first.data.id, threadId: first.data.threadId }]);
    const got = await client.users.messages.get(
        { userId: 'me', id: first.data.id, format: 'metadata', metadataHeaders: ['Message-ID', 'X-Google-Original-Message-ID'] });
    assert.deepEqual(got.data.payload.headers, [{ name: 'Message-ID', value: '<official@harbourline.example>' }]);
    assert.equal(typeof got.data.internalDate, 'string');
    const uploaded = await client.users.messages.send(
        { userId: 'me', requestBody: { threadId: first.data.threadId }, media: { mimeType: 'message/rfc822', body: mail('third', references) } },
        { rootUrl: `${url}/` });
    assert.equal(uploaded.data.threadId, first.data.threadId);
    assert.equal((await client.users.getProfile({ userId: 'me' })).data.emailAddress, 'clara@harbourline.example');

    const refused = (status, reason) => (error) => {
        assert.equal(error.status ?? error.code, status);
        const errors = error.errors ?? error.response.data.error.errors;
        assert.equal(errors[0].reason, reason);
        return true;
    };
    const standard = Buffer.from(mail('fourth')).toString('base64');
    assert.match(standard, /[+/]/);
    await assert.rejects(client.users.messages.send({ userId: 'me', requestBody: { raw: standard } }), refused(400, 'badRequest'));
    await assert.rejects(client.users.messages.send({ userId: 'me', requestBody: { raw: base64url(mail('fifth')), threadId: 'ffff' } }),
        refused(404, 'notFound'));
    await assert.rejects(clientFor('another').users.getProfile({ userId: 'me' }), refused(401, 'authError'));
}

await (service === 'graph' ? graph() : gmail());
console.log('ok');
process.exit(0);
