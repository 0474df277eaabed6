// Asks the sandbox's Claude through Anthropic's own client, which would not accept a wrong wire format.
// node official-client.mjs URL KEY MODULE_FOLDER; prints "ok" as its last line, or throws.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';

const [url, key, folder] = process.argv.slice(2);
const require = createRequire(path.join(folder, 'package.json'));
const Anthropic = require('@anthropic-ai/sdk');
const client = new Anthropic.Anthropic({ apiKey: key, baseURL: url, maxRetries: 0 });

const model = 'claude-haiku-5-5';
const question = { model, max_tokens: 600, messages: [{ role: 'user', content: 'Write one line.' }] };
const textOf = (message) => message.content.filter((block) => block.type === 'text').map((block) => block.text).join('');

// A plain question.
const plain = await client.messages.create(question);
assert.equal(plain.type, 'message');
assert.equal(plain.role, 'assistant');
assert.equal(plain.stop_reason, 'end_turn');
assert.equal(plain.content[0].type, 'thinking');
assert.ok(textOf(plain).length > 0);
assert.ok(plain.usage.input_tokens > 0 && plain.usage.output_tokens > 0);
assert.match(plain._request_id, /^req_/);

// Structured output.
const schema = {
    type: 'object', additionalProperties: false, required: ['score', 'reason'],
    properties: { score: { type: 'integer' }, reason: { type: 'string' } },
};
const structured = await client.messages.create({ ...question, output_config: { effort: 'low', format: { type: 'json_schema', schema } } });
const answer = JSON.parse(textOf(structured));
assert.ok(Number.isInteger(answer.score));
assert.equal(typeof answer.reason, 'string');

// The same answer as a stream, put together by the client.
const deltas = [];
const stream = client.messages.stream(question).on('text', (delta) => deltas.push(delta));
const streamed = await stream.finalMessage();
assert.equal(deltas.join(''), textOf(plain));
assert.equal(textOf(streamed), textOf(plain));
assert.equal(streamed.stop_reason, 'end_turn');
assert.equal(streamed.usage.output_tokens, plain.usage.output_tokens);

// Counting and models, one page after the other.
assert.ok((await client.messages.countTokens({ model, messages: question.messages })).input_tokens > 0);
const ids = [];
for await (const one of client.models.list({ limit: 2 })) {
    ids.push(one.id);
}
assert.ok(ids.includes(model) && new Set(ids).size === ids.length && ids.length > 2, `models: ${ids}`);
assert.equal((await client.models.retrieve(model)).display_name, 'Claude Haiku 5.5');

// Batches: handed over, looked at until they end, their answers read line by line, listed, cancelled, deleted.
const params = { ...question, output_config: { effort: 'low', format: { type: 'json_schema', schema } } };
let batch = await client.messages.batches.create({
    requests: [
        { custom_id: 'lead-1', params },
        { custom_id: 'lead-2', params },
        { custom_id: 'lead-3', params: { ...params, temperature: 0.5 } }, // found out only when it is run
    ],
});
assert.equal(batch.type, 'message_batch');
assert.equal(batch.processing_status, 'in_progress');
assert.deepEqual(batch.request_counts, { processing: 3, succeeded: 0, errored: 0, canceled: 0, expired: 0 });
await assert.rejects(client.messages.batches.results(batch.id)); // not before it has ended
await assert.rejects(client.messages.batches.delete(batch.id), Anthropic.BadRequestError);
for (let looks = 0; batch.processing_status !== 'ended'; ++looks) {
    assert.ok(looks < 20);
    batch = await client.messages.batches.retrieve(batch.id);
}
assert.deepEqual(batch.request_counts, { processing: 0, succeeded: 2, errored: 1, canceled: 0, expired: 0 });
const lines = new Map();
for await (const line of await client.messages.batches.results(batch.id)) {
    lines.set(line.custom_id, line.result);
}
assert.equal(lines.size, 3);
assert.ok(Number.isInteger(JSON.parse(textOf(lines.get('lead-1').message)).score));
assert.equal(lines.get('lead-2').message.usage.service_tier, 'batch');
assert.equal(lines.get('lead-3').type, 'errored');
assert.equal(lines.get('lead-3').error.error.type, 'invalid_request_error');
const second = await client.messages.batches.create({ requests: [{ custom_id: 'only', params }] });
assert.equal((await client.messages.batches.cancel(second.id)).processing_status, 'canceling');
assert.equal((await client.messages.batches.retrieve(second.id)).request_counts.canceled, 1);
const batchIds = [];
for await (const one of client.messages.batches.list({ limit: 1 })) {
    batchIds.push(one.id);
}
assert.deepEqual(batchIds, [second.id, batch.id]);
assert.equal((await client.messages.batches.delete(batch.id)).type, 'message_batch_deleted');
await assert.rejects(client.messages.batches.retrieve(batch.id), Anthropic.NotFoundError);
for (const requests of [[], [{ custom_id: 'a b', params }], [{ custom_id: 'a', params }, { custom_id: 'a', params }]]) {
    await assert.rejects(client.messages.batches.create({ requests }), Anthropic.BadRequestError);
}

// What is refused arrives as the client's own error classes.
await assert.rejects(client.withOptions({ apiKey: 'sk-ant-wrong' }).messages.create(question), Anthropic.AuthenticationError);
await assert.rejects(client.messages.create({ ...question, model: 'claude-nobody-9' }), Anthropic.NotFoundError);
await assert.rejects(client.messages.create({ ...question, temperature: 0.5 }), (error) => {
    assert.ok(error instanceof Anthropic.BadRequestError);
    assert.equal(error.error.error.type, 'invalid_request_error');
    assert.match(error.message, /temperature: Extra inputs are not permitted/);
    return true;
});
await assert.rejects(client.models.retrieve('claude-nobody-9'), Anthropic.NotFoundError);
console.log('limit me');
await new Promise((resolve) => process.stdin.once('data', resolve)); // the test switches the fault on
await assert.rejects(client.messages.create(question), (error) => {
    assert.ok(error instanceof Anthropic.RateLimitError);
    assert.equal(error.headers.get('retry-after'), '1');
    return true;
});
console.log('ok');
process.exit(0);
