/** In a pod that is being deleted, calls are made until the application has ended. */
export const OUTLAST_LUA = String
  .raw`-- The end of a pod with calls: lua-load outlast.lua CLOSED_AFTER_SECONDS APPLICATION_PORT|0
--
-- After so many seconds of the drain, nothing new comes in by the entries. A file of each process is there until nothing is in
-- work any more, in either direction, and the application no longer listens: the container's preStop hook waits for that.

local CLOSED_AFTER, PORT = tonumber((...)), tonumber((select(2, ...)))
local BEGUN, SOCKET = "/run/haproxy/drain", "unix@/run/haproxy/admin.sock"
-- Seconds without any work, after which an application that does not listen is taken for ended.
local QUIET = 3

local function begun()
  local file = io.open(BEGUN)
  local time = file and file:read("n")
  if file then file:close() end
  return time
end

-- What is dialled, and so out, may only be kept for the next call.
local function in_work()
  for name, backend in pairs(core.backends) do
    if not name:find("^dial%.") and not name:find("^out%.") and (tonumber(backend:get_stats().scur) or 0) > 0 then return true end
  end
  return false
end

-- HAProxy takes some seconds to find out that nobody listens.
local function listens()
  if PORT == 0 then return false end
  local socket = core.tcp()
  socket:settimeout(1)
  local connected = socket:connect("127.0.0.1", PORT)
  socket:close()
  return connected ~= nil
end

local function close_entries()
  for name in pairs(core.frontends) do
    if name:find("^mtls%-") or name:find("^plain") then
      local socket = core.tcp()
      socket:settimeout(5)
      if socket:connect(SOCKET) and socket:send("shutdown frontend " .. name .. "\n") then socket:receive("*a") end
      socket:close()
    end
  end
end

core.register_task(function()
  -- Before, there is only the process that reads the configuration.
  local file_of_process = "/run/haproxy/open-" .. core.get_info().Pid
  local closed, busy, marked = false, 0, false
  while true do
    local time = begun()
    if time then
      local stopping = tonumber(core.get_info().Stopping) ~= 0
      if not closed and not stopping and os.time() - time >= CLOSED_AFTER then
        close_entries()
        closed = true
      end
      if in_work() or (not stopping and (not closed or listens())) then busy = os.time() end
      -- What a former process has left is in work, or nothing.
      local ended = os.time() - busy >= (stopping and 1 or QUIET)
      if ended and marked then
        os.remove(file_of_process)
        marked = false
      elseif not ended and not marked then
        local file = io.open(file_of_process, "w")
        if file then file:close() end
        marked = true
      end
    end
    core.msleep(1000)
  end
end)
`;
