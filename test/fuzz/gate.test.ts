import * as fc from 'fast-check';
import { fuzz, FUZZ_TIMEOUT } from './budget';
import { LuaConverter } from './lua';
import { inside, repeated, varint } from './otlp';
import { GATE_LUA } from '../../lib/runtime/telemetry/gate-lua';

/** Asks the gate's action as a converter: a path, a type and a body in hexadecimal. */
const ASKED = `
local action
core.register_action = function(_, _, given) action = given end
${GATE_LUA}
core.register_converters("asked", function(asked)
  local path, kind, hex = asked:match("^(%S*) (%S*) (%S*)$")
  local said = {}
  action({
    f = {
      req_hdr = function() return kind end,
      req_body = function() return (hex:gsub("..", function(digits) return string.char(tonumber(digits, 16)) end)) end,
      path = function() return path end,
    },
    set_var = function(_, name, text) said[name] = text end,
  })
  return said["txn.weight"] .. " " .. math.type(said["txn.kibibytes"])
end)`;

const lua = new LuaConverter(ASKED, 'asked');

afterAll(async () => lua.stop());

const PROTOBUF = 'application/x-protobuf';
const SERVICES: { [signal: string]: string } = { logs: 'logs.v1.Logs', metrics: 'metrics.v1.Metrics', traces: 'trace.v1.Trace' };
const overGrpc = (signal: string) => `/opentelemetry.proto.collector.${SERVICES[signal]}Service/Export`;

async function judged(path: string, body: Buffer, kind = PROTOBUF): Promise<string> {
  const [answer] = await lua.convert([`${path} ${kind} ${body.toString('hex')}`]);
  if (answer.startsWith('RAISED')) throw new Error(answer);
  const [judgement, type] = answer.split(' ');
  expect(type).toBe('integer');
  return judgement;
}

const SIZE = 200_000;
const item = (content: Buffer) => inside(1, inside(2, content));

const HEAVY: [what: string, signal: string, body: Buffer][] = [
  ['resources', 'logs', repeated([10, 4, 18, 2, 18, 0], SIZE)],
  ['scopes', 'traces', inside(1, repeated([18, 0], SIZE))],
  ['records', 'logs', item(repeated([18, 0], SIZE))],
  ['spans', 'traces', item(repeated([18, 0], SIZE))],
  ['metrics', 'metrics', item(repeated([18, 0], SIZE))],
  ['attributes', 'logs', item(inside(2, repeated([50, 0], SIZE * 2)))],
  ['attributes of a resource', 'traces', inside(1, inside(1, repeated([10, 0], SIZE * 2)))],
  ['events', 'traces', item(inside(2, repeated([90, 0], SIZE)))],
  ['links', 'traces', item(inside(2, repeated([106, 0], SIZE)))],
  ['data points', 'metrics', item(inside(2, inside(5, repeated([10, 0], SIZE))))],
  ['histograms', 'metrics', item(inside(2, inside(10, repeated([10, 0], SIZE))))],
  ['counts of a histogram', 'metrics', item(inside(2, inside(10, inside(1, inside(8, inside(2, repeated([1], SIZE * 12)))))))],
  ['values of a list', 'logs', item(inside(2, inside(5, inside(5, repeated([10, 0], SIZE * 4)))))],
  ['records with numbers of fields that are written too long', 'logs', item(repeated([0x92, 0x80, 0, 0], SIZE * 4))],
  ['records with numbers of fields that wrap around', 'logs', item(repeated([0x92, 0x80, 0x80, 0x80, 0x80, 0x01, 0], SIZE * 4))],
];

test.each(HEAVY)('many empty %s are too heavy, over HTTP and gRPC', async (_, signal, body) => {
  expect(await judged(`/v1/${signal}`, body)).toBe('large');
  const length = Buffer.alloc(5);
  length.writeUInt32BE(body.length, 1);
  expect(await judged(overGrpc(signal), Buffer.concat([length, body]))).toBe('large');
});

test('many empty records of JSON are too heavy', async () => {
  const body = Buffer.from(JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: Array(50_000).fill({}) }] }] }));
  expect(await judged('/v1/logs', body, 'application/json')).toBe('large');
  expect(await judged('/v1/logs', body.subarray(0, 1000), 'application/json')).toBe('fits');
});

/** A span as SDKs send it: 300 bytes. */
const text = (field: number, content: string) => inside(field, Buffer.from(content));
const pair = (field: number, n: number) => inside(field, Buffer.concat([text(1, `attribute.${n}`), inside(2, text(1, 'value'))]));
const SPAN = Buffer.concat([
  inside(1, Buffer.alloc(16, 1)), inside(2, Buffer.alloc(8, 1)), text(5, 'GET /pins'), Buffer.from([0x39, ...Buffer.alloc(8, 1)]),
  ...Array.from({ length: 10 }, (_, n) => pair(9, n)), inside(15, Buffer.from([0x18, 1])),
]);

test('what SDKs send at once fits, and a few times that', async () => {
  const resource = inside(1, Buffer.concat(Array.from({ length: 10 }, (_, n) => pair(1, n))));
  const batch = (count: number) => inside(1, Buffer.concat([
    resource, inside(2, Buffer.concat(Array.from({ length: count }, () => inside(2, SPAN)))),
  ]));
  expect(await judged('/v1/traces', batch(512))).toBe('fits');
  expect(await judged('/v1/traces', batch(5000))).toBe('fits');
});

test('a request of gRPC is one message that is not compressed, and of the length that it says', async () => {
  const message = (flag: number, length: number) => Buffer.from([flag, 0, 0, 0, length, 10, 0]);
  const answers = [message(0, 2), message(1, 2), message(0, 1), message(0, 3), Buffer.from([0, 0])]
    .map(async body => judged(overGrpc('logs'), body));
  expect(await Promise.all(answers)).toEqual(['fits', 'malformed', 'malformed', 'malformed', 'malformed']);
});

test('values that are deep, cut short or of no known kind are not passed on', async () => {
  let deep: Buffer = Buffer.alloc(0);
  for (let n = 0; n < 100; n++) deep = inside(1, inside(5, deep));
  const bodies = [
    item(inside(2, inside(5, inside(5, deep)))), inside(1, Buffer.alloc(9)).subarray(0, 5),
    Buffer.from([0x0b]), Buffer.from([0x80]),
    Buffer.concat([varint(10), Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01])]),
  ];
  for (const body of bodies) expect(await judged('/v1/logs', body)).toBe('malformed');
  expect(await judged('/v1/other', Buffer.alloc(0))).toBe('unknown');
});

test('random bytes fit or are malformed, and raise no error', () => fuzz(
  fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.constantFrom('logs', 'metrics', 'traces'), async (bytes, signal) => {
    expect(['fits', 'malformed']).toContain(await judged(`/v1/${signal}`, Buffer.from(bytes)));
  }),
), FUZZ_TIMEOUT);
