import { SPIFFE_READER } from './spiffe-lua';

/** Registers the filter `lua.callee`: of HAProxy's own means, `verifyhost` knows only DNS names. */
export const CALLEE_LUA = String
  .raw`-- Filter lua.callee ID: nothing passes, in either direction, before the server has shown this SPIFFE id.

${SPIFFE_READER}
-- Lines of the log: one for each callee in so many seconds, since a client may try again at once.
local SILENCE = 10
local complained = {}

local function complain(expected, shown)
  local now = core.now().sec
  if complained[expected] and now - complained[expected] < SILENCE then return end
  complained[expected] = now
  core.Warning(("refused a callee: it shows %s, and not %s"):format(shown, expected))
end

local Callee = { id = "callee", flags = 0 }
Callee.__index = Callee

function Callee:new() return setmetatable({ expected = self.expected }, Callee) end

function Callee:start_analyze(txn, channel)
  filter.register_data_filter(self, channel)
  return filter.CONTINUE
end

-- Called again when the connection to the server is there, whose TLS handshake is part of it.
function Callee:tcp_payload(txn, channel)
  if not self.known then
    local certificate = txn.f:ssl_s_der()
    if not certificate or certificate == "" then return 0 end
    local parsed, id = pcall(spiffe_id, certificate)
    if not parsed or id ~= self.expected then
      complain(self.expected, parsed and id or NOBODY)
      -- An error would be several lines of the log.
      channel:remove(0, channel:input())
      txn:done()
      return 0
    end
    self.known = true
  end
  filter.unregister_data_filter(self, channel)
  return channel:input()
end

core.register_filter("callee", Callee, function(filter_class, args)
  filter_class.expected = args[1]
  return filter_class
end)
`;
