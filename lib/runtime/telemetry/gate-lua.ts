/*
 * The smallest record takes two bytes of a request, and hundreds of the collector's memory: 4 MiB of them are a gigabyte. So the
 * gate looks at what a request is made of, before the collector does, and stops at the first part that is too much.
 */

/** What the parts of a request may take in the collector's memory beside its bytes, by the estimates below. */
const LARGEST_PARTS = 16 * 1024 * 1024;

/** Deeper values are no telemetry, and each level is a call on the collector's stack. */
const DEEPEST = 64;

/** Paths of OTLP over HTTP and over gRPC, whose messages begin with a byte for compression and four for their length. */
const PATHS = ['logs', 'metrics', 'traces'].map(signal => {
  const service = signal === 'traces' ? 'trace' : signal;
  const name = service[0].toUpperCase() + service.slice(1);
  return `  ["/v1/${signal}"] = {requests.${signal}, false},
  ["/opentelemetry.proto.collector.${service}.v1.${name}Service/Export"] = {requests.${signal}, true},`;
}).join('\n');

/** Action lua.weigh: sets txn.weight to "fits", "large", "malformed" or "unknown", and txn.kibibytes. */
export const GATE_LUA = String.raw`-- What a message takes in the collector's memory in bytes, and what is in it, by the
-- numbers of its fields that are messages again.
local COUNTS = {}
local value, pair, pairs_of, list = {}, {}, {}, {}
value[5], value[6] = {32, list}, {32, pairs_of}
list[1], pairs_of[1], pair[2] = {32, value}, {96, pair}, {32, value}
local attribute = {96, pair}
local exemplar = {160, {[7] = attribute}}
local buckets = {64, {[2] = {0, COUNTS}}}
local number = {256, {[7] = attribute, [5] = exemplar}}
local histogram = {320, {[9] = attribute, [8] = exemplar}}
local exponential = {384, {[1] = attribute, [8] = buckets, [9] = buckets, [11] = exemplar}}
local summary = {256, {[7] = attribute, [6] = {48, {}}}}
local function data(point) return {96, {[1] = point}} end
local metric = {192, {
  [5] = data(number), [7] = data(number), [9] = data(histogram), [10] = data(exponential), [11] = data(summary), [12] = attribute,
}}
local span = {384, {[9] = attribute, [11] = {160, {[3] = attribute}}, [13] = {192, {[4] = attribute}}}}
local record = {320, {[5] = {32, value}, [6] = attribute}}
-- To a resource the collector adds the attributes of a pod.
local function request(item)
  return {[1] = {2048, {[1] = {64, {[1] = attribute}}, [2] = {256, {[1] = {96, {[3] = attribute}}, [2] = item}}}}}
end
local requests = {logs = request(record), metrics = request(metric), traces = request(span)}
local PATHS = {
${PATHS}
}

local byte = string.byte
local MOST = ${LARGEST_PARTS}

-- As the collector reads numbers, also those that are written longer than they need.
local function varint(text, at)
  local b = byte(text, at)
  if b < 128 then return b, at + 1 end
  local n, shift = b & 127, 7
  repeat
    at = at + 1
    b = byte(text, at)
    n, shift = n | (b & 127) << shift, shift + 7
  until b < 128
  return n, at + 1
end

-- Returns the room that is left, less than none where it is too much. What is cut short, or not of this language, is an error.
local function walk(text, at, stop, message, room, depth)
  if depth > ${DEEPEST} then error("deep") end
  while at < stop do
    local tag, n
    tag, at = varint(text, at)
    local kind = tag & 7
    room = room - 16
    if kind == 2 then
      n, at = varint(text, at)
      if n < 0 or n > stop - at then error("cut") end
      local inner = message[(tag >> 3) & 0xffffffff]
      if inner then
        room = room - inner[1]
        -- Numbers of a byte each become eight.
        if inner[2] == COUNTS then room = room - 8 * n
        else room = walk(text, at, at + n, inner[2], room, depth + 1) end
      end
      at = at + n
    elseif kind == 0 then n, at = varint(text, at)
    elseif kind == 1 then at = at + 8
    elseif kind == 5 then at = at + 4
    else error("kind") end
    if room < 0 then return room end
  end
  if at > stop then error("cut") end
  return room
end

-- Returns a judgement, and what the parts weigh.
local function weigh(path, body, json)
  local asked = PATHS[path]
  if not asked then return "unknown", 0 end
  if json then
    local _, objects = body:gsub("[{[]", "")
    local _, commas = body:gsub(",", "")
    local weight = objects * 400 + commas * 16
    return weight > MOST and "large" or "fits", weight
  end
  local message, grpc = asked[1], asked[2]
  local at = 1
  if grpc then
    if #body < 5 or byte(body) ~= 0 or string.unpack(">I4", body, 2) ~= #body - 5 then return "malformed", 0 end
    at = 6
  end
  local read, room = pcall(walk, body, at, #body + 1, message, MOST, 1)
  if not read then return "malformed", MOST end
  return room < 0 and "large" or "fits", MOST - room
end

core.register_action("weigh", {"http-req"}, function(txn)
  local kind = txn.f:req_hdr("content-type") or ""
  local body = txn.f:req_body() or ""
  local judgement, weight = weigh(txn.f:path(), body, kind:find("json", 1, true) ~= nil)
  txn:set_var("txn.weight", judgement)
  txn:set_var("txn.kibibytes", (#body + weight) // 1024)
end)
`;
